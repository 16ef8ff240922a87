import type { Migration } from "./migration.ts";

/**
 * Instants are milliseconds in a BIGINT, flags 0 or 1, structures JSON in a TEXT.
 * What names an account that may not exist yet (an attempt to sign up) or not any more (an event),
 * and what outlives the attempt that it came from (a session), carries no foreign key.
 */
export const foundation: Migration = {
  number: 1,
  name: "foundation",
  statements: [
    `CREATE TABLE accounts (
      id TEXT NOT NULL PRIMARY KEY,
      user_handle TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL,
      group_names TEXT NOT NULL,
      created_at BIGINT NOT NULL
    )`,

    `CREATE TABLE addresses (
      account TEXT NOT NULL REFERENCES accounts (id),
      channel TEXT NOT NULL,
      address TEXT NOT NULL,
      normalised TEXT NOT NULL,
      proved_at BIGINT NOT NULL,
      PRIMARY KEY (channel, normalised)
    )`,
    "CREATE INDEX addresses_of_account ON addresses (account)",

    `CREATE TABLE credentials (
      id TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      public_key TEXT NOT NULL,
      counter BIGINT NOT NULL,
      backup_eligible BIGINT NOT NULL,
      backed_up BIGINT NOT NULL,
      uv_initialized BIGINT NOT NULL,
      name TEXT,
      state TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      last_used_at BIGINT,
      enrolment TEXT NOT NULL,
      attestation_object TEXT NOT NULL,
      client_data_json TEXT NOT NULL
    )`,
    "CREATE INDEX credentials_of_account ON credentials (account)",

    `CREATE TABLE attempts (
      id TEXT NOT NULL PRIMARY KEY,
      browser TEXT NOT NULL,
      session TEXT,
      action TEXT NOT NULL,
      params TEXT NOT NULL,
      identifier TEXT,
      account TEXT,
      state TEXT NOT NULL,
      refusals TEXT NOT NULL,
      evidence TEXT NOT NULL,
      pending TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      version BIGINT NOT NULL
    )`,
    "CREATE INDEX attempts_by_expiry ON attempts (expires_at)",

    `CREATE TABLE codes (
      id TEXT NOT NULL PRIMARY KEY,
      attempt TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
      address TEXT NOT NULL,
      normalised TEXT NOT NULL,
      hash TEXT NOT NULL,
      wrong_tries BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      used_at BIGINT
    )`,
    "CREATE INDEX codes_of_attempt ON codes (attempt)",
    "CREATE INDEX codes_by_expiry ON codes (expires_at)",

    `CREATE TABLE consumptions (
      expires_at BIGINT NOT NULL,
      step TEXT NOT NULL,
      PRIMARY KEY (expires_at, step)
    )`,

    `CREATE TABLE sessions (
      id TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      secret_hash TEXT NOT NULL,
      attempt TEXT NOT NULL,
      authenticated_at BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      last_seen_at BIGINT NOT NULL,
      idle_seconds BIGINT NOT NULL,
      absolute_expires_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      evidence TEXT NOT NULL,
      rule TEXT NOT NULL,
      policy TEXT NOT NULL,
      user_agent TEXT NOT NULL
    )`,
    "CREATE INDEX sessions_of_account ON sessions (account)",
    "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",

    `CREATE TABLE events (
      id TEXT NOT NULL PRIMARY KEY,
      at BIGINT NOT NULL,
      kind TEXT NOT NULL,
      account TEXT,
      attempt TEXT,
      network TEXT NOT NULL,
      data TEXT NOT NULL
    )`,
    "CREATE INDEX events_of_account ON events (account, at)",

    `CREATE TABLE messages (
      id TEXT NOT NULL PRIMARY KEY,
      channel TEXT NOT NULL,
      recipient TEXT NOT NULL,
      sealed TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at BIGINT NOT NULL
    )`,
    "CREATE INDEX messages_queued ON messages (created_at) WHERE state = 'queued'",
    "CREATE INDEX messages_by_age ON messages (created_at)",
    "CREATE INDEX messages_of_recipient ON messages (recipient, created_at)",

    `CREATE TABLE counters (
      window_start BIGINT NOT NULL,
      name TEXT NOT NULL,
      total BIGINT NOT NULL,
      PRIMARY KEY (window_start, name)
    )`,
  ],
};

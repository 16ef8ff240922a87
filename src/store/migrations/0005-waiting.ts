import type { Migration } from "./migration.ts";

/**
 * Attempts that wait: since when, and under which name, since one that is taken up in another browser
 * goes on under the name of the first. Notices: messages that somebody may answer without signing in.
 * Links that an operator hands over. Sessions of a recovery, which sign nobody in.
 */
export const waiting: Migration = {
  number: 5,
  name: "waiting",
  statements: [
    "ALTER TABLE attempts ADD COLUMN waiting TEXT",
    "ALTER TABLE attempts ADD COLUMN waiting_since BIGINT",
    "CREATE INDEX attempts_waiting ON attempts (account) WHERE state = 'waiting'",
    "ALTER TABLE sessions ADD COLUMN purpose TEXT NOT NULL DEFAULT 'account'",

    `CREATE TABLE notices (
      hash TEXT NOT NULL PRIMARY KEY,
      message TEXT NOT NULL,
      account TEXT NOT NULL REFERENCES accounts (id),
      attempt TEXT,
      waiting TEXT,
      notice TEXT NOT NULL,
      channel TEXT NOT NULL,
      address TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      sent_at BIGINT,
      answer TEXT,
      answered_at BIGINT
    )`,
    "CREATE INDEX notices_of_account ON notices (account)",
    "CREATE INDEX notices_of_message ON notices (message)",
    "CREATE INDEX notices_expired ON notices (expires_at)",

    `CREATE TABLE links (
      hash TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      made_by TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      used_at BIGINT
    )`,
    "CREATE INDEX links_expired ON links (expires_at)",
  ],
};

import type { Migration } from "./migration.ts";

/**
 * What an account can show beside its passkeys: a password, a seed, a number, a set of saved codes.
 * What each keeps is one structure, since nothing looks inside it here.
 */
export const secrets: Migration = {
  number: 3,
  name: "secrets",
  statements: [
    `CREATE TABLE secrets (
      id TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      method TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      last_used_at BIGINT,
      tries BIGINT NOT NULL,
      version BIGINT NOT NULL,
      body TEXT NOT NULL
    )`,
    "CREATE INDEX secrets_of_account ON secrets (account)",
  ],
};

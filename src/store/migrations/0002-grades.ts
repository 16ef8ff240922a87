import type { Migration } from "./migration.ts";

/**
 * What credentials are worth, what accounts ever had, and documents that nodes share. A credential
 * of before is settled and was never looked at; an account of before was made with a passkey, for
 * there was no other way. A code counts every try and not only the wrong ones, since it is counted
 * before the code is compared; so the column is called what it is.
 */
export const grades: Migration = {
  number: 2,
  name: "grades",
  statements: [
    "ALTER TABLE credentials ADD COLUMN settles_at BIGINT",
    "ALTER TABLE credentials ADD COLUMN graded_with TEXT",
    "ALTER TABLE credentials ADD COLUMN grade TEXT",
    "CREATE INDEX credentials_by_grading ON credentials (graded_with, id)",

    `ALTER TABLE accounts ADD COLUMN ever_had TEXT NOT NULL DEFAULT '["passkey"]'`,

    `CREATE TABLE documents (
      kind TEXT NOT NULL PRIMARY KEY,
      version BIGINT NOT NULL,
      body TEXT NOT NULL,
      saved_at BIGINT NOT NULL
    )`,

    "CREATE INDEX events_of_kind ON events (kind, id)",

    "ALTER TABLE codes RENAME COLUMN wrong_tries TO tries",
  ],
};

import type { Migration } from "./migration.ts";

/**
 * Operators: who belongs to a group, so that its members are found; words by which one becomes an
 * operator; what one asks of another. A link says what its maker asserts by it. No account was in a
 * group before this step: nothing put one there.
 */
export const operators: Migration = {
  number: 7,
  name: "operators",
  statements: [
    `CREATE TABLE group_members (
      group_name TEXT NOT NULL,
      account TEXT NOT NULL REFERENCES accounts (id),
      PRIMARY KEY (group_name, account)
    )`,
    "CREATE INDEX groups_of_account ON group_members (account)",

    `CREATE TABLE invitations (
      hash TEXT NOT NULL PRIMARY KEY,
      address TEXT NOT NULL,
      made_by TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      used_at BIGINT
    )`,
    "CREATE INDEX invitations_expired ON invitations (expires_at)",

    `CREATE TABLE approvals (
      id TEXT NOT NULL PRIMARY KEY,
      account TEXT NOT NULL REFERENCES accounts (id),
      asked_by TEXT NOT NULL REFERENCES accounts (id),
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      approved_by TEXT,
      approved_at BIGINT
    )`,
    "CREATE INDEX approvals_expired ON approvals (expires_at)",

    "ALTER TABLE links ADD COLUMN assertion TEXT NOT NULL DEFAULT 'enrolment-link'",
  ],
};

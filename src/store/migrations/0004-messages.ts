import type { Migration } from "./migration.ts";

/**
 * Messages that are tried again. `due_at` is from when on somebody may take one: after it was queued,
 * after a wait, or after the lease of whoever has it; `tries` counts how often it was taken, and says
 * whose it is. A message of before was a code by mail, which lived ten minutes. A server of the version
 * before this one may still queue some: they are due at once, and without an end.
 */
export const messages: Migration = {
  number: 4,
  name: "messages",
  statements: [
    "ALTER TABLE messages ADD COLUMN account TEXT",
    "ALTER TABLE messages ADD COLUMN attempt TEXT",
    "ALTER TABLE messages ADD COLUMN not_after BIGINT NOT NULL DEFAULT 9007199254740991",
    "ALTER TABLE messages ADD COLUMN tries BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE messages ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE messages ADD COLUMN reason TEXT",
    "ALTER TABLE messages ADD COLUMN done_at BIGINT",
    "UPDATE messages SET not_after = created_at + 600000",
    "UPDATE messages SET done_at = created_at, sealed = '' WHERE state <> 'queued'",

    "DROP INDEX messages_queued",
    "CREATE INDEX messages_due ON messages (channel, due_at, id) WHERE state = 'queued'",
    "CREATE INDEX messages_done ON messages (done_at) WHERE done_at IS NOT NULL",
  ],
};

import type { Migration } from "./migration.ts";

const STAYS = "the audit record is only ever appended to";

/** Both say what a line was before, so that an update may give it its place and nothing else. */
const COLUMNS = ["id", "at", "kind", "account", "attempt", "network", "data"];
const same = (operator: string) =>
  COLUMNS.map((column) => `NEW.${column} ${operator} OLD.${column}`).join(" AND ");

/**
 * The audit record as a chain: a line is appended without its place (in the transaction that it
 * tells of, which waits for nobody), and gets it soon after. What was there before this step is
 * sealed as it was found. No line is deleted, and none changes but for the place that it gets once;
 * the head moves on and never back.
 */
export const auditChain: Migration = {
  number: 6,
  name: "audit-chain",
  statements: [
    "ALTER TABLE events ADD COLUMN sequence BIGINT",
    "ALTER TABLE events ADD COLUMN seal TEXT",
    "CREATE UNIQUE INDEX events_sealed ON events (sequence) WHERE sequence IS NOT NULL",
    "CREATE INDEX events_unsealed ON events (id) WHERE sequence IS NULL",

    `CREATE TABLE audit_head (
      id BIGINT NOT NULL PRIMARY KEY,
      total BIGINT NOT NULL,
      seal TEXT NOT NULL,
      mac TEXT NOT NULL
    )`,

    sqliteTrigger("events_kept", "DELETE ON events", null),
    sqliteTrigger(
      "events_unchanged",
      "UPDATE ON events",
      `OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR NOT (${same("IS")})`,
    ),
    sqliteTrigger("audit_head_kept", "DELETE ON audit_head", null),
    sqliteTrigger("audit_head_onward", "UPDATE ON audit_head", "NEW.total <= OLD.total"),

    {
      sqlite: null,
      postgres: `CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''${STAYS}''; END'`,
    },
    postgresTrigger("events_kept", "DELETE ON events", null),
    postgresTrigger(
      "events_unchanged",
      "UPDATE ON events",
      `OLD.sequence IS NOT NULL OR NEW.sequence IS NULL OR NOT (${same("IS NOT DISTINCT FROM")})`,
    ),
    postgresTrigger("audit_head_kept", "DELETE ON audit_head", null),
    postgresTrigger("audit_head_onward", "UPDATE ON audit_head", "NEW.total <= OLD.total"),
    {
      sqlite: null,
      postgres: `CREATE TRIGGER events_not_emptied BEFORE TRUNCATE ON events
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()`,
    },
  ],
};

function sqliteTrigger(name: string, when: string, condition: string | null) {
  const only = condition === null ? "" : `WHEN ${condition}`;
  return {
    sqlite: `CREATE TRIGGER ${name} BEFORE ${when} ${only} BEGIN SELECT RAISE(ABORT, '${STAYS}'); END`,
    postgres: null,
  };
}

function postgresTrigger(name: string, when: string, condition: string | null) {
  const only = condition === null ? "" : `WHEN (${condition})`;
  return {
    sqlite: null,
    postgres: `CREATE TRIGGER ${name} BEFORE ${when}
      FOR EACH ROW ${only} EXECUTE FUNCTION audit_stays()`,
  };
}

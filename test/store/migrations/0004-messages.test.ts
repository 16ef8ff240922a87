import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { instant } from "../../../src/base/time.ts";
import { foundation } from "../../../src/store/migrations/0001-foundation.ts";
import { grades } from "../../../src/store/migrations/0002-grades.ts";
import { secrets } from "../../../src/store/migrations/0003-secrets.ts";
import { migrate } from "../../../src/store/migrations/migrate.ts";
import { SQLITE } from "../../../src/store/sqlite/dialect.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { Writer } from "../../../src/store/sqlite/writer.ts";
import { DRIVERS } from "../drivers.ts";
import { temporaryFolder } from "../sqlite-file.ts";

/** Messages as the version before migration 4 wrote them. */
const COLUMNS = "id, channel, recipient, sealed, state, created_at";
const ROW = (id: string, state: string, at: number) =>
  `INSERT INTO messages (${COLUMNS}) VALUES ('${id}', 'email', 'ann@example.org', 's', '${state}', ${at})`;

const AT = 1_700_000_000_000;
const OF_BEFORE = { account: null, attempt: null, tries: 0, reason: null, dueAt: 0 };

describe.each(DRIVERS.map((driver) => [driver.name, driver] as const))(
  "messages of before, opened today with %s",
  (_, driver) => {
    test("that wait are due and expire as the codes in them do; the others keep no text", async () => {
      const path = join(temporaryFolder(), "assay.db");
      const connection = driver.open(path);
      const before = new Writer(connection, { tries: 1, pause: () => Promise.resolve() });
      await before.transact((sql) => migrate(sql, SQLITE, [foundation, grades, secrets]));
      for (const [index, state] of ["queued", "sent", "failed"].entries()) {
        connection.exec(ROW(state, state, AT + index));
      }
      await before.close();
      const store = await openSqlite(path, { driver });
      const [failed, sent, queued] = await store.messagesTo(undefined, 10);
      expect(await store.dueMessages("email", instant(AT), 10)).toEqual([queued]);
      expect(queued).toMatchObject({
        ...OF_BEFORE,
        sealed: "s",
        notAfter: AT + 600_000,
        doneAt: null,
      });
      expect(sent).toMatchObject({ state: "sent", sealed: "", doneAt: AT + 1 });
      expect(failed).toMatchObject({ state: "failed", sealed: "", doneAt: AT + 2 });
      await store.close();
    });

    test("one that a server of before queues beside today's is sent", async () => {
      const path = join(temporaryFolder(), "assay.db");
      const store = await openSqlite(path, { driver });
      const connection = driver.open(path);
      connection.exec(ROW("late", "queued", AT));
      connection.close();
      const [late] = await store.dueMessages("email", instant(AT), 10);
      expect(late).toMatchObject({ ...OF_BEFORE, notAfter: Number.MAX_SAFE_INTEGER });
      await store.close();
    });
  },
);

import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type {
  AccountId,
  AttemptId,
  CredentialId,
  SessionId,
  StepId,
} from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { standingOf } from "../../../src/evidence/evidence.ts";
import { foundation } from "../../../src/store/migrations/0001-foundation.ts";
import { migrate } from "../../../src/store/migrations/migrate.ts";
import type { Store } from "../../../src/store/port.ts";
import { POSTGRES } from "../../../src/store/postgres/dialect.ts";
import { LIMITS } from "../../../src/store/postgres/limits.ts";
import { Pool } from "../../../src/store/postgres/pool.ts";
import type { SqliteDriver } from "../../../src/store/sqlite/connection.ts";
import { SQLITE } from "../../../src/store/sqlite/dialect.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { Writer } from "../../../src/store/sqlite/writer.ts";
import { DRIVERS } from "../drivers.ts";
import { dropSchemas, postgresDatabase } from "../postgres-database.ts";
import { aCredential, aGrade, anAccount } from "../records.ts";
import { temporaryFolder } from "../sqlite-file.ts";
import { OLD_ROWS, TODAY } from "./old-rows.ts";

const ANN = "ann" as AccountId;
const KEY = "key" as CredentialId;
const AT = instant(1_700_000_000_000);
const CORRUPT = { code: "ASSAY_STORE_CORRUPT" };

type Upgraded = (rows?: readonly string[]) => Promise<Store>;

const ENGINES: readonly (readonly [string, Upgraded])[] = [
  ...DRIVERS.map((driver) => [driver.name, (rows = OLD_ROWS) => onSqlite(driver, rows)] as const),
  ["PostgreSQL", (rows = OLD_ROWS) => onPostgres(rows)],
];

afterAll(dropSchemas);

describe.each(ENGINES)("a database of before, opened today with %s", (_, upgraded) => {
  test("has what an account always had: a passkey", async () => {
    const store = await upgraded();
    const account = await store.accountByAddress("email", "ann@example.org");
    expect(account).toMatchObject({ id: ANN, groups: ["staff"], everHad: ["passkey"] });
    expect(await store.accountById(ANN)).toEqual(account);
    await store.close();
  });

  test("has credentials that are settled and were never graded", async () => {
    const store = await upgraded();
    const credential = await store.credentialById(KEY);
    expect(credential).toEqual({
      ...TODAY.pending[0],
      id: KEY,
      counter: 7,
      name: "Key ring",
      lastUsedAt: instant(1_700_000_001_000),
    });
    expect(credential?.enrolment.attestation.keyId).toBeNull();
    expect(await store.credentialsNotGradedWith("v", 10)).toEqual([credential]);
    expect(await store.countCredentials("v")).toEqual({ all: 1, left: 1 });
    await store.close();
  });

  test("has attempts and sessions whose evidence is read, and was seen", async () => {
    const store = await upgraded();
    const attempt = await store.attemptById("attempt" as AttemptId);
    const session = await store.sessionById("session" as SessionId);
    expect(attempt?.evidence).toEqual(TODAY.evidence);
    expect(attempt?.pending).toEqual(TODAY.pending);
    expect(session?.evidence).toEqual(TODAY.evidence);
    const read = [...(attempt?.evidence ?? []), ...(session?.evidence ?? [])];
    const within = read.flatMap((piece) => ("enrolment" in piece ? [piece.enrolment] : []));
    const pending = (attempt?.pending ?? []).flatMap((one) =>
      "enrolment" in one ? [one.enrolment] : [],
    );
    const standings = [...read, ...within, ...pending].map((piece) => standingOf(piece));
    expect(standings).toEqual(Array<string>(9).fill("seen"));
    await store.close();
  });

  test("has codes that were tried as often as they were", async () => {
    const store = await upgraded();
    const step = "step" as StepId;
    expect(await store.codeById(step)).toMatchObject({ attempt: "attempt", tries: 2 });
    expect(await store.transact((tx) => tx.countTry(step, AT, 3))).toBe(true);
    expect(await store.transact((tx) => tx.countTry(step, AT, 3))).toBe(false);
    await store.close();
  });

  test("has events that can be followed, and no documents", async () => {
    const store = await upgraded();
    const [event] = await store.eventsOf(ANN, 10);
    expect(event).toMatchObject({ id: "event", data: { a: 1 } });
    expect(await store.eventsAfter("attempt.allowed", null, 10)).toEqual([event]);
    expect(await store.document("mds")).toBeUndefined();
    await store.close();
  });

  test("takes what today writes beside what it had", async () => {
    const store = await upgraded();
    const account = anAccount({ everHad: ["passkey", "totp"] });
    const fresh = aCredential(account, { settlesAt: AT, graded: aGrade("v") });
    const attempt = await store.attemptById("attempt" as AttemptId);
    if (attempt === undefined) throw new Error("the attempt is gone");
    const saved = { ...attempt, pending: [...attempt.pending, fresh], version: 5 };
    await store.transact(async (tx) => {
      await tx.insertAccount(account);
      expect(await tx.insertCredential(fresh)).toBe(true);
      const graded = aGrade("v");
      expect(await tx.regradeCredential({ id: KEY, graded, enrolment: null })).toBe(true);
      expect(await tx.setEverHad(ANN, ["passkey", "password"])).toBe(true);
      expect(await tx.saveAttempt(saved, 4)).toBe(true);
    });
    expect(await store.attemptById(attempt.id)).toEqual(saved);
    expect(await store.countCredentials("v")).toEqual({ all: 2, left: 0 });
    expect((await store.accountById(ANN))?.everHad).toEqual(["passkey", "password"]);
    await store.close();
  });

  const spoilings = {
    "a fact that was there before": '"userVerified":{"value":true,"from":"signed"},',
    "whether a proof's verification counts": '"uvInitialized":true,',
    "a credential's state": '"state":"active",',
    "the path of an attestation": ',"path":["leaf"]',
  };
  for (const [what, part] of Object.entries(spoilings)) {
    test(`is refused where ${what} is missing, for that was never absent`, async () => {
      const rows = OLD_ROWS.map((row) => row.replaceAll(part, ""));
      expect(rows).not.toEqual(OLD_ROWS);
      const store = await upgraded(rows);
      const attempt = store.attemptById("attempt" as AttemptId);
      await expect(attempt).rejects.toMatchObject(CORRUPT);
      await store.close();
    });
  }
});

/** A file that migration 1 alone built and its version filled, as it is opened today. */
async function onSqlite(driver: SqliteDriver, rows: readonly string[]): Promise<Store> {
  const path = join(temporaryFolder(), "assay.db");
  const connection = driver.open(path);
  const before = new Writer(connection, { tries: 1, pause: () => Promise.resolve() });
  await before.transact((sql) => migrate(sql, SQLITE, [foundation]));
  for (const row of rows) connection.exec(row);
  await before.close();
  return openSqlite(path, { driver });
}

/** A schema of which the same is true. */
async function onPostgres(rows: readonly string[]): Promise<Store> {
  const database = await postgresDatabase();
  const pool = new Pool(database.url, 1, LIMITS);
  await pool.lend((connection) => migrate(connection, POSTGRES, [foundation]));
  await pool.close();
  for (const row of rows) await database.execute(row);
  return database.open();
}

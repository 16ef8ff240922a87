import { afterEach, describe, expect, test, vi } from "vitest";
import type { SqlSession } from "../../../src/store/sql/session.ts";
import { text } from "../../../src/store/sql/values.ts";
import type { SqliteConnection } from "../../../src/store/sqlite/connection.ts";
import { Writer } from "../../../src/store/sqlite/writer.ts";

/** A connection that writes down what it is told, and fails where a test wants it to. */
class Log implements SqliteConnection {
  readonly statements: string[] = [];
  /** Result codes by statement: each is thrown once, in order. */
  readonly failures = new Map<string, number[]>();
  closed = false;

  exec(statement: string): void {
    this.statements.push(statement);
    const code = this.failures.get(statement)?.shift();
    if (code !== undefined) throw Object.assign(new Error("SQLite says no"), { errcode: code });
  }

  get(statement: string): undefined {
    this.exec(statement);
    return undefined;
  }

  all(statement: string): [] {
    this.exec(statement);
    return [];
  }

  run(statement: string): number {
    this.exec(statement);
    return 1;
  }

  close(): void {
    this.closed = true;
  }

  count(statement: string): number {
    return this.statements.filter((one) => one === statement).length;
  }
}

const BUSY = 5;
const FULL = 13;
const CONSTRAINT = 19;
const UNAVAILABLE = { code: "ASSAY_STORE_UNAVAILABLE" };

function writerOn(log: Log, tries = 3): Writer {
  return new Writer(log, { tries, pause: () => Promise.resolve() });
}

const write = (statement: string) => (sql: SqlSession) => sql.run(statement, [text("")]);

afterEach(() => {
  vi.useRealTimers();
});

describe("a group", () => {
  test("carries what was asked for in one turn in one commit, one job after the other", async () => {
    const log = new Log();
    const writer = writerOn(log);
    const twice = (name: string) => async (sql: SqlSession) => {
      await write(`${name} 1`)(sql);
      await Promise.resolve();
      await write(`${name} 2`)(sql);
    };
    await Promise.all([writer.transact(twice("a")), writer.transact(twice("b"))]);
    expect(log.statements).toEqual([
      "BEGIN IMMEDIATE",
      "SAVEPOINT job",
      "a 1",
      "a 2",
      "RELEASE job",
      "SAVEPOINT job",
      "b 1",
      "b 2",
      "RELEASE job",
      "COMMIT",
    ]);
  });

  test("answers nobody before the commit", async () => {
    const log = new Log();
    const writer = writerOn(log);
    const seen: string[] = [];
    const answered = async (work: Promise<unknown>) => {
      await work.catch(() => undefined);
      seen.push(log.statements.at(-1) ?? "");
    };
    const failing = async (): Promise<never> => {
      throw new Error("bad job");
    };
    await Promise.all([
      answered(writer.transact(write("a"))),
      answered(writer.transact(failing)),
      answered(writer.transact(write("b"))),
    ]);
    expect(seen).toEqual(["COMMIT", "COMMIT", "COMMIT"]);
  });

  test("undoes a job that throws alone", async () => {
    const log = new Log();
    const writer = writerOn(log);
    const bad = writer.transact(async (sql) => {
      await write("bad")(sql);
      throw new Error("bad job");
    });
    const good = writer.transact(write("good"));
    await expect(bad).rejects.toThrow("bad job");
    expect(await good).toBe(1);
    expect(log.statements).toEqual([
      "BEGIN IMMEDIATE",
      "SAVEPOINT job",
      "bad",
      "ROLLBACK TO job",
      "RELEASE job",
      "SAVEPOINT job",
      "good",
      "RELEASE job",
      "COMMIT",
    ]);
  });

  test("is bounded: what comes on top goes into the next", async () => {
    const log = new Log();
    const writer = writerOn(log);
    await Promise.all(Array.from({ length: 130 }, () => writer.transact(write("a"))));
    expect(log.count("COMMIT")).toBe(3);
    expect(log.statements.indexOf("COMMIT")).toBe(1 + 64 * 3);
  });
});

describe("when the database fails", () => {
  test.each(["BEGIN IMMEDIATE", "COMMIT", "RELEASE job", "a"])(
    "at %s, the whole group is unavailable and rolled back",
    async (statement) => {
      const log = new Log();
      const writer = writerOn(log);
      log.failures.set(statement, [FULL]);
      const group = await Promise.allSettled([
        writer.transact(write("a")),
        writer.transact(write("b")),
      ]);
      for (const outcome of group) expect(outcome).toMatchObject({ reason: UNAVAILABLE });
      expect(log.statements.at(-1)).toBe("ROLLBACK");
      expect(await writer.transact(write("later"))).toBe(1);
    },
  );

  test("a rollback that fails as well changes nothing", async () => {
    const log = new Log();
    const writer = writerOn(log);
    log.failures.set("COMMIT", [FULL]).set("ROLLBACK", [1]);
    await expect(writer.transact(write("a"))).rejects.toMatchObject(UNAVAILABLE);
    expect(await writer.transact(write("later"))).toBe(1);
  });

  test("a job that catches the failure goes no further: SQLite may have ended the transaction", async () => {
    const log = new Log();
    const writer = writerOn(log);
    log.failures.set("a", [FULL]);
    const careless = writer.transact(async (sql) => {
      await write("a")(sql).catch(() => undefined);
      await write("b")(sql).catch(() => undefined);
    });
    await expect(careless).rejects.toMatchObject(UNAVAILABLE);
    expect(log.count("b")).toBe(0);
    expect(log.count("COMMIT")).toBe(0);
  });

  test("a statement that is refused is a fault of its own job only", async () => {
    const log = new Log();
    const writer = writerOn(log);
    log.failures.set("a", [CONSTRAINT]);
    const [bad, good] = await Promise.allSettled([
      writer.transact(write("a")),
      writer.transact(write("b")),
    ]);
    expect(bad).toMatchObject({ reason: { code: "ASSAY_STORE_STATEMENT" } });
    expect(good).toMatchObject({ value: 1 });
  });
});

describe("when another process is in the way", () => {
  test.each(["BEGIN IMMEDIATE", "COMMIT", "a"])(
    "at %s, the group runs again from its beginning",
    async (statement) => {
      const log = new Log();
      const writer = writerOn(log);
      log.failures.set(statement, [BUSY, BUSY + (2 << 8)]);
      let runs = 0;
      const outcome = await writer.transact(async (sql) => {
        runs++;
        return write("a")(sql);
      });
      expect(outcome).toBe(1);
      expect(runs).toBe(statement === "BEGIN IMMEDIATE" ? 1 : 3);
      expect(log.count("BEGIN IMMEDIATE")).toBe(3);
      expect(log.count("ROLLBACK")).toBe(2);
    },
  );

  test("patience ends", async () => {
    const log = new Log();
    const writer = writerOn(log, 3);
    log.failures.set("BEGIN IMMEDIATE", [BUSY, BUSY, BUSY, BUSY]);
    await expect(writer.transact(write("a"))).rejects.toMatchObject(UNAVAILABLE);
    expect(log.count("BEGIN IMMEDIATE")).toBe(3);
    expect(log.count("a")).toBe(0);
  });

  test("pauses grow, and are scattered", async () => {
    const log = new Log();
    const pauses: number[] = [];
    const writer = new Writer(log, {
      tries: 20,
      pause: async (milliseconds) => void pauses.push(milliseconds),
    });
    log.failures.set("BEGIN IMMEDIATE", Array<number>(19).fill(BUSY));
    await writer.transact(write("a"));
    expect(pauses).toHaveLength(19);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(200);
    expect(pauses[0]).toBeLessThanOrEqual(8);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(100);
    expect(new Set(pauses).size).toBeGreaterThan(1);
  });
});

describe("a job", () => {
  test("has the connection until it ends, and not after", async () => {
    const log = new Log();
    const writer = writerOn(log);
    let kept: SqlSession | undefined;
    await writer.transact(async (sql) => {
      kept = sql;
    });
    await expect(kept?.run("late", [])).rejects.toMatchObject({ code: "ASSAY_TRANSACTION_OVER" });
    expect(log.count("late")).toBe(0);
  });

  test("that waits for something else is given up, and the others go on", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const log = new Log();
    const writer = writerOn(log);
    const stuck = writer.transact(async () => {
      vi.advanceTimersByTimeAsync(60_000).catch(() => undefined);
      // Waits for a transaction that waits for it.
      return writer.transact(write("inner"));
    });
    const other = writer.transact(write("other"));
    await expect(stuck).rejects.toMatchObject({ code: "ASSAY_TRANSACTION_STUCK" });
    expect(await other).toBe(1);
    expect(log.statements.slice(0, 4)).toEqual([
      "BEGIN IMMEDIATE",
      "SAVEPOINT job",
      "ROLLBACK TO job",
      "RELEASE job",
    ]);
  });
});

describe("a writer", () => {
  test("takes no more than it can carry", async () => {
    const log = new Log();
    const writer = writerOn(log);
    const all = await Promise.allSettled(
      Array.from({ length: 4100 }, () => writer.transact(write("a"))),
    );
    const refused = all.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(4);
    expect(refused[0]).toMatchObject({ reason: UNAVAILABLE });
  });

  test("finishes what it took before it closes", async () => {
    const log = new Log();
    const writer = writerOn(log);
    const taken = writer.transact(write("a"));
    await writer.close();
    expect(await taken).toBe(1);
    expect(log.closed).toBe(true);
    await expect(writer.transact(write("b"))).rejects.toMatchObject(UNAVAILABLE);
    expect(log.count("b")).toBe(0);
  });
});

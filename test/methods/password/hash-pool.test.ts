import { readdirSync, readFileSync } from "node:fs";
import { argon2id } from "hash-wasm";
import { hashRawSync } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { CHEAP, jobOf, SLOW, withPool } from "./hashing.ts";

const script = (name: string) => new URL(`workers/${name}.mjs`, import.meta.url);

/** RFC 9106 has no vector for parameters of ours; the package of the reference code says this. */
function reference(text: string): Uint8Array {
  const { password, salt } = jobOf(CHEAP, text);
  const options = { algorithm: 2, version: 1, memoryCost: 64, timeCost: 1, parallelism: 1, salt };
  return new Uint8Array(hashRawSync(password, { ...options, outputLen: 32 }));
}

describe("a pool of threads that hash", () => {
  test.each(["native", "portable", "any"] as const)(
    "%s: the hash is Argon2id's",
    async (engine) => {
      await withPool({ engine, workers: 1 }, async (pool) => {
        for (const text of ["a password", "a\0password", "ünïcödé 🔑"]) {
          const outcome = await pool.run(jobOf(CHEAP, text));
          expect(outcome).toEqual({ ok: true, value: reference(text) });
        }
      });
    },
  );

  test("the two implementations agree on every kind of parameters", async () => {
    const kinds = [
      { memory: 8, passes: 1, lanes: 1 },
      { memory: 64, passes: 3, lanes: 4 },
      { memory: 1024, passes: 2, lanes: 2 },
      { memory: 19_456, passes: 2, lanes: 1 },
    ];
    await withPool({ engine: "native", workers: 1 }, async (pool) => {
      for (const parameters of kinds) {
        for (const length of [16, 32, 64]) {
          const job = { ...jobOf(parameters), length };
          const other = await argon2id({
            password: job.password,
            salt: job.salt,
            memorySize: parameters.memory,
            iterations: parameters.passes,
            parallelism: parameters.lanes,
            hashLength: length,
            outputType: "binary",
          });
          expect(await pool.run(job)).toEqual({ ok: true, value: other });
        }
      }
    });
  });

  test("leaves the caller's bytes as they are", async () => {
    await withPool({ workers: 1 }, async (pool) => {
      const job = jobOf(CHEAP);
      await pool.run(job);
      expect(job).toEqual(jobOf(CHEAP));
    });
  });

  test("answers busy where as many wait as may, and does the others", async () => {
    await withPool({ workers: 1, queue: 3 }, async (pool) => {
      const asked = Array.from({ length: 8 }, () => pool.run(jobOf(CHEAP)));
      const codes = (await Promise.all(asked)).map((each) => (each.ok ? "ok" : each.code));
      expect(codes).toEqual([...Array(4).fill("ok"), ...Array(4).fill("hashing_busy")]);
      expect(await pool.run(jobOf(CHEAP))).toMatchObject({ ok: true });
    });
  });

  test("never has more threads than it may", async () => {
    if (process.platform !== "linux") return;
    const threads = () => readdirSync("/proc/self/task").length;
    const before = threads();
    await withPool({ workers: 2 }, async (pool) => {
      const asked = Array.from({ length: 20 }, () => pool.run(jobOf(CHEAP)));
      await Promise.all(asked);
      expect(threads() - before).toBe(2);
    });
  });

  test("gives up what takes too long, and goes on with another thread", async () => {
    await withPool({ workers: 1, milliseconds: 60, script: script("silent") }, async (pool) => {
      const codes = await Promise.all([pool.run(jobOf(CHEAP)), pool.run(jobOf(CHEAP))]);
      const [first, second] = codes.map((outcome) => (outcome.ok ? "" : outcome.code));
      expect(first).toBe("hashing_timed_out");
      // The second had no turn in all that time, or the very end of it.
      expect(["hashing_busy", "hashing_timed_out"]).toContain(second);
      // Had its turn, once there is another thread; until then there is none to have.
      const again = async () => {
        const outcome = await pool.run(jobOf(CHEAP));
        return outcome.ok ? "" : outcome.code;
      };
      await expect.poll(again, { timeout: 20_000 }).toBe("hashing_timed_out");
    });
  });

  test("a thread that dies takes its own job along and nothing else", async () => {
    await withPool({ workers: 1, script: script("crashing") }, async (pool) => {
      const outcomes = await Promise.all([1, 2, 3].map(() => pool.run(jobOf(CHEAP))));
      for (const outcome of outcomes) expect(outcome).toMatchObject({ code: "hashing_failed" });
    });
  });

  test("a script that is not there is a failure, too", async () => {
    await withPool({ workers: 1, script: script("missing") }, async (pool) => {
      expect(await pool.run(jobOf(CHEAP))).toMatchObject({ code: "hashing_failed" });
    });
  });

  test.each([32, 16])("what is no hash of %i bytes is none", async (length) => {
    await withPool({ workers: 1, script: script("lying") }, async (pool) => {
      const outcome = await pool.run({ ...jobOf(CHEAP), length });
      expect(outcome).toMatchObject({ ok: false, code: "hashing_failed" });
    });
  });

  test("what cannot be computed fails, and the thread goes on", async () => {
    await withPool({ workers: 1 }, async (pool) => {
      const impossible = { memory: 1, passes: 1, lanes: 1 };
      expect(await pool.run(jobOf(impossible))).toMatchObject({ code: "hashing_failed" });
      expect(await pool.run(jobOf(CHEAP))).toMatchObject({ ok: true });
    });
  });

  test("the threads see none of the settings, where secrets may be", async () => {
    await withPool({ workers: 1, script: script("settings") }, async (pool) => {
      expect(await pool.run(jobOf(CHEAP))).toEqual({ ok: true, value: new Uint8Array(32) });
    });
  });

  test("closed, it answers what runs, what waits and what comes", async () => {
    await withPool({ workers: 1 }, async (pool) => {
      const asked = [pool.run(jobOf(SLOW)), pool.run(jobOf(CHEAP))];
      await pool.close();
      asked.push(pool.run(jobOf(CHEAP)));
      for (const each of await Promise.all(asked)) {
        expect(each).toEqual({ ok: false, code: "hashing_closed" });
      }
    });
  });

  test("on Linux it hashes at a lower priority than sign-ins are served at", async () => {
    if (process.platform !== "linux") return;
    const niceness = () =>
      readdirSync("/proc/self/task").map((task) => {
        const stat = readFileSync(`/proc/self/task/${task}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
      });
    const before = Math.max(...niceness());
    await withPool({ workers: 1 }, async (pool) => {
      await pool.run(jobOf(CHEAP));
      expect(Math.max(...niceness())).toBe(Math.min(19, before + 10));
    });
  });
});

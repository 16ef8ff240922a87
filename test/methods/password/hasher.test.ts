import { createHmac } from "node:crypto";
import { hashSync, verifySync } from "@node-rs/argon2";
import * as fc from "fast-check";
import { argon2Verify } from "hash-wasm";
import { afterAll, describe, expect, test } from "vitest";
import { AssayFault } from "../../../src/base/fault.ts";
import { createHashPool, type HashPool } from "../../../src/methods/password/hash-pool.ts";
import type { HashJob } from "../../../src/methods/password/hash-worker.ts";
import { createPasswordHasher, type PasswordRecord } from "../../../src/methods/password/hasher.ts";
import { DEFAULT_PARAMETERS, OWASP_PARAMETERS } from "../../../src/methods/password/parameters.ts";
import { CHEAP, cheapHasher, passwordOf } from "./hashing.ts";

const pool = createHashPool({ workers: 1 });
afterAll(() => pool.close());
const hasher = cheapHasher({ pool });
const password = passwordOf("a horse that eats grapes");

async function recordOf(from = hasher, text = password): Promise<PasswordRecord> {
  const made = await from.hash(text);
  if (!made.ok) throw new Error(made.code);
  return made.value;
}

describe("a hash", () => {
  test("is Argon2id with what OWASP recommends, and two others can verify it", async () => {
    const { phc } = await recordOf(createPasswordHasher({ pool }));
    expect(phc).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    expect(verifySync(phc, password)).toBe(true);
    expect(await argon2Verify({ password, hash: phc })).toBe(true);
  });

  test("of somebody else's making is verified", async () => {
    const phc = hashSync(password);
    const full = createPasswordHasher({ pool });
    const answer = await full.verify(password, { phc, pepper: null });
    expect(answer).toEqual({ ok: true, value: { needsRehash: false } });
  });

  test("of one password is another each time", async () => {
    const [one, two] = [await recordOf(), await recordOf()];
    expect(one.phc).not.toBe(two.phc);
  });

  test("property: it opens for its own password and for no other", async () => {
    const texts = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
    const whole = texts.filter((text) => !/\p{Cs}/u.test(text));
    await fc.assert(
      fc.asyncProperty(whole, whole, async (one, other) => {
        const record = await recordOf(hasher, passwordOf(one));
        const right = await hasher.verify(passwordOf(one), record);
        expect(right).toEqual({ ok: true, value: { needsRehash: false } });
        if (passwordOf(one) === passwordOf(other)) return;
        const wrong = await hasher.verify(passwordOf(other), record);
        expect(wrong).toEqual({ ok: false, code: "password_wrong" });
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["at the end", "a".repeat(255) + "b", "a".repeat(255) + "c"],
    ["behind 72 bytes, where bcrypt stops", "x".repeat(72) + "1", "x".repeat(72) + "2"],
    ["behind a NUL", "secret\0one", "secret\0two"],
    ["of case", "Secret", "secret"],
    ["of a space at the end", "secret", "secret "],
    ["of compatibility forms", "ﬁne", "fine"],
  ])("a difference %s counts", async (_, one, other) => {
    const record = await recordOf(hasher, passwordOf(one));
    expect(await hasher.verify(passwordOf(one), record)).toMatchObject({ ok: true });
    expect(await hasher.verify(passwordOf(other), record)).toMatchObject({
      code: "password_wrong",
    });
  });

  test("é is é, however a keyboard sends it", async () => {
    const record = await recordOf(hasher, passwordOf("caf\u00e9"));
    expect(await hasher.verify(passwordOf("cafe\u0301"), record)).toMatchObject({ ok: true });
  });
});

describe("a record", () => {
  const kept = { memory: 128, passes: 2, lanes: 1 };
  const older = cheapHasher({ pool, parameters: kept });

  test.each([
    ["the same", kept, false],
    ["more memory", { ...kept, memory: 256 }, true],
    ["more passes", { ...kept, passes: 3 }, true],
    ["less memory for more passes", { ...kept, memory: 64, passes: 4 }, true],
    ["less", { ...kept, memory: 64 }, false],
  ])("is made anew where today's parameters are %s: %o", async (_, parameters, needsRehash) => {
    const today = cheapHasher({ pool, parameters });
    const answer = await today.verify(password, await recordOf(older));
    expect(answer).toEqual({ ok: true, value: { needsRehash } });
  });

  test("is made anew where its salt or its hash is short", async () => {
    const options = { memoryCost: 64, timeCost: 1, parallelism: 1 };
    const short = [
      hashSync(password, { ...options, outputLen: 16 }),
      hashSync(password, { ...options, salt: new Uint8Array(8) }),
    ];
    for (const phc of short) {
      const answer = await hasher.verify(password, { phc, pepper: null });
      expect(answer).toEqual({ ok: true, value: { needsRehash: true } });
    }
  });

  test.each([
    ["nothing", ""],
    ["a password", "hunter2"],
    ["bcrypt", "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"],
    ["Argon2i", hashSync("x", { algorithm: 1, memoryCost: 64, timeCost: 1 })],
    [
      "a hash that would take all the memory",
      "$argon2id$v=19$m=4194304,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA",
    ],
    [
      "a hash that would take a day",
      "$argon2id$v=19$m=64,t=999,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA",
    ],
    ["an empty hash", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$"],
    ["the old version", "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA"],
  ])("that cannot be compared with is an answer: %s", async (_, phc) => {
    const answer = await hasher.verify(password, { phc, pepper: null });
    expect(answer).toEqual({ ok: false, code: "password_record_unusable" });
  });
});

describe("as much is computed, whether there is an account or not", () => {
  /** A pool that writes down what it was asked for. */
  function watched() {
    const jobs: HashJob[] = [];
    const watching: HashPool = {
      run(job) {
        jobs.push({ ...job, password: job.password.slice() });
        return pool.run(job);
      },
      close: () => pool.close(),
    };
    return { jobs, watching };
  }

  test.each([
    ["no account", null],
    ["a broken record", { phc: "$argon2id$", pepper: null }],
    [
      "a pepper that is gone",
      { phc: hashSync("x", { memoryCost: 64, timeCost: 1 }), pepper: "gone" },
    ],
  ])("%s", async (_, record) => {
    const { jobs, watching } = watched();
    const here = cheapHasher({ pool: watching });
    const wrong = await here.verify(password, await recordOf(here, passwordOf("another")));
    const nobody = await here.verify(password, record);
    expect([wrong.ok, nobody.ok]).toEqual([false, false]);
    const [, real, decoy] = jobs;
    expect(jobs).toHaveLength(3);
    expect(decoy?.password).toEqual(real?.password);
    expect(decoy?.parameters).toEqual(real?.parameters);
    expect(decoy?.salt.byteLength).toBe(real?.salt.byteLength);
    expect(decoy?.length).toBe(real?.length);
  });

  test("nobody has no password, not even one whose hash is all zeros", async () => {
    const zeros: HashPool = {
      run: ({ length }) => Promise.resolve({ ok: true, value: new Uint8Array(length) }),
      close: () => Promise.resolve(),
    };
    const answer = await cheapHasher({ pool: zeros }).verify(password, null);
    expect(answer).toEqual({ ok: false, code: "password_wrong" });
  });

  test("what the pool cannot do now is said as it is", async () => {
    const busy: HashPool = {
      run: () => Promise.resolve({ ok: false, code: "hashing_busy" }),
      close: () => Promise.resolve(),
    };
    const here = cheapHasher({ pool: busy });
    const record = await recordOf();
    const answers = [await here.hash(password), await here.verify(password, record)];
    answers.push(await here.verify(password, null));
    for (const answer of answers) expect(answer).toEqual({ ok: false, code: "hashing_busy" });
  });

  test("the bytes of a password are wiped once they are hashed", async () => {
    const seen: Uint8Array[] = [];
    const keeping: HashPool = {
      run(job) {
        seen.push(job.password);
        return pool.run(job);
      },
      close: () => pool.close(),
    };
    await cheapHasher({ pool: keeping }).hash(password);
    expect(seen).toEqual([new Uint8Array(password.length)]);
  });
});

describe("a pepper", () => {
  const keys = new Map([
    ["one", new Uint8Array(32).fill(1)],
    ["two", new Uint8Array(32).fill(2)],
  ]);
  const peppered = (current: string | null, among = keys) =>
    cheapHasher({ pool, peppers: { current, keys: among } });

  test("is named in the record, and the hash alone says nothing without it", async () => {
    const record = await recordOf(peppered("one"));
    expect(record.pepper).toBe("one");
    expect(await argon2Verify({ password, hash: record.phc })).toBe(false);
    expect(await hasher.verify(password, { ...record, pepper: null })).toMatchObject({
      code: "password_wrong",
    });
    expect(await peppered("two").verify(password, { ...record, pepper: "two" })).toMatchObject({
      code: "password_wrong",
    });
  });

  test("is HMAC-SHA-256 of the password before Argon2id", async () => {
    const { phc } = await recordOf(peppered("one"));
    const input = createHmac("sha256", new Uint8Array(32).fill(1)).update(password).digest();
    expect(await argon2Verify({ password: input, hash: phc })).toBe(true);
  });

  test.each([
    ["one", "one", false],
    ["one", "two", true],
    [null, "two", true],
    ["one", null, true],
  ])("can be changed: from %s to %s", async (before, now, needsRehash) => {
    const record = await recordOf(peppered(before));
    const answer = await peppered(now).verify(password, record);
    expect(answer).toEqual({ ok: true, value: { needsRehash } });
  });

  test("that is not there any more is the operator's to see", async () => {
    const record = await recordOf(peppered("one"));
    const gone = peppered("two", new Map([["two", new Uint8Array(32)]]));
    expect(await gone.verify(password, record)).toEqual({
      ok: false,
      code: "password_record_unusable",
    });
  });

  test.each([
    ["a short key", { current: "a", keys: new Map([["a", new Uint8Array(31)]]) }],
    ["no such key", { current: "b", keys }],
  ])("that cannot be is a fault: %s", (_, peppers) => {
    expect(() => cheapHasher({ pool, peppers })).toThrow(AssayFault);
    expect(() => cheapHasher({ pool, peppers })).toThrow(/ASSAY_PEPPER_INVALID/);
  });
});

describe("parameters", () => {
  test("each choice of OWASP's will do, and so does the default", () => {
    expect(OWASP_PARAMETERS).toContainEqual(DEFAULT_PARAMETERS);
    for (const parameters of OWASP_PARAMETERS) {
      expect(() => createPasswordHasher({ pool, parameters })).not.toThrow();
    }
  });

  test.each([
    CHEAP,
    { memory: 19_455, passes: 2, lanes: 1 },
    { memory: 47_103, passes: 1, lanes: 1 },
    { memory: 7167, passes: 20, lanes: 1 },
  ])("weaker than each is a fault: %o", (parameters) => {
    expect(() => createPasswordHasher({ pool, parameters })).toThrow(/ASSAY_ARGON2_WEAK/);
  });

  test.each([
    { memory: 300_000, passes: 2, lanes: 1 },
    { memory: 19_456, passes: 21, lanes: 1 },
    { memory: 19_456, passes: 2, lanes: 0 },
    { memory: 19_456, passes: 2.5, lanes: 1 },
    { memory: Number.NaN, passes: 2, lanes: 1 },
    { memory: 15, passes: 2, lanes: 2 },
  ])("that cannot be are a fault, even for tests: %o", (parameters) => {
    expect(() => cheapHasher({ pool, parameters })).toThrow(/ASSAY_ARGON2_INVALID/);
  });
});

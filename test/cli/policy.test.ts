import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runCommand } from "../../src/cli/program.ts";
import type { Compose } from "../../src/cli/serve.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { commandIo } from "./command-io.ts";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-policy-"));
});

afterEach(async () => {
  await rm(cwd, { recursive: true });
});

const never: Compose = () => {
  throw new TypeError("nothing is composed here");
};

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { io, said } = commandIo({ cwd, env });
  const code = await runCommand(["policy", ...args], never, io);
  return { code, ...said };
}

async function runJson(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, out } = await run([...args, "--json"], env);
  return { code, answer: JSON.parse(out) };
}

async function write(name: string, value: unknown): Promise<string> {
  await writeFile(join(cwd, name), JSON.stringify(value));
  return name;
}

const MINE: PolicyInput = {
  version: 1,
  name: "mine",
  extends: "balanced",
  groups: {
    admins: {
      actions: {
        "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "hardware-key" }] }] },
      },
    },
  },
};

const APPLE = { prove: "passkey", provider: "Apple Passwords" };
const HOLDS = { name: "a phone", action: "sign-in", evidence: [APPLE], expect: "allow" };
const FAILS = { ...HOLDS, name: "no phone", expect: "refuse", reasons: ["vetoed"] };

describe("policy check", () => {
  test("of a preset is fine, and says what it found for people and for machines", async () => {
    const { code, answer } = await runJson(["check", "balanced"]);
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      ok: true,
      policy: expect.stringMatching(/^balanced@/),
      knowledge: expect.stringContaining("providers:"),
      findings: expect.arrayContaining([
        expect.objectContaining({ severity: "note", code: "assumes_honest_clients" }),
      ]),
      cases: [],
    });
    expect(answer.answers).toContainEqual(
      expect.objectContaining({ kind: "platform-synced", verdict: "enough", rule: "sign-in/1" }),
    );
    const words = await run(["check", "balanced"]);
    expect(words.code).toBe(0);
    expect(words.out).toContain("Assumed: an AAGUID without attestation is true");
    expect(words.out).toContain("enough");
    expect(words.err).toBe("");
  });

  test("of a policy that admits nobody is a no", async () => {
    const { code, out } = await run(["check", "regulated"]);
    expect(code).toBe(1);
    expect(out).toContain("Nobody can be admitted");
    expect((await runJson(["check", "regulated"])).answer.ok).toBe(false);
  });

  test("is of the configured policy where none is named", async () => {
    await write("mine.json", MINE);
    const configured = await runJson(["check"], { ASSAY_POLICY: "mine.json" });
    expect(configured.answer.policy).toMatch(/^mine@/);
    expect((await runJson(["check"])).answer.policy).toMatch(/^balanced@/);
  });

  test("runs the cases beside a policy, and those that are named", async () => {
    await write("mine.json", MINE);
    await write("mine.cases.json", { version: 1, policy: "mine", cases: [HOLDS] });
    const beside = await run(["check", "mine.json"]);
    expect(beside.code).toBe(0);
    expect(beside.out).toContain("ok    a phone");
    expect(beside.out).toContain("1 of 1 case holds");
    await write("more.json", { version: 1, cases: [HOLDS, FAILS] });
    const more = await run(["check", "mine.json", "--cases", "more.json", "mine.cases.json"]);
    expect(more.code).toBe(1);
    expect(more.out).toContain("FAIL  no phone");
    expect(more.out).toContain("expected refuse (vetoed), got allow by sign-in/1");
    expect(more.out).toContain("2 of 3 cases hold");
    const { answer } = await runJson(["check", "balanced", "--cases", "more.json"]);
    expect(answer).toMatchObject({
      ok: false,
      cases: [{ file: "more.json", results: [{ holds: true }, { holds: false }] }],
    });
  });

  test("of what is no policy, or with what are no cases, is bad input", async () => {
    expect(await run(["check", "none.json"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("(ASSAY_POLICY)"),
    });
    await write("bad.json", { version: 1, name: "bad", extends: "balanced", colour: "red" });
    const bad = await runJson(["check", "bad.json"]);
    expect(bad).toMatchObject({ code: 2, answer: { code: "ASSAY_POLICY" } });
    expect(bad.answer.message).toContain("colour: expected no such key");
    await write("cases.json", {
      version: 1,
      policy: "other",
      cases: [{ ...HOLDS, expect: "yes" }],
    });
    expect(await run(["check", "balanced", "--cases", "cases.json"])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cases\[0\]\.expect: expected[\s\S]*\(ASSAY_POLICY_CASES\)/),
    });
    expect((await run(["check", "balanced", "--cases", "none.json"])).code).toBe(2);
  });
});

describe("policy explain", () => {
  test("traces every rule, in words and as data", async () => {
    await write("mine.json", MINE);
    const has = [{ method: "passkey", id: "key", keeper: "hardware-key" }];
    const evidence = [{ ...APPLE, ageSeconds: 4000 }];
    const file = await write("shown.json", { account: { groups: ["admins"], has }, evidence });
    const args = ["explain", "mine.json", "--action", "sign-in", "--evidence", file];
    const { code, answer } = await runJson(args);
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      action: "sign-in",
      decision: { answer: "need", options: [{ ceremony: "prove", methods: ["passkey"] }] },
      proofs: [{ method: "passkey", passkey: { provider: "Apple Passwords" } }],
      clauses: [
        { from: "policy", metBy: "sign-in/1" },
        { from: "admins", metBy: null, combinations: [{ state: "open" }] },
      ],
    });
    const { out } = await run(args);
    expect(out).toContain("sign-in: something more is needed");
    expect(out).toContain("(Apple Passwords), 1 hour 6 minutes 40 seconds ago");
    expect(out).toContain("What the group admins asks for as well");
    expect(out).toContain("not in hardware-key: its keeper is platform");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("says each reason to people as well", async () => {
    const vault = { prove: "passkey", provider: "Bitwarden" };
    const file = await write("shown.json", { evidence: [vault] });
    const args = ["explain", "--action", "sign-in", "--evidence", file];
    const { answer } = await runJson(args);
    expect(answer.decision.reasons).toContainEqual(
      expect.objectContaining({
        code: "user_verification_known_issue",
        text: expect.stringContaining("password manager"),
        proof: 0,
      }),
    );
  });

  test("of what is no evidence, no action or no file is bad input", async () => {
    const file = await write("shown.json", {
      evidence: [{ prove: "passkey", provider: "Nobody" }],
    });
    const args = (action: string, evidence: string) => [
      "explain",
      "--action",
      action,
      "--evidence",
      evidence,
    ];
    expect(await run(args("sign-in", file))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/evidence\[0\]\.provider[\s\S]*\(ASSAY_POLICY_EVIDENCE\)/),
    });
    expect((await runJson(args("steal:passkey", file))).answer.code).toBe("ASSAY_POLICY_ACTION");
    expect((await runJson(args("sign-in", "none.json"))).answer.code).toBe("ASSAY_POLICY_EVIDENCE");
    expect((await run(["explain", "--action", "sign-in"])).code).toBe(2);
  });
});

describe("policy diff", () => {
  test("is fine where nothing is different, and a no where something is", async () => {
    await write("mine.json", MINE);
    await write("same.json", { version: 1, name: "same", extends: "balanced" });
    const same = await run(["diff", "balanced", "same.json"]);
    expect(same.code).toBe(0);
    expect(same.out).toContain("Nothing gets another answer.");
    const { code, answer } = await runJson(["diff", "balanced", "mine.json"]);
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      before: expect.stringMatching(/^balanced@/),
      after: expect.stringMatching(/^mine@/),
      settings: [],
      changes: [{ actions: ["sign-in"], accounts: ["group:admins"], after: { answer: "need" } }],
    });
    const { out } = await run(["diff", "balanced", "mine.json"]);
    expect(out).toContain("members of admins");
    expect(out).toContain("needs more");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("names what is said otherwise beside the rules", async () => {
    const session = { idleSeconds: 60, absoluteSeconds: 3600 };
    await write("short.json", { version: 1, name: "short", extends: "balanced", session });
    const { code, out } = await run(["diff", "balanced", "short.json"]);
    expect(code).toBe(1);
    expect(out).toContain("session.idleSeconds: 604800 → 60");
  });

  test("takes two", async () => {
    expect((await run(["diff", "balanced"])).code).toBe(2);
  });
});

describe("policy show", () => {
  test("prints a whole policy, with what it extends filled in", async () => {
    await write("mine.json", MINE);
    const { code, answer } = await runJson(["show", "mine.json"]);
    expect(code).toBe(0);
    expect(answer.name).toBe("mine");
    expect(answer.groups).toHaveProperty("admins");
    expect(Object.keys(answer.actions).length).toBeGreaterThan(10);
    const { out } = await run(["show", "mine.json"]);
    expect(JSON.parse(out)).toEqual(answer);
    await write("shown.json", answer);
    expect((await run(["diff", "mine.json", "shown.json"])).code).toBe(0);
  });
});

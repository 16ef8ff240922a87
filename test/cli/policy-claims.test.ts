import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ClaimsReport } from "../../src/cli/policy-claims.ts";
import { runCommand } from "../../src/cli/program.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { commandIo } from "./command-io.ts";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-claims-"));
});

afterEach(async () => {
  await rm(cwd, { recursive: true });
});

async function check(policy: string | PolicyInput) {
  const named = typeof policy === "string" ? policy : "mine.json";
  if (typeof policy !== "string") await writeFile(join(cwd, named), JSON.stringify(policy));
  const run = async (more: readonly string[]) => {
    const { io, said } = commandIo({ cwd });
    const never = () => {
      throw new TypeError("nothing is composed here");
    };
    const code = await runCommand(["policy", "check", named, ...more], never, io);
    return { code, out: said.out };
  };
  const words = await run([]);
  const { code, out } = await run(["--json"]);
  expect(words.code).toBe(code);
  const answer: ClaimsReport & { readonly ok: boolean; readonly findings: readonly unknown[] } =
    JSON.parse(out);
  // Words are wrapped where the line ends.
  return { code, answer, text: words.out, said: words.out.replaceAll(/\s+/g, " ") };
}

/** A session alone adds a passkey: `maxAgeSeconds` is missing. */
const OPEN: PolicyInput = {
  version: 1,
  name: "open",
  extends: "balanced",
  actions: {
    "enrol:passkey": {
      anyOf: [
        {
          allOf: [
            { prove: "passkey", class: ["platform"] },
            { enrol: "passkey", class: "any" },
          ],
        },
      ],
    },
  },
};

describe("policy check proves what a policy claims", () => {
  test("balanced: proved of accounts with a passkey, with the exception that it declares", async () => {
    const { code, answer, text, said } = await check("balanced");
    expect(code).toBe(0);
    expect(answer.claims.map(({ invariant, outcome }) => [invariant, outcome])).toEqual([
      ["no-single-remote-takeover", "proved"],
      ["session-theft-gives-no-control", "proved"],
    ]);
    expect(said).toContain("proved no-single-remote-takeover: no single compromise from afar");
    expect(answer.exceptions).toEqual([
      {
        never: ["passkey"],
        broken: [
          {
            invariant: "no-single-remote-takeover",
            holds: false,
            decided: true,
            witnesses: [["phishes-live"]],
          },
        ],
        versusBaseline: "incomparable",
        until: null,
        migrating: true,
        unendedRules: [],
      },
    ]);
    expect(said).toContain("Declared exceptions Accounts that never had: passkey.");
    expect(said).toContain("The migration takes them in, and no end is set.");
    expect(said).toContain("two sets of one may differ a thousandfold");
    expect(answer.limits).toContain("possibilities");
    expect(answer.complete).toBe(true);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("the end of the migration is said with the exception", async () => {
    const { said } = await check({
      version: 1,
      name: "mine",
      extends: "balanced",
      migration: { until: "2027-06-30" },
    });
    expect(said).toContain("The migration takes them in until 2027-06-30.");
  });

  test("an exception that no migration ends is named by its rule", async () => {
    const { answer, said } = await check({
      version: 1,
      name: "mine",
      extends: "balanced",
      actions: {
        "sign-in": {
          anyOf: [
            { allOf: [{ prove: "passkey", class: "platform" }] },
            {
              allOf: [{ prove: "password" }, { prove: "totp" }],
              unlessEverHad: ["passkey"],
            },
          ],
        },
      },
    });
    expect(answer.exceptions[0]).toMatchObject({ unendedRules: ["sign-in/2"] });
    expect(said).toContain("These rules take them in, and no migration ends that: sign-in/2.");
  });

  test("a broken one is an error with its set, its way and a remedy", async () => {
    const { code, answer, said } = await check(OPEN);
    expect(code).toBe(1);
    expect(answer.ok).toBe(false);
    expect(answer.findings).toContainEqual({
      severity: "error",
      code: "invariant_broken",
      path: "invariants",
      rules: ["enrol:passkey/1"],
      params: {
        invariant: "session-theft-gives-no-control",
        witness: "steals-session",
        happens: "somebody copies a session that is signed in",
        way: "in a session that the owner began, then by enrol:passkey",
        remedy: expect.stringContaining("Let enrol:passkey/1 ask for what was shown within"),
      },
    });
    expect(answer.claims).toContainEqual({
      invariant: "session-theft-gives-no-control",
      outcome: "broken",
      witnesses: [
        expect.objectContaining({ set: ["steals-session"] }),
        expect.objectContaining({ set: ["infostealer(laptop)"] }),
      ],
    });
    // A copied session is come by from afar, so it breaks the other claim as well.
    expect(said).toContain("2 errors invariant_broken invariants");
    expect(said).toContain("does not hold: somebody copies a session that is signed in.");
    expect(said).toContain("broken session-theft-gives-no-control");
    expect(said).toContain("Or give the claim up by its name, in danger.withoutInvariants.");
  });

  test("one that is given up by name is no error, and is listed as such", async () => {
    const { code, answer, said } = await check({
      ...OPEN,
      danger: {
        withoutInvariants: ["session-theft-gives-no-control", "no-single-remote-takeover"],
      },
    });
    expect(code).toBe(0);
    expect(answer.claims).toEqual([]);
    expect(answer.givenUp).toHaveLength(2);
    expect(said).toContain("given up session-theft-gives-no-control");
  });
});

describe("policy check puts today beside the policy", () => {
  test("one line for each set, remote first, for accounts with a passkey and from before", async () => {
    const { answer, text, said } = await check("balanced");
    const { rows } = answer.beside;
    expect(rows[0]).toEqual({
      set: ["phishes-live"],
      today: true,
      passkey: false,
      before: true,
    });
    const row = (...set: readonly string[]) => rows.find((one) => one.set.join() === set.join());
    expect(row("controls-email(1)", "reads-server-db")).toMatchObject({
      today: true,
      passkey: false,
      before: false,
    });
    expect(row("enters-provider", "knows-escrow")).toMatchObject({ today: false, passkey: true });
    expect(row("malware(laptop)")).toMatchObject({ today: true, passkey: true, before: true });
    expect(text).toContain("  today    passkey  before\n  yes      –        yes      the owner is");
    expect(said).toMatch(/[0-9]+ more take at least three at once; --json lists them\./);
  });

  test("a policy that takes nobody in as before has no such column", async () => {
    const { answer, text } = await check("strict");
    expect(answer.beside.rows[0]).toMatchObject({ today: true, passkey: false, before: null });
    expect(answer.exceptions).toEqual([]);
    expect(text).toContain("  today    passkey\n");
    expect(text).not.toContain("Declared exceptions");
  });
});

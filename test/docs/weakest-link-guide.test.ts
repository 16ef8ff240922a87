import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { analyseAccount } from "../../src/analysis/account.ts";
import { BASELINE } from "../../src/analysis/baseline.ts";
import { asTold, classOf, isRemote, UNRESPONSIVE } from "../../src/analysis/compromises.ts";
import { FORMULAS } from "../../src/analysis/formulas.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { implied } from "../../src/analysis/lattice.ts";
import { LIMITS } from "../../src/analysis/limits.ts";
import { COORDINATES, profileOf } from "../../src/analysis/profile.ts";
import { analyseScenario } from "../../src/analysis/scenario.ts";
import { REFERENCE_WORLD } from "../../src/analysis/world.ts";
import { OFFERED } from "../../src/flows/deps.ts";
import type { SupposedHolding } from "../../src/policy/suppositions-schema.ts";
import { sayAnalysis, sayCompromise } from "../../src/words/analysis-say.ts";
import { accountWith, MAIL, NUMBER } from "../analysis/accounts.ts";
import { presetNamed } from "../policy/ask.ts";

/** Tables of the guide are worked out; `UPDATE_DOCS=1` writes them anew. */

const GUIDE = fileURLToPath(
  new URL("../../docs/could-the-passkey-be-the-weakest-link.md", import.meta.url),
);

type Sets = readonly (readonly string[])[];

function account(policy: string, has: readonly SupposedHolding[]): Sets {
  const given = accountWith({ policy: presetNamed(policy), has, channels: [MAIL, NUMBER] });
  return analyseAccount({ ...given, offered: OFFERED }).control;
}

function today(second: "totp:app" | "sms-code"): Sets {
  return analyseScenario({ ...BASELINE, signIn: [["password", second]] }).control;
}

const SYNCED = { method: "passkey", id: "synced", keeper: "platform" } as const;
const VAULT = { method: "passkey", id: "vault", keeper: "vault" } as const;
const KEY = {
  method: "passkey",
  id: "key",
  keeper: "hardware-key",
  attested: true,
  statuses: ["FIDO_CERTIFIED_L2"],
} satisfies SupposedHolding;
const PASSWORD = { method: "password", id: "password" } as const;
const CODES = { method: "recovery-code", id: "codes" } as const;

const CASES: readonly (readonly [string, Sets])[] = [
  ["today: password + code from an app", today("totp:app")],
  ["today: password + code by text message", today("sms-code")],
  ["`balanced`: a synced passkey", account("balanced", [SYNCED])],
  ["`balanced`: a synced passkey, and saved codes", account("balanced", [SYNCED, CODES])],
  ["`balanced`: a passkey in some vault + password", account("balanced", [VAULT, PASSWORD])],
  ["`strict`: a synced passkey and a security key", account("strict", [SYNCED, KEY])],
  ["`regulated`: two certified security keys", account("regulated", [KEY, { ...KEY, id: "two" }])],
];

const IMPLIES = impliesIn(FORMULAS, REFERENCE_WORLD);

function isTaken(sets: Sets, set: readonly string[]): boolean {
  const has = new Set(set.flatMap((one) => [...implied(one, IMPLIES)]));
  return sets.some((one) => one.every((atom) => has.has(atom)));
}

function inWords(set: readonly string[]): string {
  return set
    .toSorted(asTold)
    .map((one) => sayCompromise("en", one))
    .join("; **and** ");
}

const isFromAfar = (set: readonly string[]) =>
  set.some(isRemote) && set.every((one) => isRemote(one) || one === UNRESPONSIVE);

function leastTable(): readonly string[] {
  const titles = COORDINATES.map((one) => sayAnalysis("en", `profile.${one}`));
  return [
    `| the account | ${titles.join(" | ")} |`,
    `| --- | ${titles.map(() => "---").join(" | ")} |`,
    ...CASES.map(([name, sets]) => {
      const profile = profileOf(sets);
      return `| ${name} | ${COORDINATES.map((one) => profile[one] ?? "–").join(" | ")} |`;
    }),
  ];
}

/** Today's beside the passkey's: each smallest set of any, and whom it takes over. */
function remoteTable(): readonly string[] {
  const shown = CASES.filter(([name]) => !/text message|regulated/.test(name));
  const all = shown.flatMap(([, sets]) => sets.filter(isFromAfar));
  const distinct = [...new Map(all.map((set) => [set.toSorted().join(), set])).values()];
  const least = distinct.filter(
    (set) => !distinct.some((other) => other !== set && isTaken([other], set)),
  );
  const rows = [...new Set([...least, ...distinct.filter(({ length }) => length < 3)])];
  return [
    `| what happens | ${shown.map(([name]) => name).join(" | ")} |`,
    `| --- | ${shown.map(() => "---").join(" | ")} |`,
    ...rows
      .toSorted((a, b) => a.length - b.length || (inWords(a) < inWords(b) ? -1 : 1))
      .map((set) => {
        const cells = shown.map(([, sets]) => (isTaken(sets, set) ? "**taken over**" : "holds"));
        return `| ${inWords(set)} | ${cells.join(" | ")} |`;
      }),
  ];
}

/** From afar first; what nobody withstands last. */
const COME_BY = [
  "from afar",
  "from nearby",
  "by taking things",
  "by software on a device",
] as const;

function comeBy(set: readonly string[]): number {
  if (isFromAfar(set)) return 0;
  const classes = new Set(set.map(classOf));
  if (classes.has("endpoint")) return 3;
  return classes.has("physical") ? 2 : 1;
}

function syncedTable(): readonly string[] {
  const sets = CASES.find(([name]) => name === "`balanced`: a synced passkey")?.[1] ?? [];
  return [
    "| what has to happen | come by |",
    "| --- | --- |",
    ...sets
      .toSorted((a, b) => comeBy(a) - comeBy(b) || a.length - b.length)
      .map((set) => `| ${inWords(set)} | ${COME_BY[comeBy(set)]} |`),
  ];
}

function limits(): readonly string[] {
  const { version } = FORMULAS;
  return LIMITS.map(
    (limit, at) => `${at + 1}. ${sayAnalysis("en", `limit.${limit}`, { version })}`,
  );
}

/** The words of a part, whatever room the formatter gave them. */
function words(text: string): readonly string[] {
  const bare = text.split("\n").filter((line) => !/^\|[\s|:-]+\|$/.test(line));
  return bare
    .join("\n")
    .split(/[\s|]+/)
    .filter((word) => word !== "");
}

test.each([
  ["least", leastTable],
  ["remote", remoteTable],
  ["synced", syncedTable],
  ["limits", limits],
])("the part %s is what the analysis says", (name, make) => {
  const guide = readFileSync(GUIDE, "utf8");
  const part = new RegExp(`<!-- generated: ${name} -->\\n([\\s\\S]*?)<!-- /generated -->`);
  const made = make().join("\n");
  if (process.env["UPDATE_DOCS"] === "1") {
    const whole = `<!-- generated: ${name} -->\n\n${made}\n\n<!-- /generated -->`;
    writeFileSync(
      GUIDE,
      guide.replace(part, () => whole),
    );
    return;
  }
  expect(words(part.exec(guide)?.[1] ?? "")).toEqual(words(made));
});

test("what the guide says in words is so", () => {
  const [app, text, synced] = CASES.map(([, sets]) => sets);
  for (const sets of [app, text]) expect(isTaken(sets ?? [], ["phishes-live"])).toBe(true);
  expect(isTaken(synced ?? [], ["phishes-live"])).toBe(false);
  expect(isTaken(synced ?? [], ["learns-password", "controls-email"])).toBe(false);
  expect(isTaken(synced ?? [], ["reads-server-db", "reads-server-keys"])).toBe(false);
  for (const set of [
    ["enters-provider", "knows-escrow"],
    ["takes-locked(laptop)", "knows-pin(laptop)"],
  ]) {
    expect(isTaken(synced ?? [], set)).toBe(true);
    // The database beside them is another way: by themselves they took nobody over.
    expect(isTaken(app ?? [], set)).toBe(false);
  }
});

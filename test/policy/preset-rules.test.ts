import { expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import type { Action } from "../../src/policy/action.ts";
import { askPolicy } from "../../src/policy/diff-ask.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import type { Combination, Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { PRESET_NAMES, presetSource } from "../../src/policy/presets/sources.ts";
import { credentialOf } from "../../src/policy/suppositions.ts";
import { heldBy, supposedAccount, withShown } from "../../src/policy/suppositions-account.ts";
import { supposedEvidence } from "../../src/policy/suppositions-evidence.ts";
import type { SupposedHolding, SupposedPiece } from "../../src/policy/suppositions-schema.ts";
import { SOMEBODY, supposedKnowledge } from "../../src/policy/suppositions-world.ts";
import { action, ATTEMPT, EVERYTHING } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";
import { type Asking, KINDS, questionsOn } from "./preset-questions.ts";
import { type PresetRule, rulesOf } from "./preset-rules.ts";

/**
 * Nothing in a preset is there for nothing (R57): whatever is deleted, something is answered otherwise,
 * or it is no policy any more. Each rule stands in the list by its name, so that deleting it, or adding
 * one, is seen here as well.
 */
const GOLDEN = new URL("preset-rules.txt", import.meta.url);

const SUPPOSING = { known: supposedKnowledge(KNOWLEDGE, KINDS, NOW), now: NOW };

/** What goes without a difference, and why it stands there all the same. */
const TWICE: Readonly<Record<string, string>> = {
  "balanced refuses revoked": "the worst two are refused whatever a policy says",
  "balanced refuses key-compromised": "the worst two are refused whatever a policy says",
  "strict refuses revoked": "the worst two are refused whatever a policy says",
  "strict refuses key-compromised": "the worst two are refused whatever a policy says",
  "strict refuses user-verification-bypassed": "no class takes what is bypassed",
  "strict sign-up/2": "who is in vault-with-second-step is in other-vault: sign-up/4",
  "strict sign-up/3": "who is in vault-with-second-step is in other-vault: sign-up/5",
  "strict sign-up/7": "who is in vault-with-second-step is in other-vault: sign-up/9",
  "strict sign-up/8": "who is in vault-with-second-step is in other-vault: sign-up/10",
  "regulated refuses revoked": "the worst two are refused whatever a policy says",
  "regulated refuses key-compromised": "the worst two are refused whatever a policy says",
  "regulated refuses user-verification-bypassed": "the class asks for attested verification",
  "regulated refuses key-extractable": "the class asks for what is bound to its device",
  "regulated refuses attestation-compromised": "such an attestation counts for none",
  "regulated class certified attested": "attested verification is of attested keys alone",
};

/** Members that are said to others than `decide`: what is asked of browsers, and what is proved. */
const SAID = /^(?:attestation|algorithm|session|claims) /;

test.each(PRESET_NAMES)(
  "each rule of %s changes something when it goes",
  {
    timeout: 120_000,
  },
  async (name) => {
    const lines = rulesOf(sourceOf(name)).map((rule) => {
      const twice = TWICE[`${name} ${rule.name}`];
      if (twice !== undefined) return `${rule.name}: nothing: ${twice}`;
      const found = SAID.test(rule.name) ? saidOtherwise(name, rule) : witnessOf(name, rule);
      return `${rule.name}: ${found ?? "NOTHING"}`;
    });
    expect(lines.filter((line) => line.endsWith("NOTHING"))).toEqual([]);
    expect(new Set(lines.map((line) => line.split(": ")[0])).size).toBeGreaterThan(20);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(
      GOLDEN.pathname.replace(".txt", `-${name}.txt`),
    );
  },
);

function sourceOf(name: string) {
  const source = presetSource(name);
  if (source === undefined) throw new TypeError(name);
  return source;
}

function saidOtherwise(name: string, { without }: PresetRule): string | null {
  const parsed = parsePolicy(without);
  if (!parsed.ok) return "is no policy";
  return JSON.stringify(parsed.policy.source) === JSON.stringify(sourceOf(name)) ? null : "is said";
}

function witnessOf(name: string, rule: PresetRule): string | null {
  const parsed = parsePolicy(rule.without);
  if (!parsed.ok) return "is no policy";
  const migrated = rule.name.endsWith(" migrating");
  const [before, after] = [sourceOf(name), rule.without].map((source) =>
    definePolicy(migrated ? { ...source, migration: { until: "2020-01-01" } } : source),
  );
  if (before === undefined || after === undefined) return null;
  for (const one of rule.actions.map(action)) {
    const found = differenceOf(before, after, one);
    if (found !== null) return found;
  }
  return null;
}

/** The first answer that is another one, about what the rules of either ask for. */
function differenceOf(before: Policy, after: Policy, one: Action): string | null {
  const rules = [...onlyIn(after, before, one), ...onlyIn(before, after, one)];
  const every = rules.length === 0 ? [...(before.actions.get(one) ?? [])] : rules;
  for (const combination of every) {
    for (const asking of questionsOn(combination, targetsOf(one))) {
      const found = answersTo(before, after, one, asking);
      if (found !== null) return found;
    }
  }
  return null;
}

function onlyIn(policy: Policy, other: Policy, one: Action): readonly Combination[] {
  const textOf = (rule: object) => JSON.stringify({ ...rule, rule: "" });
  const known = new Set((other.actions.get(one) ?? []).map(textOf));
  return (policy.actions.get(one) ?? []).filter((rule) => !known.has(textOf(rule)));
}

function answersTo(
  before: Policy,
  after: Policy,
  one: Action,
  { evidence, account }: Asking,
): string | null {
  const [target] = targetsOf(one);
  const params = target === undefined ? {} : { credential: target.id ?? "" };
  const pieces = evidence.map(pieceOf);
  const held = pieces.flatMap((piece) => heldBy(piece, SUPPOSING));
  const about = {
    attempt: ATTEMPT,
    subject: SOMEBODY,
    account: one === "sign-up" ? null : withShown(holderOf(account), held),
    assurance: assess(pieces, SUPPOSING.known, NOW),
    now: NOW,
  };
  const question = { ...about, action: one, params, offered: EVERYTHING };
  const [old, young] = [before, after].map((policy) => askPolicy(policy, question).answer);
  return JSON.stringify(old) === JSON.stringify(young) ? null : told(old, young);
}

/** Each is made once: they come again in thousands of questions. */
const pieceOf = once((piece: SupposedPiece) =>
  supposedEvidence(piece, credentialOf(piece, 0), SUPPOSING),
);
const holderOf = once((account: Asking["account"]) => supposedAccount(account, [], SUPPOSING));

function once<A, R>(make: (given: A) => R): (given: A) => R {
  const made = new Map<string, R>();
  return (given) => {
    const key = JSON.stringify(given);
    const found = made.get(key) ?? make(given);
    made.set(key, found);
    return found;
  };
}

type Answer = ReturnType<typeof askPolicy>["answer"];

function told(old: Answer | undefined, young: Answer | undefined): string {
  if (old === undefined || young === undefined) return "";
  if (old.answer !== young.answer) return `${old.answer}, not ${young.answer}`;
  const changed = (["delaySeconds", "notices", "settleSeconds"] as const).filter(
    (key) => old[key] !== young[key],
  );
  return changed.map((key) => `${old.answer} with ${key} ${old[key]}, not ${young[key]}`).join();
}

/** What is removed, lifted, suspended or renamed is something beside what is shown. */
function targetsOf(one: Action): readonly SupposedHolding[] {
  const [verb = "", name = ""] = one.split(":");
  if (!["remove", "lift", "suspend", "rename"].includes(verb)) return [];
  const method = name as SupposedHolding["method"];
  if (method !== "passkey") return [{ method, id: "the-one" }];
  return [
    { method, id: "the-one", keeper: "platform" },
    { method, id: "the-one", keeper: "vault", secondStep: true },
  ];
}

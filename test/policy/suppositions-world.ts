import { action as named } from "./ask.ts";
import { gradePasskey } from "../../src/assurance/grade-passkey.ts";
import type { PasskeyProof } from "../../src/evidence/passkey.ts";
import { decide } from "../../src/policy/decide.ts";
import { questionAbout, readSuppositions, type Supposed } from "../../src/policy/suppositions.ts";
import { EVERYTHING, presetNamed } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";

export const balanced = presetNamed("balanced");

export function read(value: unknown, action = "sign-in") {
  return readSuppositions(value, { action: named(action), knowledge: KNOWLEDGE, now: NOW });
}

export function supposed(value: unknown, action = "sign-in"): Supposed {
  const result = read(value, action);
  if (!result.ok) throw new TypeError(JSON.stringify(result.problems));
  return result.supposed;
}

export function problems(value: unknown) {
  const result = read(value);
  return result.ok ? [] : result.problems;
}

export function answer(value: unknown, action = "sign-in") {
  const question = questionAbout(supposed(value, action), {
    policy: balanced,
    action: named(action),
    offered: EVERYTHING,
  });
  return decide(question);
}

export function passkeyOf({ evidence: [piece] }: Supposed): PasskeyProof {
  if (piece?.kind !== "passkey" || piece.ceremony !== "prove") throw new TypeError("a passkey");
  return piece;
}

export function gradeOf(value: unknown) {
  const about = supposed(value);
  return gradePasskey(passkeyOf(about), about.knowledge, about.now);
}

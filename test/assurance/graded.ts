import { gradePasskey } from "../../src/assurance/grade-passkey.ts";
import type { PasskeyGrade } from "../../src/assurance/assurance.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { enrolment, NOW, proof, type Traits } from "../policy/evidence.ts";
import { KNOWLEDGE, PASSKEYS, type PasskeyName } from "../policy/knowledge.ts";

/** What a passkey of a kind is worth when it is used. */
export function used(
  kind: PasskeyName,
  traits: Traits = {},
  knowledge: Knowledge = KNOWLEDGE,
  now = NOW,
): PasskeyGrade {
  return gradePasskey(proof({ ...PASSKEYS[kind], ...traits }), knowledge, now);
}

/** What a passkey of a kind is worth when it is created. */
export function created(
  kind: PasskeyName,
  traits: Traits = {},
  knowledge: Knowledge = KNOWLEDGE,
): PasskeyGrade {
  return gradePasskey(enrolment({ ...PASSKEYS[kind], ...traits }), knowledge, NOW);
}

import { UV_GRADES } from "../assurance/assurance.ts";
import { parseAction } from "./action.ts";
import type { PolicyProblem } from "./problems.ts";
import type { CombinationSource, PolicySource, TermSource } from "./schema.ts";
import { classNames, everyCombination } from "./terms-of.ts";

/**
 * What may not be had by accident: a way to get in, to recover or to bind something new by fewer
 * than two steps that a person shows, or by an operator's word alone. Each takes a key that begins
 * with `danger`.
 */
export function checkDangers(source: PolicySource): readonly PolicyProblem[] {
  return everyCombination(source).flatMap(({ action, combination, path }) => {
    // A group only asks for more: what it names stands beside the policy's own.
    if (!isGuarded(action) || path.startsWith("groups.")) return [];
    const steps = stepsOf(source, action, combination);
    if (steps >= 2) return [];
    const byOperator = combination.allOf.some((term) => "assertion" in term) && steps === 1;
    if (byOperator && source.danger.operatorAlone === true) return [];
    if (!byOperator && source.danger.singleFactor === true) return [];
    const key = byOperator ? "operatorAlone" : "singleFactor";
    return [{ path, expected: `two independent steps, or danger.${key}` }];
  });
}

const GUARDED = /^(?:sign-in$|recover$|enrol:|change:|lift:|regenerate:|operate:)/;

/** What lets somebody in, or binds or changes what lets him in or back in. */
function isGuarded(name: string): boolean {
  const action = parseAction(name);
  if (action === undefined) return false;
  return GUARDED.test(action);
}

function stepsOf(source: PolicySource, action: string, combination: CombinationSource): number {
  return combination.allOf
    .filter((term) => "prove" in term)
    .reduce((steps, term) => steps + stepsOfTerm(source, action, combination, term), 0);
}

function stepsOfTerm(
  source: PolicySource,
  action: string,
  { delaySeconds = 0 }: CombinationSource,
  term: TermSource,
): number {
  const method = "prove" in term ? term.prove : term.enrol;
  switch (method) {
    case "passkey":
      return classNames(term).every((name) => isBothSteps(source, name)) ? 2 : 1;
    case "password":
    case "totp":
    case "sms-code":
      return 1;
    case "external":
      // Supervised proofing establishes the person anew (NIST SP 800-63B-4 section 4.2).
      if ("assertion" in term && term.assertion === "proofing") return 2;
      return action === "sign-in" ? 0 : 1;
    case "recovery-code":
      return action === "sign-in" ? 0 : 1;
    case "email-code":
    case "magic-link":
      // A mailbox counts only where its owner is told and has time to object.
      return action !== "sign-in" && delaySeconds > 0 ? 1 : 0;
  }
}

function isBothSteps({ passkeyClasses }: PolicySource, name: string): boolean {
  const { userVerification } = passkeyClasses[name] ?? { userVerification: "none" as const };
  return UV_GRADES.indexOf(userVerification) >= UV_GRADES.indexOf("claimed");
}

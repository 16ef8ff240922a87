import { checkDeclared } from "./check-declared.ts";
import { type Finding, worstFirst } from "./check-finding.ts";
import { checkLockout } from "./check-lockout.ts";
import { checkRules } from "./check-rules.ts";
import { checkedWorld, type CheckedWorld } from "./check-world.ts";

/**
 * What is wrong with a policy, what it gives up and what it takes to be so, worst first. It asks
 * `decide` and its parts about suppositions, and knows no rule of its own.
 */
export function checkPolicy(world: CheckedWorld): readonly Finding[] {
  const checked = checkedWorld(world);
  return worstFirst([...checkLockout(checked), ...checkRules(checked), ...checkDeclared(world)]);
}

import type { Instant } from "../base/time.ts";
import type { Conditions, Policy } from "./policy.ts";
import type { AccountView } from "./requirement.ts";
import { weigh } from "./weigh.ts";

/**
 * Whether a combination is open to an account. Somebody who is not known yet is taken to have
 * whatever a combination asks for: it is asked again when he is.
 */
export function conditionsHold(
  conditions: Conditions,
  policy: Policy,
  account: AccountView | null,
  now: Instant,
): boolean {
  const { migrationEnds } = policy;
  if (conditions.migrating && migrationEnds !== null && now >= migrationEnds) return false;
  if (account === null) return true;
  if (conditions.unlessEverHad.some((method) => account.everHad.includes(method))) return false;
  if (account.channels < conditions.channels) return false;
  return conditions.passkeyKinds === 0 || kindsOf(policy, account) >= conditions.passkeyKinds;
}

/** Kinds of keepers among all passkeys, the suspended ones too: suspending lowers nothing (B51). */
function kindsOf(policy: Policy, { credentials }: AccountView): number {
  const passkeys = credentials.filter(({ method }) => method === "passkey");
  return new Set(passkeys.map(({ best }) => weigh(policy, best).keeper)).size;
}

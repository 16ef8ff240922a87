import { type AccountInput, accountShape } from "./account.ts";
import { entriesAfter, NOTHING_LOST } from "./entries.ts";
import { checkInvariants, subjectOf } from "./invariants.ts";

/** How an account stands under a policy, as far as its owner and an attacker would notice. */
export interface Standing {
  /** The least number of things that have to be shown to sign in; null: nothing signs it in. */
  readonly steps: number | null;
  /** Whether its owner, who has lost nothing, gets in by signing in or by recovering. */
  readonly wayIn: boolean;
  /** Whether one remote compromise, or less, takes control of it. */
  readonly oneRemote: boolean;
}

/**
 * Read off the same steps as everything that is said of an account. Whether one compromise is enough
 * is the claim `no-single-remote-takeover`, which needs no families: so it is as exact, and a
 * population can be asked about.
 */
export function standingOf(input: AccountInput): Standing {
  const shape = accountShape(input);
  const entries = entriesAfter(shape, NOTHING_LOST);
  const signIns = entries.filter(({ action }) => action === "sign-in");
  const [claim] = checkInvariants(["no-single-remote-takeover"], subjectOf(shape));
  return {
    steps: signIns.length === 0 ? null : Math.min(...signIns.map(({ shown }) => shown.length)),
    wayIn: entries.length > 0,
    oneRemote: claim?.holds === false,
  };
}

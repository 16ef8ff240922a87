import type { Instant } from "../base/time.ts";
import { verdictOn } from "../policy/verdict.ts";
import type { AccountRecord, CredentialGrade, CredentialRecord } from "../store/records.ts";
import { bestOf, viewOfAccount } from "./account-view.ts";
import type { FlowDeps } from "./deps.ts";
import { NOTHING_HELD } from "./holdings.ts";

type Judges = Pick<FlowDeps, "policy" | "knowledge">;

/** Names the policy and the knowledge that a grade was given by. */
export function gradedWith({ policy, knowledge }: Judges): string {
  return `${policy.version} ${knowledge.version}`;
}

/**
 * What a stored passkey is worth to its account now, as its record keeps it. One that is new is
 * graded as it will be: that it settles is no change of what it is.
 */
export function gradeOf(
  judges: Judges,
  account: AccountRecord,
  credentials: readonly CredentialRecord[],
  record: CredentialRecord,
  now: Instant,
): CredentialGrade {
  const proof = bestOf(judges, { ...record, settlesAt: null }, now);
  const view = viewOfAccount(judges, account, { ...NOTHING_HELD, credentials }, now);
  const asked = { policy: judges.policy, action: "sign-in", account: view, now } as const;
  const { verdict } = verdictOn(asked, proof);
  return { with: gradedWith(judges), verdict, reasons: proof.reasons };
}

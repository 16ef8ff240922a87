import { grade } from "../assurance/assess.ts";
import { gradePasskey } from "../assurance/grade-passkey.ts";
import type { PasskeyGrade } from "../assurance/assurance.ts";
import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import { supposeProof } from "../evidence/suppose.ts";
import type { AccountView } from "../policy/requirement.ts";
import type { Reads } from "../store/port.ts";
import type { AccountRecord, CredentialRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import { type Holdings, holdingsOf, shownBy, stateOf } from "./holdings.ts";

/** What the account has, as a decision sees it, each credential at its best. */
export async function viewAccount(
  deps: FlowDeps,
  reads: Reads,
  account: AccountRecord,
  now: Instant,
): Promise<AccountView> {
  return viewOfAccount(deps, account, await holdingsOf(reads, account.id), now);
}

/** All of a passkey's record that a decision depends on. */
type JudgedCredential = Pick<
  CredentialRecord,
  "id" | "state" | "uvInitialized" | "settlesAt" | "enrolment"
>;

/** All that an account has, as far as a decision depends on it. */
export type JudgedHoldings = Omit<Holdings, "credentials"> & {
  readonly credentials: readonly JudgedCredential[];
};

export function viewOfAccount(
  deps: Pick<FlowDeps, "knowledge">,
  account: AccountRecord,
  { credentials, secrets, addresses }: JudgedHoldings,
  now: Instant,
): AccountView {
  const numbers = secrets.filter(({ method }) => method === "sms-code").length;
  return {
    id: account.id,
    state: account.state,
    groups: account.groups,
    channels: addresses.length + numbers,
    everHad: account.everHad,
    credentials: [
      ...credentials.map((record) => ({
        id: record.id,
        method: "passkey" as const,
        state: record.state,
        best: bestOf(deps, record, now),
      })),
      ...secrets.map((secret) => ({
        id: secret.id,
        method: secret.method,
        state: stateOf(secret),
        best: grade(shownBy(secret, now), deps.knowledge, now),
      })),
    ],
  };
}

/** What a stored passkey proves at its best, in the light of what is known now. */
export function bestOf(
  { knowledge }: Pick<FlowDeps, "knowledge">,
  record: JudgedCredential,
  now: Instant,
): PasskeyGrade {
  return gradePasskey(supposeProof(record.enrolment, record, now), knowledge, now);
}

/** An account that is gone is one that may do nothing. */
export function nobody(id: AccountId): AccountView {
  return { id, state: "disabled", groups: [], credentials: [], channels: 0, everHad: [] };
}

import { gradePasskey } from "../assurance/grade-passkey.ts";
import type { PasskeyGrade } from "../assurance/assurance.ts";
import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import { supposeProof } from "../evidence/suppose.ts";
import type { AccountView } from "../policy/requirement.ts";
import type { Reads } from "../store/port.ts";
import type { AccountRecord, CredentialRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";

/** What the account has, as a decision sees it, each credential at its best. */
export async function viewAccount(
  deps: FlowDeps,
  reads: Reads,
  account: AccountRecord,
  now: Instant,
): Promise<AccountView> {
  const [credentials, addresses] = await Promise.all([
    reads.credentialsOf(account.id),
    reads.addressesOf(account.id),
  ]);
  return viewOfAccount(deps, account, credentials, addresses.length, now);
}

export function viewOfAccount(
  deps: Pick<FlowDeps, "knowledge">,
  account: AccountRecord,
  credentials: readonly CredentialRecord[],
  channels: number,
  now: Instant,
): AccountView {
  return {
    id: account.id,
    state: account.state,
    groups: account.groups,
    channels,
    everHad: account.everHad,
    credentials: credentials.map((record) => ({
      id: record.id,
      method: "passkey",
      state: record.state,
      best: bestOf(deps, record, now),
    })),
  };
}

/** What a stored passkey proves at its best, in the light of what is known now. */
export function bestOf(
  { knowledge }: Pick<FlowDeps, "knowledge">,
  record: CredentialRecord,
  now: Instant,
): PasskeyGrade {
  return gradePasskey(supposeProof(record.enrolment, record, now), knowledge, now);
}

/** An account that is gone is one that may do nothing. */
export function nobody(id: AccountId): AccountView {
  return { id, state: "disabled", groups: [], credentials: [], channels: 0, everHad: [] };
}

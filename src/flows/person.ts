import { AssayFault } from "../base/fault.ts";
import type { Reads } from "../store/port.ts";
import type { LoadedAttempt } from "./load.ts";
import type { Person } from "./passkey-plan.ts";

/** Whom a new passkey is for: the account of the attempt, never one that a client names. */
export async function personOf(reads: Reads, { sealed, record }: LoadedAttempt): Promise<Person> {
  const pending = record.pending.flatMap((one) => ("method" in one ? [] : one.id));
  if (sealed.newcomer !== null) {
    const { userHandle } = sealed.newcomer;
    return { userHandle, name: sealed.identifier ?? "", known: pending };
  }
  const account = record.account === null ? undefined : await reads.accountById(record.account);
  if (account === undefined) {
    throw new AssayFault("ASSAY_NO_SUBJECT", "a passkey is enrolled for an account");
  }
  const [address] = await reads.addressesOf(account.id);
  const credentials = await reads.credentialsOf(account.id);
  return {
    userHandle: account.userHandle,
    name: address?.address ?? "",
    known: [...credentials.map(({ id }) => id), ...pending],
  };
}

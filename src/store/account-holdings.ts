import type { AccountRecord, AddressRecord, CredentialRecord, SecretRecord } from "./records.ts";

/** What a passkey is judged by: its record without what it is verified with, and is shown of it. */
export type HeldCredential = Pick<
  CredentialRecord,
  "id" | "account" | "state" | "uvInitialized" | "settlesAt" | "enrolment"
>;

/** An account with all that it has: what questions about everybody are asked of. */
export interface AccountHoldings {
  readonly account: AccountRecord;
  /** Each list oldest first, as for one account. */
  readonly credentials: readonly HeldCredential[];
  readonly secrets: readonly SecretRecord[];
  readonly addresses: readonly AddressRecord[];
}

import type { CredentialRecord } from "../store/records.ts";
import type { Effect } from "./effects.ts";
import { gradeOf } from "./grading.ts";
import { rollBack } from "./rollback.ts";

/** Binds the passkeys that were created in an attempt, with the day from which they count in full. */
export async function bindNew({ deps, tx, attempt, grant, now }: Effect): Promise<void> {
  const account = await tx.accountById(grant.account);
  if (account === undefined) return rollBack("attempt_conflict");
  for (const pending of attempt.pending) {
    const credential: CredentialRecord = { ...pending, settlesAt: grant.settlesAt };
    const graded = gradeOf(deps, account, [credential], credential, now);
    // WebAuthn L3 section 7.1 step 26: known to whichever account, it is not bound again.
    if (!(await tx.insertCredential({ ...credential, graded }))) rollBack("credential_known");
  }
  if (!account.everHad.includes("passkey")) {
    await tx.setEverHad(account.id, [...account.everHad, "passkey"]);
  }
}

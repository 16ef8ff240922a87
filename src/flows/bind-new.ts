import type { Method } from "../evidence/methods.ts";
import type { AccountRecord, CredentialRecord, SecretRecord } from "../store/records.ts";
import type { Effect } from "./effects.ts";
import { endSessionsOn } from "./end-on.ts";
import { gradeOf } from "./grading.ts";
import { rollBack } from "./rollback.ts";

/**
 * Binds what was created in an attempt: passkeys, with the day from which they count in full, and
 * secrets, each in the place of the one that was there.
 */
export async function bindNew(effect: Effect): Promise<void> {
  const { tx, attempt, grant } = effect;
  const account = await tx.accountById(grant.account);
  if (account === undefined) return rollBack("attempt_conflict");
  for (const pending of attempt.pending) {
    if ("method" in pending) await bindSecret(effect, pending);
    else await bindPasskey(effect, account, pending);
  }
  await raiseHighWater(effect, account);
}

async function bindPasskey(
  { deps, tx, grant, now }: Effect,
  account: AccountRecord,
  pending: CredentialRecord,
): Promise<void> {
  const credential: CredentialRecord = { ...pending, settlesAt: grant.settlesAt };
  const graded = gradeOf(deps, account, [credential], credential, now);
  // WebAuthn L3 section 7.1 step 26: known to whichever account, it is not bound again.
  if (!(await tx.insertCredential({ ...credential, graded }))) rollBack("credential_known");
}

/** The old one goes only now that the new one was shown to work (B20, B24). */
async function bindSecret(effect: Effect, secret: SecretRecord): Promise<void> {
  const { tx, grant } = effect;
  const before = (await tx.secretsOf(grant.account)).filter(
    ({ method }) => method === secret.method,
  );
  for (const { id } of before) {
    if (!(await tx.removeSecret(grant.account, id))) rollBack("attempt_conflict");
    await endSessionsOn(effect, id, secret.method);
  }
  if (!(await tx.insertSecret(secret))) rollBack("attempt_conflict");
}

async function raiseHighWater({ tx, attempt }: Effect, account: AccountRecord): Promise<void> {
  const bound = attempt.pending.map(
    (pending): Method => ("method" in pending ? pending.method : "passkey"),
  );
  const everHad = [...new Set([...account.everHad, ...bound])];
  if (everHad.length > account.everHad.length) await tx.setEverHad(account.id, everHad);
}

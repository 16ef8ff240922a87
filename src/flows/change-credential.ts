import { type EventKind, recordEvent } from "../audit/event.ts";
import type { CredentialId, SecretId } from "../base/ids.ts";
import type { Method } from "../evidence/methods.ts";
import type { Effect } from "./effects.ts";
import { endSessionsOn } from "./end-on.ts";
import { MOST_TRIES } from "./step-context.ts";
import { rollBack } from "./rollback.ts";

/**
 * What is done to a credential of the grant's own account (bypass class B18: the account comes from
 * the grant, never from the request).
 */
export async function changeCredential(effect: Effect): Promise<void> {
  const [verb = "", method = ""] = effect.grant.action.split(":");
  switch (verb) {
    case "remove":
      await remove(effect, method as Method);
      return recordChange(effect, "credential.removed", method);
    case "suspend":
      await setState(effect, method, "suspended");
      return recordChange(effect, "credential.suspended", method);
    case "lift":
      await setState(effect, method, "active");
      return recordChange(effect, "credential.lifted", method);
    case "rename":
      await rename(effect);
      return recordChange(effect, "credential.renamed", method);
    default:
  }
}

async function remove(effect: Effect, method: Method): Promise<void> {
  const { tx, grant } = effect;
  const id = targetOf(effect);
  const removed =
    method === "passkey"
      ? await tx.removeCredential(grant.account, id as CredentialId)
      : await tx.removeSecret(grant.account, id as SecretId);
  if (!removed) rollBack("credential_unknown");
  await endSessionsOn(effect, id, method);
  await lowerHighWater(effect, method);
}

/** The mark falls with the last one only because this very action was allowed at its level (B51). */
async function lowerHighWater({ tx, grant }: Effect, method: Method): Promise<void> {
  const account = await tx.accountById(grant.account);
  const left =
    method === "passkey"
      ? await tx.credentialsOf(grant.account)
      : (await tx.secretsOf(grant.account)).filter((secret) => secret.method === method);
  if (account === undefined || left.length > 0) return;
  await tx.setEverHad(
    grant.account,
    account.everHad.filter((had) => had !== method),
  );
}

/** Suspended is not removed: it stays, counts in what is asked, and can be lifted (R46). */
async function setState(
  effect: Effect,
  method: string,
  state: "active" | "suspended",
): Promise<void> {
  const { tx, grant } = effect;
  const id = targetOf(effect);
  if (method === "passkey") {
    const changed = await tx.setCredentialState(grant.account, id as CredentialId, state);
    if (!changed) rollBack("credential_unknown");
  } else {
    const secret = (await tx.secretsOf(grant.account)).find((one) => one.id === id);
    if (secret === undefined) return rollBack("credential_unknown");
    // One that was tried too often is as good as suspended, and is lifted like one that is.
    const worn = state === "active" && secret.tries >= MOST_TRIES;
    if (secret.state === state && !worn) rollBack("credential_unknown");
    const { version } = secret;
    const next = { ...secret, state, tries: 0, version: version + 1 };
    if (!(await tx.saveSecret(next, version))) rollBack("attempt_conflict");
  }
  if (state === "suspended") await endSessionsOn(effect, id, method);
}

async function rename(effect: Effect): Promise<void> {
  const { tx, grant, attempt } = effect;
  const name = attempt.params["name"]?.trim() ?? "";
  const id = targetOf(effect) as CredentialId;
  const renamed = await tx.renameCredential(grant.account, id, name === "" ? null : name);
  if (!renamed) rollBack("credential_unknown");
}

function targetOf({ attempt }: Effect): string {
  return attempt.params["credential"] ?? "";
}

async function recordChange(
  { tx, grant, caller, now, attempt }: Effect,
  kind: EventKind,
  method: string,
): Promise<void> {
  await recordEvent(tx, {
    kind,
    at: now,
    account: grant.account,
    attempt: grant.attempt,
    network: caller.network,
    data: { credential: attempt.params["credential"] ?? "", method },
  });
}

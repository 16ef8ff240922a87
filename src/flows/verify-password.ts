import { fail, ok, type Result } from "../base/result.ts";
import { newId } from "../base/ids.ts";
import { passwordEvidence } from "../methods/password/evidence.ts";
import { checkNewPassword } from "../methods/password/rules.ts";
import { parsePassword, type Password } from "../methods/password/typed.ts";
import type { PasswordProofCode } from "../methods/password/codes.ts";
import type { PasswordRecord } from "../methods/password/hasher.ts";
import { passwordUse } from "../policy/password-use.ts";
import type { SecretRecord } from "../store/records.ts";
import type { FlowCode } from "./codes.ts";
import { newSecret, usedNow } from "./secret-use.ts";
import { claimedAccount, secretOf, type StepContext } from "./step-context.ts";
import { admitTry, takeBackTry } from "./tries.ts";
import type { Verified } from "./verified.ts";

type PasswordSecret = Extract<SecretRecord, { method: "password" }>;

/** Checks a password. An account that is not there takes as long, and has the same answer. */
export async function verifyPassword(
  context: StepContext,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { deps, now } = context;
  const typed = parsePassword(response);
  if (!typed.ok) return fail("response_malformed", "a password");
  const { account, who } = await claimedAccount(context);
  const secret = await secretOf(context, account, "password");
  const admitted = await admitTry(context, "password", who, secret);
  if (!admitted.ok) return admitted;
  // One that may not be tried any more is compared like one that is not there.
  const kept = admitted.value ? (secret?.body ?? null) : null;
  const compared = await deps.passwords.verify(typed.value, kept);
  if (!compared.ok) {
    const code = said(compared.code);
    if (code === "busy") await takeBackTry(context, "password", who, secret);
    return fail(code);
  }
  if (secret === undefined) return fail("password_wrong");
  const record = compared.value.needsRehash ? await rehashed(context, typed.value) : null;
  return ok({
    evidence: passwordEvidence("prove", secret.account, evidenceOf(secret), now),
    pending: null,
    confirm: async (tx) => {
      const body = record === null ? secret.body : { ...secret.body, ...record };
      return (await usedNow(tx, { ...secret, body }, now)) ? null : "password_wrong";
    },
  });
}

function evidenceOf({ id, body }: PasswordSecret) {
  return { credential: id, length: body.length, resetBy: [] };
}

function said(code: PasswordProofCode): FlowCode {
  return code.startsWith("hashing_") ? "busy" : "password_wrong";
}

async function rehashed({ deps }: StepContext, password: Password): Promise<PasswordRecord | null> {
  const made = await deps.passwords.hash(password);
  return made.ok ? made.value : null;
}

/** Takes a new password for the account of the attempt; it is bound only when the attempt is allowed. */
export async function verifyNewPassword(
  context: StepContext,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { deps, loaded, now } = context;
  const { account, identifier } = loaded.record;
  if (account === null) return fail("method_not_offered");
  const addresses = await deps.store.addressesOf(account);
  const known = [identifier ?? "", ...addresses.map(({ address }) => address)];
  const checked = checkNewPassword(response, {
    use: passwordUse(deps.policy),
    context: [deps.site.name, deps.site.rpId, ...known.filter((text) => text !== "")],
  });
  if (!checked.ok) return checked;
  if (await deps.isBreached(checked.value.password)) return fail("password_breached");
  const made = await deps.passwords.hash(checked.value.password);
  if (!made.ok) return fail("busy");
  const { length } = checked.value;
  const content = { method: "password" as const, body: { ...made.value, length } };
  const secret = newSecret(newId(now), account, content, now);
  const about = { credential: secret.id, length, resetBy: [] };
  return ok({
    evidence: passwordEvidence("enrol", account, about, now),
    pending: secret,
    confirm: async () => null,
  });
}

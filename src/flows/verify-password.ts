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
import { usedNow } from "./secret-use.ts";
import { claimedAccount, countTry, secretOf, type StepContext } from "./step-context.ts";
import { admitTry } from "./tries.ts";
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
  const admitted = await admitTry(context, "password", who);
  if (!admitted.ok) return admitted;
  const secret = await secretOf(context, account, "password");
  const counts = secret !== undefined && (await countTry(context, secret));
  const compared = await deps.passwords.verify(typed.value, counts ? secret.body : null);
  if (!compared.ok) return fail(compared.code === "hashing_busy" ? "busy" : said(compared.code));
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

function evidenceOf({ body }: PasswordSecret) {
  return { length: body.length, resetBy: [] };
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
  const secret: SecretRecord = {
    id: newId(now),
    account,
    state: "active",
    createdAt: now,
    lastUsedAt: null,
    tries: 0,
    version: 1,
    method: "password",
    body: { ...made.value, length },
  };
  return ok({
    evidence: passwordEvidence("enrol", account, { length, resetBy: [] }, now),
    pending: secret,
    confirm: async () => null,
  });
}

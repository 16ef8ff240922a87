import { fail, ok, type Result } from "../base/result.ts";
import { fromBase64url } from "../base/bytes.ts";
import { fact } from "../evidence/provenance.ts";
import { totpEvidence } from "../methods/totp/evidence.ts";
import { APP_PARAMETERS } from "../methods/totp/parameters.ts";
import { verifyTotp as compare } from "../methods/totp/verify.ts";
import type { SecretRecord } from "../store/records.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import type { TotpStep } from "./sealing.ts";
import { newSecret, usedNow } from "./secret-use.ts";
import { claimedAccount, secretOf, type StepContext } from "./step-context.ts";
import { admitTry } from "./tries.ts";
import type { Verified } from "./verified.ts";

/** RFC 6238 section 5.2: one step back or ahead, for clocks that are off and for slow fingers. */
const DRIFT = 1;

/** Checks a one-time password; each time step's code works once, on all nodes (B33). */
export async function verifyTotp(
  context: StepContext,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { deps, now } = context;
  if (typeof response !== "string") return fail("response_malformed", "a code");
  const { account, who } = await claimedAccount(context);
  const secret = await secretOf(context, account, "totp");
  const admitted = await admitTry(context, "totp", who, secret);
  if (!admitted.ok) return admitted;
  if (secret === undefined || !admitted.value) return fail("code_wrong");
  const seed = seedOf(deps, secret.id, secret.body.seed);
  if (seed === undefined) return fail("code_wrong");
  const matched = compare({ ...secret.body, seed }, response, now, DRIFT);
  if (!matched.ok) {
    return fail(matched.code === "totp_used" ? "step_consumed" : "code_wrong");
  }
  const body = { ...secret.body, lastStep: matched.value.step };
  return ok({
    evidence: totpEvidence("prove", secret.account, secret.id, secret.body.keptIn, now),
    pending: null,
    confirm: async (tx) => ((await usedNow(tx, { ...secret, body }, now)) ? null : "step_consumed"),
  });
}

/** Checks that the application has the new seed: its first code, which never works again. */
export async function verifyNewTotp(
  { deps, loaded, now }: StepContext,
  step: TotpStep,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  const { account } = loaded.record;
  const seed = fromBase64url(step.seed);
  if (account === null || seed === undefined) return fail("method_not_offered");
  const record = { ...APP_PARAMETERS, seed, lastStep: null };
  const matched = compare(record, response, now, DRIFT);
  if (!matched.ok) return fail("code_wrong");
  const keptIn = fact(step.keptIn, step.keptIn === "unknown" ? "unknown" : "claimed");
  const body = {
    ...APP_PARAMETERS,
    seed: sealSeed(deps, step.secret, step.seed),
    lastStep: matched.value.step,
    keptIn,
  };
  const secret = newSecret(step.secret, account, { method: "totp", body }, now);
  return ok({
    evidence: totpEvidence("enrol", account, step.secret, keptIn, now),
    pending: secret,
    confirm: async () => null,
  });
}

/** Sealed for the record that keeps it: in another one's place it opens nothing. */
function sealSeed({ keys }: FlowDeps, id: SecretRecord["id"], seed: string): string {
  return keys.seal("totp-seed", seed, id);
}

function seedOf({ keys }: FlowDeps, id: SecretRecord["id"], sealed: string) {
  const opened = keys.open("totp-seed", sealed, id);
  return opened.ok && typeof opened.value === "string" ? fromBase64url(opened.value) : undefined;
}

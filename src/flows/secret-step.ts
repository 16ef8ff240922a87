import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { newId, type SecretId } from "../base/ids.ts";
import { plusSeconds } from "../base/time.ts";
import type { Ceremony } from "../evidence/methods.ts";
import type { SeedKeeper } from "../evidence/secrets.ts";
import { LEAST_PASSWORD_CHARACTERS } from "../methods/password/rules.ts";
import { newRecoverySet } from "../methods/recovery-code/set.ts";
import { keyUri } from "../methods/totp/key-uri.ts";
import { APP_PARAMETERS } from "../methods/totp/parameters.ts";
import { qrSvg } from "../methods/totp/qr.ts";
import { newSeed, writtenSeed } from "../methods/totp/seed.ts";
import { passwordUse } from "../policy/password-use.ts";
import { STEP_SECONDS } from "./deps.ts";
import { personOf } from "./person.ts";
import { type CodesStep, type SealedStep, sealStep, type TotpStep } from "./sealing.ts";
import type { StepContext } from "./step-context.ts";
import type { CodesStepView, SecretStepView, TotpStepView } from "./view.ts";

/** An application is fetched, codes are written down: that takes longer than an answer. */
const SETUP_SECONDS = 1800;

/** Asks for something that the person knows or reads off. Nothing is written, nothing looked up. */
export function secretStep(
  context: StepContext,
  method: SecretStepView["method"],
  ceremony: Ceremony,
): SecretStepView {
  const purpose =
    method === "password" ? (`password:${ceremony}` as const) : (`${method}:prove` as const);
  const isNewPassword = purpose === "password:enrol";
  const leastCharacters = isNewPassword
    ? LEAST_PASSWORD_CHARACTERS[passwordUse(context.deps.policy)]
    : null;
  return {
    ...sealed(context, { ...facts(context, STEP_SECONDS), purpose }),
    method,
    ceremony,
    leastCharacters,
  };
}

/** Asks for a link that an operator handed over. */
export function linkStep(context: StepContext): SecretStepView {
  const step = { ...facts(context, STEP_SECONDS), purpose: "external:prove" as const };
  return { ...sealed(context, step), method: "external", ceremony: "prove", leastCharacters: null };
}

/** A new seed, shown as a QR code and as text. Until its first code comes it is kept nowhere. */
export async function totpStep(context: StepContext, keptIn: SeedKeeper): Promise<TotpStepView> {
  const { now } = context;
  const step: TotpStep = {
    ...facts(context, SETUP_SECONDS),
    purpose: "totp:enrol",
    secret: newId(now),
    seed: toBase64url(newSeed()),
    keptIn,
  };
  return totpView(context, step);
}

/** New saved codes: shown while they are set up, and never again. */
export function codesStep(context: StepContext): CodesStepView {
  const { deps, now } = context;
  const secret: SecretId = newId(now);
  const { written, kept } = newRecoverySet(secret, (text) => deps.keys.mac("recovery-code", text));
  const step: CodesStep = {
    ...facts(context, SETUP_SECONDS),
    purpose: "recovery-code:enrol",
    secret,
    hashes: kept.map(({ hash }) => hash),
    codes: written,
  };
  return codesView(context, step);
}

/** What was set up is shown again to whoever mistyped: the same seed, the same codes. */
export async function secretStepAgain(
  context: StepContext,
  step: SealedStep,
): Promise<TotpStepView | CodesStepView | null> {
  if (step.purpose === "totp:enrol") return totpView(context, step);
  return step.purpose === "recovery-code:enrol" ? codesView(context, step) : null;
}

async function totpView(context: StepContext, step: TotpStep): Promise<TotpStepView> {
  const { deps, loaded } = context;
  const seed = fromBase64url(step.seed) ?? new Uint8Array(0);
  const { name } = await personOf(deps.store, loaded);
  const uri = keyUri(seed, APP_PARAMETERS, { issuer: deps.site.name, account: name });
  return {
    ...sealed(context, step),
    method: "totp",
    ceremony: "enrol",
    secret: writtenSeed(seed),
    uri,
    qr: qrSvg(uri, deps.site.name),
  };
}

function codesView(context: StepContext, step: CodesStep): CodesStepView {
  const { codes } = step;
  return { ...sealed(context, step), method: "recovery-code", ceremony: "enrol", codes };
}

function facts({ loaded, now }: StepContext, seconds: number) {
  const expiresAt = plusSeconds(now, seconds);
  return { step: newId<"StepId">(now), attempt: loaded.record.id, expiresAt };
}

function sealed({ deps, loaded }: StepContext, step: SealedStep) {
  const text = sealStep(deps.keys, loaded.record.browser, step);
  return { step: text, expiresAt: step.expiresAt };
}

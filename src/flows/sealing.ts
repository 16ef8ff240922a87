import { z } from "zod";
import { fail, ok, type Result } from "../base/result.ts";
import type { AccountId, AttemptId, SecretId, SessionId, StepId, UserHandle } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Ceremony } from "../evidence/methods.ts";
import type { SeedKeeper } from "../evidence/secrets.ts";
import type { KeyRing } from "../keys/key-ring.ts";

/**
 * What an attempt is before its first fact. Nothing that counts against the caller is kept here:
 * a sealed value can be shown again by whoever has an old copy.
 */
export interface SealedAttempt {
  readonly id: AttemptId;
  readonly browser: string;
  readonly session: SessionId | null;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly identifier: string | null;
  /** Of a sign-up: the account that it would create. */
  readonly newcomer: { readonly account: AccountId; readonly userHandle: UserHandle } | null;
  readonly createdAt: Instant;
}

/** A ceremony in progress: one type per purpose and step, so that none passes for another. */
export type SealedStep = PasskeyStep | CodeStep | SecretStep | TotpStep | CodesStep;

interface StepFacts {
  readonly step: StepId;
  readonly attempt: AttemptId;
  readonly expiresAt: Instant;
}

export interface PasskeyStep extends StepFacts {
  readonly purpose: "passkey:prove" | "passkey:enrol";
  readonly challenge: string;
  readonly userVerification: "required" | "preferred";
  /** Whether a new key is asked what model it is. */
  readonly attestation: "none" | "direct";
  /** The person said that it is a security key. */
  readonly securityKey: boolean;
  /** Of a proof where the account is known: its credentials. */
  readonly allow: readonly string[];
}

/** A code was sent: to what the account has, or to what it is to have. */
export interface CodeStep extends StepFacts {
  readonly purpose: `${"email-code" | "sms-code"}:${Ceremony}` | "magic-link:prove";
}

/** Something that the person knows or reads off is asked for. */
export interface SecretStep extends StepFacts {
  readonly purpose:
    | "password:prove"
    | "password:enrol"
    | "totp:prove"
    | "recovery-code:prove"
    | "external:prove";
}

/** A new seed waits for its first code. It lives here alone. */
export interface TotpStep extends StepFacts {
  readonly purpose: "totp:enrol";
  readonly secret: SecretId;
  /** Base64url. */
  readonly seed: string;
  readonly keptIn: SeedKeeper;
}

/** New saved codes wait for one of them to be typed back. */
export interface CodesStep extends StepFacts {
  readonly purpose: "recovery-code:enrol";
  readonly secret: SecretId;
  readonly hashes: readonly string[];
  /** As they are shown. */
  readonly codes: readonly string[];
}

const id = z.string().transform((text) => text as never);
const at = z.number().transform((value) => value as Instant);

const attemptSchema: z.ZodType<SealedAttempt> = z.strictObject({
  id,
  browser: z.string(),
  session: id.nullable(),
  action: z.string(),
  params: z.record(z.string(), z.string()),
  identifier: z.string().nullable(),
  newcomer: z.strictObject({ account: id, userHandle: id }).nullable(),
  createdAt: at,
});

const stepFacts = { step: id, attempt: id, expiresAt: at };

const stepSchema: z.ZodType<SealedStep> = z.discriminatedUnion("purpose", [
  z.strictObject({
    ...stepFacts,
    purpose: z.enum(["passkey:prove", "passkey:enrol"]),
    challenge: z.string(),
    userVerification: z.enum(["required", "preferred"]),
    attestation: z.enum(["none", "direct"]),
    securityKey: z.boolean(),
    allow: z.array(z.string()),
  }),
  z.strictObject({
    ...stepFacts,
    purpose: z.enum([
      "email-code:prove",
      "email-code:enrol",
      "sms-code:prove",
      "sms-code:enrol",
      "magic-link:prove",
    ]),
  }),
  z.strictObject({
    ...stepFacts,
    purpose: z.enum([
      "password:prove",
      "password:enrol",
      "totp:prove",
      "recovery-code:prove",
      "external:prove",
    ]),
  }),
  z.strictObject({
    ...stepFacts,
    purpose: z.literal("totp:enrol"),
    secret: id,
    seed: z.string(),
    keptIn: z.enum(["hardware-token", "own-app", "vault", "unknown"]),
  }),
  z.strictObject({
    ...stepFacts,
    purpose: z.literal("recovery-code:enrol"),
    secret: id,
    hashes: z.array(z.string()),
    codes: z.array(z.string()),
  }),
]);

export function sealAttempt(keys: KeyRing, attempt: SealedAttempt): string {
  return keys.seal("attempt", attempt, attempt.browser);
}

/** The attempt behind an id, for the browser that began it and for no other. */
export function openAttempt(
  keys: KeyRing,
  text: string,
  browser: string,
): Result<SealedAttempt, "attempt_unknown"> {
  const opened = keys.open("attempt", text, browser);
  const parsed = opened.ok ? attemptSchema.safeParse(opened.value) : undefined;
  return parsed?.success === true ? ok(parsed.data) : fail("attempt_unknown");
}

export function sealStep(keys: KeyRing, browser: string, step: SealedStep): string {
  return keys.seal("step", step, browser);
}

/** The step behind a text, for its own attempt and browser, while it lives. */
export function openStep(
  keys: KeyRing,
  text: string,
  attempt: SealedAttempt,
  now: Instant,
): Result<SealedStep, "step_unknown" | "step_expired"> {
  const opened = keys.open("step", text, attempt.browser);
  const parsed = opened.ok ? stepSchema.safeParse(opened.value) : undefined;
  if (parsed?.success !== true || parsed.data.attempt !== attempt.id) return fail("step_unknown");
  return now < parsed.data.expiresAt ? ok(parsed.data) : fail("step_expired");
}

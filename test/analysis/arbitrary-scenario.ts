import fc from "fast-check";
import type { Scenario } from "../../src/analysis/scenario-schema.ts";

/** Scenarios of every shape that the words allow. */

export const NAMES = [
  "password",
  "totp:app",
  "totp:hardware",
  "totp:vault",
  "sms-code",
  "email-code",
  "magic-link",
  "recovery-code",
  "push",
  "trusted-device:laptop",
  "helpdesk",
  "proofing",
  "pk:sync",
  "pk:sync-no-uv",
  "pk:third-party",
  "pk:bound-laptop",
  "pk:bound-phone",
  "pk:key-pin:k1",
  "pk:key-no-uv:k1",
  "pk:key-pin:k2",
  "pk:key-no-uv:k2",
] as const;

export const COMPROMISES = [
  "learns-password",
  "pw-guessable",
  "phishes-live",
  "coaches-user",
  "controls-email",
  "controls-number",
  "steals-session",
  "fools-helpdesk",
  "pre-registers",
  "enters-provider",
  "knows-escrow",
  "knows-master",
  "passes-vault-2fa",
  "near(phone)",
  "malware(phone)",
  "malware(laptop)",
  "infostealer(laptop)",
  "takes-locked(phone)",
  "takes-unlocked(phone)",
  "knows-pin(phone)",
  "takes-locked(laptop)",
  "takes-unlocked(laptop)",
  "knows-pin(laptop)",
  "takes-key(k1)",
  "takes-key(k2)",
  "knows-key-pin(k1)",
  "knows-key-pin(k2)",
  "extracts-key(k1)",
  "extracts-key(k2)",
  "takes-token",
  "has-recovery-code",
  "reads-server-db",
  "reads-server-keys",
  "defeats-proofing",
  "user-unresponsive",
] as const;

const path = fc
  .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
  .map((names) => [...names] as string[]);

const devices = (minLength: number) =>
  fc.subarray(["phone", "laptop"] as ("phone" | "laptop")[], { minLength });

const channels = fc.subarray(["email", "sms", "app:phone", "app:laptop"] as (
  | "email"
  | "sms"
  | "app:phone"
  | "app:laptop"
)[]);

const recovery = fc
  .record({ factors: path, waits: fc.option(channels, { nil: undefined }) })
  .map(({ factors, waits }) =>
    waits === undefined ? { factors } : { factors, delayed: true, notify: waits },
  );

export const arbitraryScenario: fc.Arbitrary<Scenario> = fc.record({
  world: fc.record({
    devices: fc.constant(["phone", "laptop"] as ("phone" | "laptop")[]),
    signInDevices: devices(1),
    inboxOn: devices(0),
    syncCircle: devices(0),
    resetByEmail: fc.boolean(),
    seedAtRest: fc.constantFrom("plain" as const, "sealed" as const),
    sessions: fc.constantFrom("cookie" as const, "bound" as const),
    vault2fa: fc.boolean(),
  }),
  signIn: fc.array(path, { minLength: 1, maxLength: 3 }),
  recovery: fc.array(recovery, { maxLength: 2 }),
  stepUpForEnrolment: fc.constantFrom(
    "a fresh sign-in by any listed path" as const,
    "session" as const,
  ),
  enrolDelay: fc.option(channels.map((notify) => ({ notify }))),
  preRegistration: fc.boolean(),
});

import { z } from "zod";
import { UV_GRADES } from "../assurance/assurance.ts";
import { ADVERSITIES, FIDO_LEVELS } from "../assurance/model-standing.ts";
import { ASSERTIONS } from "../evidence/external.ts";
import { METHODS } from "../evidence/methods.ts";

const DAY = 86_400;
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "lower-case letters, digits and hyphens");

const age = { maxAgeSeconds: z.int().min(1).max(DAY).optional() };
const passkeyTerm = { class: z.union([name, z.array(name).min(1).max(16)]), ...age };
const otherMethod = z.enum(
  METHODS.filter((method) => method !== "passkey" && method !== "external"),
);
/** What an account can be given; of codes, the number or the address that they go to. */
const newMethod = z.enum(["password", "totp", "sms-code", "email-code", "recovery-code"]);

const term = z.union([
  z.strictObject({ prove: z.literal("passkey"), ...passkeyTerm }),
  z.strictObject({ enrol: z.literal("passkey"), ...passkeyTerm }),
  z.strictObject({ prove: z.literal("external"), assertion: z.enum(ASSERTIONS), ...age }),
  z.strictObject({ prove: otherMethod, ...age }),
  z.strictObject({ enrol: newMethod, ...age }),
]);

const combination = z.strictObject({
  allOf: z.array(term).min(1).max(6),
  /** Closed to accounts that ever had one of these. */
  unlessEverHad: z.array(z.enum(METHODS)).min(1).optional(),
  /** Open only to accounts with so many different kinds of passkeys. */
  passkeyKinds: z.int().min(1).max(4).optional(),
  /** Open only to accounts with so many proved channels for notices. */
  channels: z.int().min(1).max(8).optional(),
  /** For accounts that come from before, until the migration ends. */
  migrating: z.literal(true).optional(),
  delaySeconds: z
    .int()
    .min(1)
    .max(30 * DAY)
    .optional(),
  /** Channels on which notice must have left, independent of what was shown. */
  notices: z.int().min(1).max(8).optional(),
  /** How long what is enrolled this way counts as one step of two. */
  settleSeconds: z
    .int()
    .min(1)
    .max(30 * DAY)
    .optional(),
});

const actions = z.record(
  z.string(),
  z.strictObject({ anyOf: z.array(combination).min(1).max(64) }),
);

const passkeyClass = z.strictObject({
  userVerification: z.enum(UV_GRADES),
  keepers: z
    .array(z.enum(["platform", "hardware-key", "vault", "unknown"]))
    .min(1)
    .optional(),
  vaultSecondStep: z.literal(true).optional(),
  attested: z.literal(true).optional(),
  deviceBound: z.literal(true).optional(),
  certified: z
    .strictObject({
      fips: z.int().min(1).max(4).optional(),
      fido: z.enum(FIDO_LEVELS.filter((level) => level !== "none")).optional(),
    })
    .refine(({ fips, fido }) => fips !== undefined || fido !== undefined, "fips, fido or both")
    .optional(),
});

/** Those whose signatures are verified here (WebAuthn L3 section 5.8.5, RFC 9864, ML-DSA). */
export const POLICY_ALGORITHMS = [
  -7, -8, -9, -19, -35, -36, -37, -38, -39, -48, -49, -50, -51, -52, -53, -257, -258, -259,
] as const;

const session = z.strictObject({
  // NIST SP 800-63B-4 section 2.1.3: thirty days at most, whatever the level.
  idleSeconds: z
    .int()
    .min(60)
    .max(30 * DAY),
  absoluteSeconds: z
    .int()
    .min(60)
    .max(30 * DAY),
});

/** What the analysis proves of every account that a policy admits. */
const invariant = z.enum([
  "no-single-remote-takeover",
  "no-single-remote-takeover-without-delays",
  "phishing-resistant-on-every-path",
  "recovery-not-weaker",
  "notice-independent",
  "session-theft-gives-no-control",
]);

/** What only a developer who says so may have. Each names what is given up. */
const danger = z.strictObject({
  /** Somebody may get in, recover or enrol by what is a single factor, or none. */
  singleFactor: z.literal(true).optional(),
  /** An operator's word alone may bind a credential. */
  operatorAlone: z.literal(true).optional(),
  /** Invariants that are not claimed, although what the policy extends claims them. */
  withoutInvariants: z.array(invariant).min(1).optional(),
});

const fields = {
  $schema: z.string().optional(),
  version: z.literal(1),
  name,
  assumptions: z.strictObject({ honestClients: z.boolean(), vaults: z.boolean() }),
  attestation: z.strictObject({
    ask: z.enum(["never", "security-keys", "always"]),
    unattested: z.enum(["accept", "refuse"]),
  }),
  algorithms: z.array(z.literal(POLICY_ALGORITHMS)).min(1).max(POLICY_ALGORITHMS.length),
  counterWentBack: z.enum(["record", "one-step", "refuse"]),
  refuses: z.array(z.enum(ADVERSITIES)),
  passkeyClasses: z.record(name, passkeyClass),
  actions,
  groups: z.record(
    name,
    z.strictObject({ actions: actions.optional(), session: session.optional() }),
  ),
  session,
  migration: z.strictObject({ until: z.iso.date().nullable() }),
  invariants: z.array(invariant),
  danger,
};

/** A whole policy. */
export const policySchema = z.strictObject(fields);

/**
 * A policy as a developer writes it: whole, or what it changes of one that it extends. Classes,
 * actions and groups are replaced by name, every other member as a whole.
 */
export const policyInputSchema = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  version: fields.version,
  name: fields.name,
  extends: name.optional(),
});

export type PolicySource = z.infer<typeof policySchema>;
export type PolicyInput = z.infer<typeof policyInputSchema>;
export type CombinationSource = z.infer<typeof combination>;
export type TermSource = z.infer<typeof term>;

/** The JSON Schema (draft 2020-12) of what a developer writes, as it is served. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policyInputSchema, { io: "input" });
}

import { z } from "zod";
import { ASSERTIONS } from "../evidence/external.ts";
import { METHODS } from "../evidence/methods.ts";

/**
 * What a person writes who says "suppose": the JSON of `--evidence FILE`, and of each case of a case
 * file. One flat shape for every piece, so that a mistake is named where it stands.
 */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "lower-case letters, digits and hyphens");
const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, "one line of plain text");
const AAGUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DAYS = 30 * 86_400;

/** Who keeps a passkey, and what it is like; what is not said is as the best of its kind. */
const passkeyTraits = {
  /** A name of the provider list. */
  provider: line.optional(),
  aaguid: z.string().toLowerCase().regex(AAGUID, "an AAGUID in the 8-4-4-4-12 form").optional(),
  /** A keeper of this kind, whoever it may be; with these two facts about it. */
  keeper: z.enum(["platform", "hardware-key", "vault"]).optional(),
  secondStep: z.boolean().optional(),
  uvKnownIssue: z.boolean().optional(),
  /** What the FIDO metadata is supposed to say of its model, as status reports name it. */
  statuses: z.array(line).max(16).optional(),
  synced: z.boolean().optional(),
  attested: z.boolean().optional(),
  format: line.optional(),
  userVerified: z.boolean().optional(),
  asked: z.enum(["required", "preferred"]).optional(),
};
/** Of a passkey that exists already. */
const recordTraits = { uvInitialized: z.boolean().optional(), settled: z.boolean().optional() };

const secretTraits = {
  /** Mailboxes by which a password can be reset. */
  resetBy: z.array(line).max(8).optional(),
  /** Where the seed of a one-time password lives. */
  keptIn: z.enum(["hardware-token", "own-app", "vault", "unknown"]).optional(),
  /** Of an SMS code. */
  number: line.optional(),
};

const ENROLLED = ["passkey", "password", "totp", "sms-code", "recovery-code"] as const;

const held = z.strictObject({
  method: z.enum(ENROLLED),
  id: line.optional(),
  state: z.enum(["active", "suspended"]).optional(),
  ...passkeyTraits,
  ...recordTraits,
  ...secretTraits,
});

const account = z.strictObject({
  state: z.enum(["active", "disabled"]).optional(),
  groups: z.array(name).max(16).optional(),
  channels: z.int().min(0).max(8).optional(),
  everHad: z.array(z.enum(METHODS)).optional(),
  has: z.array(held).max(24).optional(),
});

const piece = z.strictObject({
  prove: z.enum(METHODS).optional(),
  enrol: z.enum([...ENROLLED, "email-code"]).optional(),
  fact: z.enum(["begun", "notified", "vetoed"]).optional(),
  ...passkeyTraits,
  ...recordTraits,
  ...secretTraits,
  counterWentBack: z.boolean().optional(),
  /** Which of the account's credentials it is, by its `id`. */
  credential: line.optional(),
  /** Of a code or a link by mail. */
  address: line.optional(),
  assertion: z.enum(ASSERTIONS).optional(),
  /** Who asserts it. */
  by: line.optional(),
  /** An address or a number that was told, or that objects. */
  channel: line.optional(),
  ageSeconds: z.int().min(0).max(DAYS).optional(),
});

const fields = {
  /** Null: nobody is known yet. Left out: one that has what is shown. */
  account: account.nullable().optional(),
  evidence: z.array(piece).max(24).optional(),
  params: z.record(z.string(), z.string()).optional(),
  /** The day on which it happens, `YYYY-MM-DD`; left out: today. */
  at: z.iso.date("a day as YYYY-MM-DD").optional(),
};

/** The file of `--evidence`. */
export const suppositionsSchema = z.strictObject(fields);

const expectation = {
  name: line,
  action: line,
  expect: z.enum(["allow", "need", "wait", "refuse"]),
  /** The rule that lets it in, or makes it wait. */
  rule: line.optional(),
  /** Codes that must stand among the reasons. */
  reasons: z.array(line).max(32).optional(),
};

/** A file of cases: what a policy must answer. */
export const caseFileSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** The name of the policy that it is about, so that no other one is taken for it. */
  policy: name.optional(),
  cases: z
    .array(z.strictObject({ ...expectation, ...fields }))
    .min(1)
    .max(1000),
});

export type Suppositions = z.infer<typeof suppositionsSchema>;
export type SupposedPiece = z.infer<typeof piece>;
export type SupposedHolding = z.infer<typeof held>;
export type PasskeyTraits = Pick<
  SupposedPiece,
  keyof typeof passkeyTraits | keyof typeof recordTraits | "counterWentBack"
>;
export type PolicyCase = z.infer<typeof caseFileSchema>["cases"][number];

export const PASSKEY_KEYS: readonly string[] = [
  ...Object.keys({ ...passkeyTraits, ...recordTraits }),
  "counterWentBack",
];

import { z } from "zod";
import { CEREMONIES, METHODS } from "../evidence/methods.ts";

/** What clients may send, and what they get. The document at `/openapi.json` is made of these. */

const params = z
  .record(z.string().min(1).max(64), z.string().max(1024))
  .refine((value) => Object.keys(value).length <= 16, "sixteen members at most");

export const beginBody = z.strictObject({
  action: z.string().min(1).max(128),
  identifier: z.string().max(320).optional(),
  params: params.optional(),
  method: z.enum(METHODS).optional(),
});

export const stepBody = z.strictObject({
  method: z.enum(METHODS),
  ceremony: z.enum(CEREMONIES).optional(),
  /** What the person says about a passkey or a seed; the number that is enrolled. */
  params: z
    .strictObject({
      authenticator: z.literal("security-key").optional(),
      /** `none`: it has neither PIN nor fingerprint reader; heeded where that can be a step. */
      userVerification: z.literal("none").optional(),
      number: z.string().max(64).optional(),
      keptIn: z.enum(["own-app", "vault", "unknown"]).optional(),
    })
    .optional(),
});

export const evidenceBody = z.strictObject({
  step: z.string().min(1).max(8192),
  /** The browser's JSON of a passkey ceremony, or the text of a password or a code. */
  response: z.union([z.string().max(4096), z.record(z.string(), z.unknown())]),
});

/** What somebody says who was told: exactly one of the two. */
export const noticeBody = z.union([
  z.strictObject({ veto: z.literal(true) }),
  z.strictObject({ report: z.literal(true) }),
]);

const instantText = z.iso.datetime();

const reasonAnswer = z.object({
  rule: z.string(),
  code: z.string(),
  text: z.string(),
  evidence: z.record(z.string(), z.unknown()).nullable(),
});

export const stepAnswer = z.object({
  step: z.string(),
  method: z.enum(METHODS),
  ceremony: z.enum(CEREMONIES),
  publicKey: z.record(z.string(), z.unknown()).optional(),
  sentTo: z.string().optional(),
  /** Of a new one-time password: its seed, as text, as a URI and as an SVG of a QR code. */
  secret: z.string().optional(),
  uri: z.string().optional(),
  qr: z.string().optional(),
  /** Of a new password. */
  leastCharacters: z.int().optional(),
  /** New saved codes, shown this once. */
  codes: z.array(z.string()).optional(),
  expiresAt: instantText,
});

export const attemptAnswer = z.object({
  id: z.string(),
  action: z.string(),
  params: z.record(z.string(), z.string()).optional(),
  state: z.enum(["open", "waiting", "allowed", "refused", "expired"]),
  options: z.array(z.object({ methods: z.array(z.enum(METHODS)), ceremony: z.enum(CEREMONIES) })),
  waitUntil: instantText.optional(),
  reasons: z.array(reasonAnswer),
  expiresAt: instantText,
  step: stepAnswer.optional(),
});

export const sessionAnswer = z.object({
  account: z.string(),
  email: z.string().nullable(),
  authTime: instantText,
  aal: z.int().min(0).max(3),
  amr: z.array(z.string()),
  acr: z.string(),
  factors: z.array(z.string()),
  phishingResistant: z.boolean(),
  decision: z.object({
    policy: z.string(),
    rule: z.string(),
    reasons: z.array(reasonAnswer),
  }),
});

export const credentialAnswer = z.object({
  id: z.string(),
  method: z.literal("passkey"),
  name: z.string().nullable(),
  /** By its AAGUID, which is a claim unless `attested`. */
  provider: z.string().nullable(),
  keeper: z.enum(["platform", "hardware-key", "vault", "unknown"]),
  state: z.enum(["active", "suspended"]),
  synced: z.boolean(),
  backupEligible: z.boolean(),
  attested: z.boolean(),
  userVerification: z.string(),
  factors: z.array(z.string()),
  /** What it is good for when its owner signs in. */
  verdict: z.enum(["enough", "one-step", "refused"]),
  reasons: z.array(z.string()),
  /** Until then it counts as one step of two. */
  settlesAt: instantText.nullable(),
  createdAt: instantText,
  lastUsedAt: instantText.nullable(),
});

/** What an account has beside passkeys: never what it is made of. */
export const wayAnswer = z.object({
  id: z.string(),
  method: z.enum(["password", "totp", "sms-code", "recovery-code"]),
  state: z.enum(["active", "suspended"]),
  /** Of text messages, masked. */
  number: z.string().nullable(),
  createdAt: instantText,
  lastUsedAt: instantText.nullable(),
});

export const sessionListAnswer = z.object({
  id: z.string(),
  current: z.boolean(),
  userAgent: z.string(),
  /** What it rests on that is still there. */
  methods: z.array(z.enum(METHODS)),
  /** Where it was begun or last confirmed, as far as that is kept. */
  network: z.string().nullable(),
  authTime: instantText,
  createdAt: instantText,
  lastSeenAt: instantText,
  /** At the latest. */
  expiresAt: instantText,
});

export const noticeAnswer = z.object({
  /** What was said, such as `recovery-begun`. */
  notice: z.string(),
  at: instantText,
  answer: z.enum(["veto", "report"]).nullable(),
});

export const errorAnswer = z.object({
  code: z.string(),
  message: z.string(),
  docs: z.string(),
  action: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
});

export type AttemptAnswer = z.infer<typeof attemptAnswer>;
export type StepAnswer = z.infer<typeof stepAnswer>;
export type ReasonAnswer = z.infer<typeof reasonAnswer>;
export type SessionAnswer = z.infer<typeof sessionAnswer>;
export type CredentialAnswer = z.infer<typeof credentialAnswer>;
export type WayAnswer = z.infer<typeof wayAnswer>;
export type SessionListAnswer = z.infer<typeof sessionListAnswer>;

import { z } from "zod";
import { UV_GRADES } from "../assurance/assurance.ts";
import { METHODS } from "../evidence/methods.ts";

const DAY = 86_400;

const passkeyTerm = {
  class: z.string().min(1),
  maxAgeSeconds: z.int().min(1).max(DAY).optional(),
};
const otherTerm = { maxAgeSeconds: z.int().min(1).max(DAY).optional() };
const otherMethod = z.enum(METHODS.filter((method) => method !== "passkey"));

const term = z.union([
  z.strictObject({ prove: z.literal("passkey"), ...passkeyTerm }),
  z.strictObject({ enrol: z.literal("passkey"), ...passkeyTerm }),
  z.strictObject({ prove: otherMethod, ...otherTerm }),
  z.strictObject({ enrol: otherMethod, ...otherTerm }),
]);

/** The shape of a policy as a developer writes it: JSON, version 1. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "lower-case letters, digits and hyphens"),
  passkeyClasses: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "lower-case letters, digits and hyphens"),
    z.strictObject({ userVerification: z.enum(UV_GRADES) }),
  ),
  actions: z.record(
    z.string(),
    z.strictObject({
      anyOf: z
        .array(z.strictObject({ allOf: z.array(term).min(1).max(6) }))
        .min(1)
        .max(16),
    }),
  ),
  session: z.strictObject({
    // NIST SP 800-63B-4 section 2.1.3: thirty days at most, whatever the level.
    idleSeconds: z
      .int()
      .min(60)
      .max(30 * DAY),
    absoluteSeconds: z
      .int()
      .min(60)
      .max(30 * DAY),
  }),
});

export type PolicySource = z.infer<typeof policySchema>;
export type TermSource = z.infer<typeof term>;

import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import { type Registration, root } from "./fixture.ts";

/**
 * The verdict, or the code with its detail. Many rules share a code: the detail is what tells that
 * it was this rule which refused.
 */
export function reason(format: string, statement: unknown, { input }: Registration): string {
  const trustAnchors = () => [root.der];
  const result = verifyStatement({ ...input, format, statement, trustAnchors });
  return result.ok ? result.value.verdict : `${result.code}: ${result.detail ?? ""}`;
}

export const malformed = (what: string) => `attestation_statement_malformed: ${what}`;
export const refused = (what: string) => `attestation_certificate_refused: ${what}`;
export const unbound = (what: string) => `attestation_binding_invalid: ${what}`;

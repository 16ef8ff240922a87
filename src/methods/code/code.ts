import { randomInt } from "node:crypto";
import { typedDigits } from "../../base/digits.ts";

/**
 * A code that is sent, by e-mail or by SMS, is made and read alike.
 * NIST SP 800-63B-4 section 3.1.3.1: at least six digits, valid for ten minutes at most.
 */
export const CODE_LIFE_SECONDS = 600;

/** After so many wrong tries a code is dead, whoever made them. */
export const CODE_DEAD_AFTER = 5;

/** Six digits, each code as likely as any other. */
export function newCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, "0");
}

/**
 * The code in what a person typed or pasted: spaces, dashes and the digits of other scripts are
 * forgiven, nothing else is.
 */
export function parseCode(typed: string): string | undefined {
  const digits = typedDigits(typed);
  return digits !== undefined && /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

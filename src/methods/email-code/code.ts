import { randomInt } from "node:crypto";

/** NIST SP 800-63B-4 section 3.1.3.1: at least six digits, valid for ten minutes at most. */
export const CODE_LIFE_SECONDS = 600;

/** After so many wrong tries a code is dead, whoever made them. */
export const CODE_DEAD_AFTER = 5;

/** Six digits, each code as likely as any other. */
export function newCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, "0");
}

/** The code in what a person typed or pasted: spaces and dashes are forgiven, nothing else is. */
export function parseCode(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}

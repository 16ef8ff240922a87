import { fail, ok, type Result } from "../../base/result.ts";
import type { Instant } from "../../base/time.ts";
import type { RecoveryCodeCode } from "./codes.ts";
import { type BareCode, parseRecoveryCode, randomCode, writtenCode } from "./written.ts";

/** As many as fit on a slip of paper, and enough for years of lost telephones. */
export const RECOVERY_CODES = 10;

/** What is kept of one code. */
export interface KeptCode {
  readonly hash: string;
  /** Null while it can be used. */
  readonly usedAt: Instant | null;
}

export interface NewRecoverySet {
  /** To be shown once, and never again. */
  readonly written: readonly string[];
  readonly kept: readonly KeptCode[];
}

/**
 * Makes a set of recovery codes (NIST SP 800-63B-4 section 4.2.1.1).
 *
 * @param set The id of the set. It is hashed along, so that no code works for another account's set.
 * @param hash A keyed hash that names its key.
 */
export function newRecoverySet(set: string, hash: (text: string) => string): NewRecoverySet {
  const codes = Array.from({ length: RECOVERY_CODES }, randomCode);
  return {
    written: codes.map(writtenCode),
    kept: codes.map((code) => ({ hash: hash(bound(set, code)), usedAt: null })),
  };
}

/** A code that was found, and the set as it is once the code is used up. */
export interface BurntCode {
  /** Its place in the set, to be used up in the transaction on the condition that it is unused. */
  readonly position: number;
  readonly kept: readonly KeptCode[];
  /** How many can still be used after this one. */
  readonly left: number;
}

/**
 * Finds the code that somebody typed in a set, and burns it.
 *
 * @param matches Compares a text with a keyed hash in constant time. It is asked for every code of
 *   the set, used or not, whichever it was: how long it takes does not say which one came close.
 * @returns `recovery_code_malformed`, `recovery_code_wrong`, or `recovery_code_used`.
 */
export function burnRecoveryCode(
  typed: unknown,
  set: { readonly id: string; readonly kept: readonly KeptCode[] },
  matches: (text: string, hash: string) => boolean,
  now: Instant,
): Result<BurntCode, RecoveryCodeCode> {
  const code = typeof typed === "string" ? parseRecoveryCode(typed) : undefined;
  if (code === undefined) return fail("recovery_code_malformed");
  const text = bound(set.id, code);
  const position = set.kept.map(({ hash }) => matches(text, hash)).indexOf(true);
  const found = set.kept[position];
  if (found === undefined) return fail("recovery_code_wrong");
  if (found.usedAt !== null) return fail("recovery_code_used");
  const kept = set.kept.map((each) => (each === found ? { ...each, usedAt: now } : each));
  return ok({ position, kept, left: kept.filter(({ usedAt }) => usedAt === null).length });
}

function bound(set: string, code: BareCode): string {
  return `${set}:${code}`;
}

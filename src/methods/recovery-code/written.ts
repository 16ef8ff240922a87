import { randomInt } from "node:crypto";

/** Crockford's base 32: no I, L, O, which are read as digits, and no U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * 24 characters of 5 bits each: 120 bits. NIST SP 800-63B-4 section 4.2.1.1 asks 64 of a saved
 * code; with 112 or more (section 3.1.2, ASVS 5.0 V6.5.2) a fast hash is enough at rest, since
 * nobody can try them all: a slow one would only give strangers a way to keep the server busy.
 */
const CHARACTERS = 24;
const GROUP = 4;

/** More than a code takes with whatever is put between its characters. */
const MOST_CHARACTERS = 128;

/** A code without separators, in upper case: the one form in which codes are hashed. */
export type BareCode = string & { readonly __brand: "BareRecoveryCode" };

/** A code of chance alone. */
export function randomCode(): BareCode {
  const characters = Array.from({ length: CHARACTERS }, () => ALPHABET[randomInt(32)]);
  return characters.join("") as BareCode;
}

/** As it is shown and printed: groups of four, which the eye keeps apart. */
export function writtenCode(code: BareCode): string {
  return (code.match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
}

/**
 * The code in what somebody typed from paper, or undefined. Case, spaces, dashes and what is easily
 * mistaken (O for 0; I and L for 1) do not matter; full-width characters count as their plain ones.
 */
export function parseRecoveryCode(typed: string): BareCode | undefined {
  if (typed.length > MOST_CHARACTERS) return undefined;
  const bare = typed
    .normalize("NFKC")
    .replaceAll(/[\s\p{Pd}\p{Cf}]/gu, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return SHAPE.test(bare) ? (bare as BareCode) : undefined;
}

const SHAPE = new RegExp(`^[${ALPHABET}]{${CHARACTERS}}$`);

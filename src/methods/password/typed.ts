import { fail, ok, type Result } from "../../base/result.ts";

/** A password in the form in which it is hashed. */
export type Password = string & { readonly __brand: "Password" };

/** Characters are Unicode code points, as NIST SP 800-63B-4 section 3.1.1.2 counts them. */
export const MOST_PASSWORD_CHARACTERS = 256;

/** What is longer is not normalised: no text of 256 characters in NFC is written with more units. */
const MOST_UNITS = 4096;

/**
 * Reads what somebody typed into a password field.
 *
 * - Every character counts and every one is hashed: spaces, control characters and NUL too. Nothing
 *   is cut off, trimmed or folded (ASVS 5.0 V6.2.8).
 * - It is normalised to NFC, since one keyboard sends é as one code point and another as two, and
 *   both are the same password to the person (NIST SP 800-63B-4 section 3.1.1.2). Not to NFKC, which
 *   would make one password of several that differ for the person.
 * - Half a character is refused: in UTF-8 all of them become the same replacement.
 *
 * @returns `password_malformed` or `password_too_long`, whatever the account: it says nothing of one.
 */
export function parsePassword(
  typed: unknown,
): Result<Password, "password_malformed" | "password_too_long"> {
  if (typeof typed !== "string" || typed === "") return fail("password_malformed");
  if (typed.length > MOST_UNITS) return fail("password_too_long", `${typed.length} UTF-16 units`);
  if (/\p{Cs}/u.test(typed))
    return fail("password_malformed", "a surrogate without its other half");
  const password = typed.normalize("NFC") as Password;
  const length = passwordLength(password);
  if (length > MOST_PASSWORD_CHARACTERS) return fail("password_too_long", `${length} characters`);
  return ok(password);
}

/** In characters (Unicode code points). */
export function passwordLength(password: Password): number {
  return Array.from(password).length;
}

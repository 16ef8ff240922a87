import { fail, ok, type Result } from "../../base/result.ts";
import type { PasswordCode } from "./codes.ts";
import { isCommon } from "./common.ts";
import { isContextual } from "./context.ts";
import { type Password, parsePassword, passwordLength } from "./typed.ts";

/** NIST SP 800-63B-4 section 3.1.1.2, by what the password is for. */
export const LEAST_PASSWORD_CHARACTERS = {
  /** It is the only factor of a sign-in. */
  alone: 15,
  /** It is never enough without another factor. */
  beside: 8,
} as const;

/** What a new password is held against. */
export interface PasswordRules {
  readonly use: keyof typeof LEAST_PASSWORD_CHARACTERS;
  /**
   * Words that somebody who knows the account would try: the service's name and domain, the
   * person's name and addresses, whole.
   */
  readonly context: readonly string[];
}

export interface NewPassword {
  readonly password: Password;
  /** In characters (Unicode code points). */
  readonly length: number;
}

/**
 * Checks a password that somebody wants to set (NIST SP 800-63B-4 section 3.1.1.2). Length and the
 * block list alone refuse: there are no rules of composition, and no password ever runs out.
 *
 * @returns `password_malformed`, `password_too_long`, `password_too_short`, `password_contextual`
 *   or `password_common`. Whether it was stolen elsewhere is asked apart (`askBreaches`).
 */
export function checkNewPassword(
  typed: unknown,
  { use, context }: PasswordRules,
): Result<NewPassword, PasswordCode> {
  const parsed = parsePassword(typed);
  if (!parsed.ok) return parsed;
  const password = parsed.value;
  const length = passwordLength(password);
  const least = LEAST_PASSWORD_CHARACTERS[use];
  if (length < least) return fail("password_too_short", `${length} of ${least} characters`);
  if (isContextual(password, context)) return fail("password_contextual");
  if (isCommon(password)) return fail("password_common");
  return ok({ password, length });
}

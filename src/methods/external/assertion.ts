import type { AccountId } from "../../base/ids.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import { ASSERTIONS, type Assertion } from "../../evidence/external.ts";
import type { ExternalCode } from "./codes.ts";

/** What was asserted, and by whom. */
export interface CheckedAssertion {
  readonly assertion: Assertion;
  readonly by: string;
}

/**
 * An identifier, as ids, addresses and URLs are: printable ASCII without spaces. Two approvals by
 * the same one are one, so nobody may have two spellings that look alike.
 */
const IDENTIFIER = /^[!-~]{1,200}$/;

/**
 * Checks what an operator or another system asserts about an account.
 *
 * @param by Who says it: the id of an operator, of another signed-in session, or of a system. Case
 *   does not tell two of them apart.
 * @returns `assertion_unknown`, `asserter_invalid`, or `asserter_is_account`: nobody approves of
 *   himself.
 */
export function checkAssertion(
  assertion: unknown,
  by: unknown,
  account: AccountId,
): Result<CheckedAssertion, ExternalCode> {
  const known = ASSERTIONS.find((each) => each === assertion);
  if (known === undefined) return fail("assertion_unknown", `one of ${ASSERTIONS.join(", ")}`);
  if (typeof by !== "string" || !IDENTIFIER.test(by)) {
    return fail("asserter_invalid", "1 to 200 printable ASCII characters without spaces");
  }
  const name = by.toLowerCase();
  if (name === account.toLowerCase()) return fail("asserter_is_account");
  return ok({ assertion: known, by: name });
}

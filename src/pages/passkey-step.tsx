import type { ReasonTextCode } from "../words/reason-text.ts";
import { say, sayReason } from "../words/say.ts";
import type { PageContext } from "./context.ts";

/** Why one more step is asked for: said once, in a sentence for each reason. */
export function Shortfalls({
  context: { language },
  codes,
}: {
  readonly context: PageContext;
  readonly codes: readonly ReasonTextCode[];
}) {
  if (codes.length === 0) return null;
  return (
    <div class="shortfalls">
      {codes.map((code) => (
        <p>{sayReason(language, code)}</p>
      ))}
    </div>
  );
}

/**
 * For those who want a security key: the browser is told so, and a key without PIN and fingerprint
 * reader is asked for no more than it has.
 */
export function WithKey({
  context: { language },
  ceremony,
  takesUnverified,
}: {
  readonly context: PageContext;
  readonly ceremony: "prove" | "enrol";
  readonly takesUnverified: boolean;
}) {
  return (
    <>
      {ceremony === "enrol" ? (
        <button type="button" class="quiet" data-passkey data-security-key disabled>
          {say(language, "enrol.securityKey")}
        </button>
      ) : null}
      {takesUnverified ? (
        <button type="button" class="quiet" data-passkey data-without-verification disabled>
          {say(language, "passkey.withoutVerification")}
        </button>
      ) : null}
    </>
  );
}

import { HOTP, Secret } from "otpauth";
import { equalBytes, utf8 } from "../../base/bytes.ts";
import { typedDigits } from "../../base/digits.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type { Instant } from "../../base/time.ts";
import type { TotpCode } from "./codes.ts";
import type { TotpParameters } from "./parameters.ts";

/** What is kept of a token, once its seed has been opened. */
export interface TotpRecord extends TotpParameters {
  readonly seed: Uint8Array<ArrayBuffer>;
  /** The latest step of which a code was accepted; null where none ever was. */
  readonly lastStep: number | null;
}

/**
 * How many steps before and after the present are accepted: a clock that runs ahead or behind, a
 * person who types slowly. RFC 6238 section 5.2 recommends one at most. With none a code of 30
 * seconds lives for 30 seconds, as ASVS 5.0 V6.5.5 has it.
 */
export type DriftSteps = 0 | 1 | 2;

export interface MatchedStep {
  /** To be written as `lastStep`, on the condition that what stands there is still lower. */
  readonly step: number;
  /** How far the token's clock is off, in steps: below zero, it is behind. */
  readonly drift: number;
}

/**
 * Checks a one-time password (RFC 6238 section 4.2, RFC 4226 section 5.3).
 *
 * Every step of the window is computed and compared, in constant time, whichever matches. Where two
 * steps happen to have the same code the later one counts, so that a text is never accepted twice;
 * and no step that is not later than the last one accepted ever matches again (B33).
 *
 * @returns `totp_malformed`, `totp_wrong` or `totp_used`.
 */
export function verifyTotp(
  record: TotpRecord,
  typed: unknown,
  now: Instant,
  drift: DriftSteps,
): Result<MatchedStep, TotpCode> {
  const digits = typeof typed === "string" ? typedDigits(typed) : undefined;
  if (digits === undefined || !/^[0-9]+$/.test(digits) || digits.length !== record.digits) {
    return fail("totp_malformed", `${record.digits} digits`);
  }
  const given = utf8(digits);
  const present = Math.floor(now / 1000 / record.period);
  const window = Array.from({ length: 2 * drift + 1 }, (_, index) => present - drift + index);
  const matching = window
    .filter((step) => step >= 0)
    .filter((step) => equalBytes(utf8(totpAt(record, step)), given));
  const step = matching.at(-1);
  if (step === undefined) return fail("totp_wrong");
  if (record.lastStep !== null && step <= record.lastStep) return fail("totp_used");
  return ok({ step, drift: step - present });
}

/** The code of a step: HOTP (RFC 4226 section 5.3) with the step as its counter. */
function totpAt({ seed, algorithm, digits }: TotpRecord, step: number): string {
  const secret = new Secret({ buffer: seed.slice().buffer });
  return HOTP.generate({ secret, algorithm, digits, counter: step });
}

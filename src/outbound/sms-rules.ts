import { fail, failFor, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import { windowAt } from "../base/window.ts";
import type { AccountId } from "../base/ids.ts";
import type { Transaction } from "../store/port.ts";

/** How many text messages may be queued in a day (UTC). */
export interface SmsLimits {
  readonly perNumber: number;
  readonly perAccount: number;
  /** For each entry of the allow list by itself. */
  readonly perCountry: number;
  readonly perSite: number;
}

/** To whom text messages go at all, and how many. */
export interface SmsRules {
  /** Calling codes, or longer beginnings: `+44`, `+1212`. Empty: text messages are off. */
  readonly countries: readonly string[];
  readonly limits: SmsLimits;
}

/**
 * Why no text message is queued.
 * - `sms_off`: nothing carries them, or no country is allowed.
 * - `number_malformed`: not in the form of E.164 (ITU-T E.164 section 6: 15 digits at most).
 * - `sms_country_refused`: a number of a country that is not on the allow list.
 * - `too_many_messages`: a limit of the day is reached; `detail` says which: `number`, `account`,
 *   `country` or `site`.
 */
export type SmsCode = "sms_off" | "number_malformed" | "sms_country_refused" | "too_many_messages";

const NUMBER = /^\+[1-9]\d{6,14}$/;
const DAY_SECONDS = 86_400;

/**
 * The entry of the allow list that a number belongs to. Toll fraud (messages to numbers whose owner
 * is paid for each) lives from senders that send everywhere: so nothing goes where nobody said so.
 */
export function countryOf(
  { countries }: SmsRules,
  to: string,
): Result<string, Exclude<SmsCode, "too_many_messages">> {
  if (countries.length === 0) return fail("sms_off");
  if (!NUMBER.test(to)) return fail("number_malformed");
  // The longest: `+1212` may have a limit of its own beside `+1`.
  const [country] = countries
    .filter((beginning) => to.startsWith(beginning))
    .toSorted((one, other) => other.length - one.length);
  return country === undefined ? fail("sms_country_refused") : ok(country);
}

/**
 * Counts a message against every limit of the day. The narrowest comes first and ends it, so that
 * whoever asks for one number again and again uses up that number's share and nobody else's.
 */
export async function countSms(
  tx: Pick<Transaction, "countUp">,
  rules: SmsRules,
  { to, account }: { readonly to: string; readonly account: AccountId | null },
  now: Instant,
): Promise<Result<void, SmsCode>> {
  const country = countryOf(rules, to);
  if (!country.ok) return country;
  const { perNumber, perAccount, perCountry, perSite } = rules.limits;
  const { start, secondsLeft } = windowAt(now, DAY_SECONDS);
  const exceeds = async (key: string, most: number) => (await tx.countUp(key, start)) > most;
  const tooMany = (which: string) => failFor("too_many_messages", secondsLeft, which);
  if (await exceeds(`sms:number:${to}`, perNumber)) return tooMany("number");
  if (account !== null && (await exceeds(`sms:account:${account}`, perAccount))) {
    return tooMany("account");
  }
  if (await exceeds(`sms:country:${country.value}`, perCountry)) return tooMany("country");
  if (await exceeds("sms:site", perSite)) return tooMany("site");
  return ok(undefined);
}

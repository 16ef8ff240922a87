import { type Instant, secondsBetween } from "../base/time.ts";
import { LANGUAGES, type Language } from "./languages.ts";

/** A day in words. In UTC, since a server does not know where the reader is. */
export function sayDay(language: Language, at: Instant): string {
  return new Intl.DateTimeFormat(LANGUAGES[language].locale, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(at);
}

/** A point in time in words, to the minute and with its zone, for what is read somewhere else. */
export function sayMoment(language: Language, at: Instant): string {
  const format = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
  return `${new Intl.DateTimeFormat(LANGUAGES[language].locale, format).format(at)} UTC`;
}

const UNITS = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** How far away a point in time is: "yesterday", "in 3 hours", "this minute". */
export function sayDistance(language: Language, at: Instant, now: Instant): string {
  const seconds = secondsBetween(now, at);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  const format = new Intl.RelativeTimeFormat(LANGUAGES[language].locale, { numeric: "auto" });
  return format.format(Math.trunc(seconds / size), unit);
}

/** How long to wait, never said shorter than it is: "in 5 minutes", "in 2 hours". */
export function sayWait(language: Language, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(LANGUAGES[language].locale);
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return minutes < 60
    ? format.format(minutes, "minute")
    : format.format(Math.ceil(minutes / 60), "hour");
}

/** Names in a row that belong together: "the phone and the key". */
export function sayAllOf(language: Language, names: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGES[language].locale, { type: "conjunction" }).format(names);
}

/** Names in a row of which one is enough: "the phone, the laptop or the key". */
export function sayOneOf(language: Language, names: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGES[language].locale, { type: "disjunction" }).format(names);
}

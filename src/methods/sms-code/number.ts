import { asciiDigits } from "../../base/digits.ts";

/** More than a number of fifteen digits takes with anything between them. */
const MOST_CHARACTERS = 64;

/** What people write between the digits of a number, and invisible marks that come with a copy. */
const BETWEEN = /[\s\p{Pd}\p{Cf}.()/]/gu;

/**
 * ITU-T E.164 section 6: a country code, which never begins with 0, and at most fifteen digits in
 * all. Numbers of fewer than seven digits are no subscribers'.
 */
const E164 = /^\+[1-9][0-9]{6,14}$/;

/**
 * Reads a telephone number into the form of E.164, `+` and its digits, or gives undefined.
 * A number without its country code is not completed: the guess would send a code to a stranger.
 * One number has one form, so that what counts against it cannot be split (bypass class B34).
 */
export function parseNumber(text: string): string | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const bare = asciiDigits(text.replaceAll(BETWEEN, "")).replace(/^＋/, "+");
  return E164.test(bare) ? bare : undefined;
}

/** Enough to recognise one's own number by, too little to learn somebody else's. */
export function maskNumber(number: string): string {
  return `•••${number.slice(-2)}`;
}

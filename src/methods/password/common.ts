import { readFileSync } from "node:fs";
import { spellings, unswapped } from "./spelling.ts";
import { isRuns } from "./tracks.ts";

/**
 * Words, names and walks that passwords are most often made of, one a line, folded and sorted. Put
 * together for Assay from what is commonly known; no list of stolen passwords was copied.
 */
const WORDS: ReadonlySet<string> = new Set(
  readFileSync(new URL("common-words.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n"),
);

/** In UTF-16 units. */
export const LONGEST_COMMON_WORD = Math.max(...Array.from(WORDS, ({ length }) => length));

/**
 * What people add to a word: one or two digits, a year, digits in a row, one digit held down; then
 * perhaps punctuation. With these each word of the list stands for some four hundred passwords.
 */
const ADDED =
  /^(?:[@#_*]?(?:\d{1,2}|(?:19|20)\d\d|0?123(?:4(?:5(?:6(?:7(?:8(?:90?)?)?)?)?)?)?|(?:(?:(?:54)?4)?321|54321|654321)|(\d)\1{2,}|007|101|420|786|911))?[!?.@#$*+]{0,3}$/;

/** A unit as short as this is a pattern whatever it is, once it is repeated. */
const SHORT_UNIT = 4;

/**
 * Whether a password, as a whole and without case, is one of those that are tried first
 * (NIST SP 800-63B-4 section 3.1.1.2; ASVS 5.0 V6.2.4): a word of the list, alone or with the usual
 * swaps and additions; the same thing over and over; runs along the keyboard. A password that only
 * has such a word in it is none.
 */
export function isCommon(password: string): boolean {
  return spellings(password).some(
    (text) => isListed(text) || isRuns(text) || isRunAndWord(text) || isRepeated(text),
  );
}

/** Whether a word, folded, stands on the list. */
export function isCommonWord(word: string): boolean {
  return WORDS.has(word);
}

/** What remains of a folded text once the usual additions at its end are taken off: each way. */
export function withoutAdded(text: string): readonly string[] {
  const ends = Array.from({ length: text.length }, (_, index) => index + 1);
  return ends.filter((end) => ADDED.test(text.slice(end))).map((end) => text.slice(0, end));
}

function isListed(text: string): boolean {
  return withoutAdded(text)
    .flatMap(unswapped)
    .some((word) => WORDS.has(word));
}

/** `123456dragon`: digits in front, and a word. */
function isRunAndWord(text: string): boolean {
  const front = /^\d+/.exec(text)?.[0] ?? "";
  return front !== "" && ADDED.test(front) && isListed(text.slice(front.length));
}

/** Whether a text is one unit over and over, perhaps broken off: a short one, or a common one. */
function isRepeated(text: string): boolean {
  for (let size = 1; size * 2 <= text.length; size += 1) {
    if (!isPeriod(text, size)) continue;
    const unit = text.slice(0, size);
    return size <= SHORT_UNIT || isListed(unit) || isRuns(unit);
  }
  return false;
}

function isPeriod(text: string, size: number): boolean {
  return text.slice(size) === text.slice(0, text.length - size);
}

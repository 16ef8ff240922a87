import type { Entry, ParamsOf, Piece, PluralEntry } from "./catalogue.ts";
import { piecesOf } from "./catalogue.ts";
import { en } from "./en.ts";
import { errorText, type ErrorTextCode, type ErrorTexts, type Problem } from "./error-text.ts";
import { LANGUAGES, type Language } from "./languages.ts";
import { type ReasonTextCode, type ReasonTexts, reasonText } from "./reason-text.ts";
import { sayWait } from "./when.ts";

type Source = typeof en;

/** Everything that can be said. A key that is not in the catalogue does not compile. */
export type WordKey = keyof Source;

/** The parameters of a key: all of them, and no others. */
export type WordParams<K extends WordKey> = {
  readonly [Name in ParamsOf<Source[K]>]: string | number;
};

/** The keys whose sentences take no parameters. */
export type PlainKey = {
  [K in WordKey]: [ParamsOf<Source[K]>] extends [never] ? K : never;
}[WordKey];

/** Nothing, where the sentence has no parameters. */
type Params<K extends WordKey> = [ParamsOf<Source[K]>] extends [never]
  ? readonly []
  : readonly [params: WordParams<K>];

/** A translation that lacks a key does not compile either. */
type Catalogue = Readonly<Record<WordKey, Entry>>;

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en };
const ERRORS: Readonly<Record<Language, ErrorTexts<ErrorTextCode>>> = { en: errorText };
const REASONS: Readonly<Record<Language, ReasonTexts<ReasonTextCode>>> = { en: reasonText };

/** What a person reads when an answer carries an error code. */
export function sayError(language: Language, code: ErrorTextCode): string {
  return ERRORS[language][code];
}

/** The same, with how long to wait where that is known. */
export function sayProblem(language: Language, { code, retryAfterSeconds }: Problem): string {
  const said = sayError(language, code);
  if (retryAfterSeconds === undefined) return said;
  const wait = say(language, "problem.again", { when: sayWait(language, retryAfterSeconds) });
  return `${said} ${wait}`;
}

/** Why a decision is what it is. */
export function sayReason(language: Language, code: ReasonTextCode): string {
  return REASONS[language][code];
}

/** A sentence in a language, as plain text: whoever puts it into a page escapes it there. */
export function say<K extends WordKey>(language: Language, key: K, ...[params]: Params<K>): string {
  const values: Readonly<Record<string, string | number>> = params ?? {};
  return piecesFor(language, key, values["count"])
    .map((piece) => ("text" in piece ? piece.text : shown(language, values[piece.param])))
    .join("");
}

/** The same sentence taken apart, for pages that put elements where its parameters stand. */
export function sayInPieces(
  language: Language,
  key: WordKey,
  count?: string | number,
): readonly Piece[] {
  return piecesFor(language, key, count);
}

/** Every plural form of a sentence, for a script that counts by itself. */
export function sayForms(language: Language, key: WordKey): PluralEntry {
  const entry: Entry = CATALOGUES[language][key];
  return typeof entry === "string" ? { other: entry } : entry;
}

function piecesFor(
  language: Language,
  key: WordKey,
  count: string | number | undefined,
): readonly Piece[] {
  const entry: Entry = CATALOGUES[language][key];
  if (typeof entry === "string") return piecesOf(entry);
  const rules = new Intl.PluralRules(LANGUAGES[language].locale);
  return piecesOf(entry[rules.select(Number(count))] ?? entry.other);
}

function shown(language: Language, value: string | number | undefined): string {
  if (typeof value !== "number") return value ?? "";
  return new Intl.NumberFormat(LANGUAGES[language].locale).format(value);
}

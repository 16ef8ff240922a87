import { type Entry, type ParamsOf, piecesOf } from "./catalogue.ts";
import { LANGUAGES, type Language } from "./languages.ts";
import { policyEn } from "./policy-en.ts";
import { policySimulateEn } from "./policy-simulate-en.ts";
import { policyTraceEn } from "./policy-trace-en.ts";

const source = { ...policyEn, ...policyTraceEn, ...policySimulateEn };

type Source = typeof source;

/** Everything that the commands can say about a policy. */
export type PolicyWordKey = keyof Source;

type Params<K extends PolicyWordKey> = [ParamsOf<Source[K]>] extends [never]
  ? readonly []
  : readonly [params: { readonly [Name in ParamsOf<Source[K]>]: string | number }];

const CATALOGUES: Readonly<Record<Language, Readonly<Record<PolicyWordKey, Entry>>>> = {
  en: source,
};

/** A sentence about a policy, as plain text. */
export function sayPolicy<K extends PolicyWordKey>(
  language: Language,
  key: K,
  ...[params]: Params<K>
): string {
  return sayPolicyOf(language, key, params ?? {});
}

/** The same where the key is made of a code: the table of codes is what holds it to its parameters. */
export function sayPolicyOf(
  language: Language,
  key: PolicyWordKey,
  values: Readonly<Record<string, string | number>>,
): string {
  const entry: Entry = CATALOGUES[language][key];
  const rules = new Intl.PluralRules(LANGUAGES[language].locale);
  const sentence =
    typeof entry === "string"
      ? entry
      : (entry[rules.select(Number(values["count"]))] ?? entry.other);
  return piecesOf(sentence)
    .map((piece) => ("text" in piece ? piece.text : String(values[piece.param] ?? "")))
    .join("");
}

/** Whether there is a sentence of this name: for codes that come as text. */
export function isPolicyWord(key: string): key is PolicyWordKey {
  return Object.hasOwn(source, key);
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A time in words, exactly: "36 hours" is "1 day 12 hours". */
export function sayDuration(language: Language, seconds: number): string {
  let left = Math.trunc(seconds);
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    const format = { style: "unit", unit, unitDisplay: "long" } as const;
    const said = new Intl.NumberFormat(LANGUAGES[language].locale, format).format(count);
    if (count > 0) parts.push(said);
  }
  return parts.join(" ");
}

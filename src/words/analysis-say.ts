import { analysisEn } from "./analysis-en.ts";
import { type Entry, type ParamsOf, piecesOf } from "./catalogue.ts";
import { claimsEn } from "./claims-en.ts";
import { LANGUAGES, type Language } from "./languages.ts";

const source = { ...analysisEn, ...claimsEn };

type Source = typeof source;

/** Everything that can be said about what breaks an account. */
export type AnalysisWordKey = keyof Source;

type Params<K extends AnalysisWordKey> = [ParamsOf<Source[K]>] extends [never]
  ? readonly []
  : readonly [params: { readonly [Name in ParamsOf<Source[K]>]: string | number }];

const CATALOGUES: Readonly<Record<Language, Readonly<Record<AnalysisWordKey, Entry>>>> = {
  en: source,
};

/** A sentence about what breaks an account, as plain text. */
export function sayAnalysis<K extends AnalysisWordKey>(
  language: Language,
  key: K,
  ...[params]: Params<K>
): string {
  return sayEntry(language, key, params ?? {});
}

/** What happened, in words: `malware(phone)` is "malicious software runs on the phone". */
export function sayCompromise(language: Language, compromise: string): string {
  return sayIndexed(language, "compromise", compromise);
}

/** What is lost, in words: `key-k1` is "the security key k1". */
export function sayAsset(language: Language, asset: string): string {
  const [, kind = "", which = ""] = /^(key|device)-(.+)$/.exec(asset) ?? [];
  return sayIndexed(language, "asset", kind === "" ? asset : `${kind}(${which})`);
}

/** A name that nobody put into words stands for itself. */
function sayIndexed(language: Language, kind: "compromise" | "asset", text: string): string {
  const [, name = text, index = ""] = /^([^()]+)(?:\((.+)\))?$/.exec(text) ?? [];
  const key = `${kind}.${name}`;
  if (!isWord(key)) return text;
  const device = `device.${index}`;
  const which = isWord(device) ? sayEntry(language, device, {}) : index;
  return sayEntry(language, key, { which }).trimEnd();
}

function sayEntry(
  language: Language,
  key: AnalysisWordKey,
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

function isWord(key: string): key is AnalysisWordKey {
  return Object.hasOwn(source, key);
}

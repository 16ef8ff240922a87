import type { Child } from "hono/jsx";
import type { Language } from "../words/languages.ts";
import { sayInPieces, type WordKey, type WordParams } from "../words/say.ts";

type Elements<K extends WordKey> = { readonly [Name in keyof WordParams<K>]: Child };

/** A sentence of the catalogue with elements where its parameters stand. */
export function Phrase<K extends WordKey>(props: {
  readonly language: Language;
  readonly say: K;
  readonly with: Elements<K>;
}) {
  const elements: Readonly<Record<string, Child>> = props.with;
  const pieces = sayInPieces(props.language, props.say);
  return <>{pieces.map((piece) => ("text" in piece ? piece.text : elements[piece.param]))}</>;
}

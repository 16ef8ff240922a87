/**
 * What a catalogue holds for one key: a sentence, or a sentence for each plural category that
 * CLDR knows for the language. A parameter stands in braces: `Sign in to {app}`.
 */
export type Entry = string | PluralEntry;

/** The sentence depends on the parameter `count`. Every language has `other`. */
export interface PluralEntry {
  readonly other: string;
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
}

/** The names in braces in a sentence, read by the type checker. */
type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The parameters that an entry takes, none of which may be left out. */
export type ParamsOf<E> = E extends string
  ? NamesIn<E>
  : "count" | { [Form in keyof E]: NamesIn<E[Form]> }[keyof E];

/** A sentence, taken apart where its parameters stand. */
export type Piece = { readonly text: string } | { readonly param: string };

/** Takes a sentence apart. Braces are never doubled: no sentence has a brace of its own. */
export function piecesOf(sentence: string): readonly Piece[] {
  return sentence
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? { param: part } : { text: part }))
    .filter((piece) => !("text" in piece) || piece.text !== "");
}

/** The usual swaps of a letter for what looks like it. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "@": "a",
  "5": "s",
  $: "s",
  "7": "t",
  "+": "t",
};

/** Spaces and punctuation, which stand between words or around them. */
const BETWEEN = /[\s\p{P}$+^`~|<=>]/gu;

/** Beyond what any password of the longest length comes to that anybody would type. */
const MOST_CHARACTERS = 512;

/** Without case, and without what only looks different (full-width, ligatures). */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Folded, and without spaces and punctuation. */
export function bare(text: string): string {
  return folded(text).replaceAll(BETWEEN, "");
}

/** What a password is compared as: folded, with and without spaces and punctuation. */
export function spellings(password: string): readonly string[] {
  const all = new Set([folded(password), bare(password)]);
  return [...all].filter((text) => text !== "" && text.length <= MOST_CHARACTERS);
}

/** A word, and what it may be with its swaps taken back: `1` and `!` stand for i and for l. */
export function unswapped(word: string): readonly string[] {
  if (!/[0134570!@$+]/.test(word)) return [word];
  const back = (one: string) =>
    word.replaceAll(/[0134570!@$+]/g, (character) => LOOKALIKES[character] ?? one);
  return [word, back("i"), back("l")];
}

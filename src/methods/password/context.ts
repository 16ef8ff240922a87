import { isCommonWord, LONGEST_COMMON_WORD, withoutAdded } from "./common.ts";
import { bare, spellings, unswapped } from "./spelling.ts";

/** Shorter pieces of a name or an address are in too many words to say anything. */
const SHORTEST = 3;
/** So many names and addresses are looked at, and so much of each. */
const MOST_NAMES = 50;
const MOST_CHARACTERS = 256;

/**
 * Whether a password is made of what is known about the account and the service
 * (NIST SP 800-63B-4 section 3.1.1.2: context-specific words and what derives from them): one or
 * several of these words, whole or in part, at most one common word between them, with the usual
 * swaps and additions. A longer password that has such a word in it is none.
 */
export function isContextual(password: string, context: readonly string[]): boolean {
  const words = context.slice(0, MOST_NAMES).flatMap(wordsOf);
  if (words.length === 0) return false;
  return spellings(password).some((text) =>
    withoutAdded(text.replace(/^\d{1,4}/, ""))
      .flatMap(unswapped)
      .some((rest) => isMadeOf(rest, words)),
  );
}

/** A name or an address, whole and in its parts: `hanna.m@mail.example` has `hanna` and `mail`. */
function wordsOf(name: string): readonly string[] {
  const short = name.slice(0, MOST_CHARACTERS);
  const parts = [short, ...short.split("@"), ...short.split(/[^\p{L}\p{M}\p{N}]+/u)];
  return [...new Set(parts.flatMap((part) => [bare(part), bare(part).replace(/\d+$/, "")]))].filter(
    (word) => word.length >= SHORTEST,
  );
}

/** Whether a text is nothing but words of the context, and one other common word at most. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  // By position: the ways to get there, each as "a word of the context is in it, a common one is in it".
  const ways = Array.from({ length: text.length + 1 }, () => new Set<Way>());
  ways[0]?.add("nothing");
  for (let from = 0; from < text.length; from += 1) {
    const here = ways[from];
    if (here === undefined || here.size === 0) continue;
    for (const word of words) {
      if (text.startsWith(word, from)) join(ways[from + word.length], here, withContext);
    }
    if (!here.has("nothing") && !here.has("context")) continue;
    const last = Math.min(text.length, from + LONGEST_COMMON_WORD);
    for (let to = from + SHORTEST + 1; to <= last; to += 1) {
      if (isCommonWord(text.slice(from, to))) join(ways[to], here, withCommon);
    }
  }
  const end = ways[text.length];
  return end?.has("context") === true || end?.has("both") === true;
}

type Way = "nothing" | "context" | "common" | "both";

function join(
  there: Set<Way> | undefined,
  here: ReadonlySet<Way>,
  step: (way: Way) => Way | undefined,
): void {
  for (const way of here) {
    const next = step(way);
    if (next !== undefined) there?.add(next);
  }
}

function withContext(way: Way): Way {
  return way === "nothing" || way === "context" ? "context" : "both";
}

function withCommon(way: Way): Way | undefined {
  if (way === "nothing") return "common";
  return way === "context" ? "both" : undefined;
}

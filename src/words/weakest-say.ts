import type { Language } from "./languages.ts";
import { say, type WordKey } from "./say.ts";
import { weakestEn } from "./weakest-en.ts";

type Kind = "needs" | "thing" | "lost";

type NamedKey = Extract<WordKey, `${Kind}.${string}`>;

/**
 * What happens, or what is lost, in words. One that nobody put into words stands for itself: whoever
 * names more of them than we do is understood all the same.
 */
export function sayNamed(language: Language, kind: Kind, what: string, which: string): string {
  const key = `${kind}.${what}`;
  return isNamed(key) ? say(language, key, { which }).trimEnd() : what;
}

function isNamed(key: string): key is NamedKey {
  return Object.hasOwn(weakestEn, key);
}

import type { Language } from "../words/languages.ts";
import { sayPolicy } from "../words/policy-say.ts";

export const LANGUAGE: Language = "en";

const WIDTH = 80;

/** Lines of at most eighty columns; a word that is longer stands alone. */
export function wrap(text: string, indent: number, hang = indent): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const room = WIDTH - (lines.length === 0 ? indent : hang);
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line]
    .map((each, index) => `${" ".repeat(index === 0 ? indent : hang)}${each}\n`)
    .join("");
}

/** A name, and what is to be said of it beside it. */
export function row(name: string, width: number, text: string, indent = 2): string {
  const hang = indent + width + 2;
  return wrap(
    `${name.padEnd(width).replaceAll(" ", HELD)}${HELD}${HELD}${text}`,
    indent,
    hang,
  ).replaceAll(HELD, " ");
}

/** Which policy was asked, and what was known. */
export function headText({
  policy,
  knowledge,
}: {
  readonly policy: string;
  readonly knowledge: string;
}): string {
  const rows = [
    [sayPolicy(LANGUAGE, "title.policy"), policy],
    [sayPolicy(LANGUAGE, "title.known"), knowledge],
  ] as const;
  return rows.map(([name, text]) => row(name, 6, text, 0)).join("");
}

/** A space at which no line is broken, while it is being broken. */
const HELD = "\u0000";

/** Controls, and what is not seen but turns the text around it: no line of ours needs them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;
const MOST = 64;

/**
 * A text that somebody else chose, made fit to stand in a line of ours: one line, short, nothing
 * that is not seen. A name cannot begin a header, a paragraph or a direction of its own.
 */
export function oneLine(text: string, most: number = MOST): string {
  const line = text.replaceAll(UNSEEN, " ").replaceAll(/\s+/gu, " ").trim();
  const letters = Array.from(line);
  return letters.length <= most ? line : `${letters.slice(0, most - 1).join("")}…`;
}

/**
 * The same for what somebody else chose and a mail program might take for an address of the web:
 * a name such as `example.org/help` would become a link in a message of ours.
 */
export function noLink(text: string): string {
  // U+2024 ONE DOT LEADER and U+2215 DIVISION SLASH look the same and make no address.
  return oneLine(text)
    .replaceAll(/\.(?=\S)/gu, "\u2024")
    .replaceAll("/", "\u2215")
    .replaceAll("@", "(at)");
}

/** Text as HTML, for content and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}

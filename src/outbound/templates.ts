import { piecesOf } from "../words/catalogue.ts";

/** The words of one kind of mail; parameters stand in braces, as in every catalogue. */
export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** A mail, written out. Plain text: it reads the same everywhere and hides no link. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
}

export function writeMail(
  words: MailWords,
  values: Readonly<Record<string, string | number>>,
): WrittenMail {
  const fill = (sentence: string) =>
    piecesOf(sentence)
      .map((piece) => ("text" in piece ? piece.text : String(values[piece.param] ?? "")))
      .join("");
  return {
    subject: fill(words.subject),
    text: `${words.paragraphs.map(fill).join("\n\n")}\n`,
  };
}

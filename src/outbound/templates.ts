import { unreachable } from "../base/fault.ts";
import { LANGUAGES, type Language } from "../words/languages.ts";
import { say } from "../words/say.ts";
import { type Block, textOf } from "./block.ts";
import type { CodeLetter, Letter, LinkLetter } from "./letter.ts";
import { htmlOf } from "./mail-html.ts";
import { noticeBlocks, noticeSubject } from "./notice.ts";
import { oneLine } from "./plain-text.ts";

/** Whose messages they are. */
export interface Site {
  /** What people read as its name. */
  readonly app: string;
  /** The host that people see in the browser, which a code by text message is bound to. */
  readonly host: string;
  readonly language: Language;
}

/** A mail, written out. */
export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Puts a letter into the words of a mail. */
export function writeMail(letter: Letter, given: Site): WrittenMail {
  const site = { ...given, app: oneLine(given.app) };
  const { language, app } = site;
  const subject = oneLine(subjectOf(letter, site), MOST_IN_SUBJECT);
  const foot: Block = { kind: "foot", text: say(language, "mail.by", { app }) };
  const blocks = [...blocksOf(letter, site), foot];
  const { locale, direction } = LANGUAGES[language];
  return {
    subject,
    text: textOf(blocks),
    html: htmlOf({ language: locale, direction, title: subject, blocks }),
  };
}

/** RFC 5322 section 2.1.1: a line should not be longer than 78 characters; more is folded. */
const MOST_IN_SUBJECT = 160;

function subjectOf(letter: Letter, { language, app }: Site): string {
  switch (letter.template) {
    case "email-code":
    case "sms-code":
      return say(language, "mail.code.subject", { code: letter.code, app });
    case "magic-link":
      return say(language, "mail.link.subject", { app });
    case "enrol-link":
      return say(language, "mail.enrol.subject", { app });
    case "notice":
      return noticeSubject(letter, { language, app });
    default:
      return unreachable(letter);
  }
}

function blocksOf(letter: Letter, site: Site): readonly Block[] {
  switch (letter.template) {
    case "email-code":
    case "sms-code":
      return codeBlocks(letter, site);
    case "magic-link":
      return linkBlocks(letter, site, "mail.link.use", "mail.link.notYou");
    case "enrol-link":
      return linkBlocks(letter, site, "mail.enrol.use", "mail.enrol.notYou");
    case "notice":
      return noticeBlocks(letter, site);
    default:
      return unreachable(letter);
  }
}

function codeBlocks({ code, minutes, link }: CodeLetter, { language, app }: Site) {
  const use = say(language, "mail.code.use", { app });
  const blocks: Block[] = [
    { kind: "code", code },
    { kind: "text", text: `${use} ${sayLife(language, minutes)}` },
  ];
  if (link !== null) {
    blocks.push({ kind: "link", text: say(language, "mail.code.orLink"), href: link });
  }
  blocks.push({ kind: "text", text: say(language, "mail.code.notYou", { app }) });
  return blocks;
}

function linkBlocks(
  { link, minutes }: LinkLetter,
  { language, app }: Site,
  use: "mail.link.use" | "mail.enrol.use",
  notYou: "mail.link.notYou" | "mail.enrol.notYou",
): readonly Block[] {
  // Not every sentence names the site; what it does not name is not put in.
  return [
    { kind: "link", text: say(language, use, { app }), href: link },
    { kind: "text", text: sayLife(language, minutes) },
    { kind: "text", text: say(language, notYou, { app }) },
  ];
}

/** "It works for 10 minutes." Hours where they are whole, and more than one. */
export function sayLife(language: Language, minutes: number): string {
  return minutes >= 120 && minutes % 60 === 0
    ? say(language, "mail.life.hours", { count: minutes / 60 })
    : say(language, "mail.life.minutes", { count: minutes });
}

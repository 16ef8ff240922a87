import { isIP } from "node:net";
import type { Language } from "../words/languages.ts";
import { say } from "../words/say.ts";
import { sayMoment } from "../words/when.ts";
import type { Block, Fact } from "./block.ts";
import type { NoticeLetter } from "./letter.ts";
import { noLink } from "./plain-text.ts";

interface Speaker {
  readonly language: Language;
  readonly app: string;
}

/** What a notice is about, in a line. What people chose themselves (names) never stands in it. */
export function noticeSubject({ notice, way }: NoticeLetter, { language, app }: Speaker): string {
  return say(language, `mail.${notice}.subject`, { app, way: sayWay(language, way) });
}

/** What happened, the facts of it, and what to do if that was not you. */
export function noticeBlocks(letter: NoticeLetter, { language, app }: Speaker): readonly Block[] {
  const { notice, report } = letter;
  return [
    { kind: "text", text: say(language, `mail.${notice}.text`, { app }) },
    { kind: "facts", facts: factsOf(letter, language) },
    report === null
      ? { kind: "text", text: say(language, "mail.report.none", { app }) }
      : { kind: "link", text: reportAction(letter, language), href: report },
  ];
}

function reportAction({ notice }: NoticeLetter, language: Language): string {
  return notice === "recovery-begun"
    ? say(language, "mail.recovery-begun.action")
    : say(language, "mail.report.action");
}

function factsOf(letter: NoticeLetter, language: Language): readonly Fact[] {
  const { way, name, at, until, browser, network } = letter;
  const facts: Fact[] = [];
  if (way !== null) {
    const what = sayWay(language, way);
    const named =
      name === null ? what : say(language, "mail.fact.named", { way: what, name: noLink(name) });
    facts.push([say(language, "mail.fact.way"), named]);
  }
  facts.push([say(language, "mail.fact.at"), sayMoment(language, at)]);
  if (until !== null) facts.push([say(language, "mail.fact.until"), sayMoment(language, until)]);
  if (browser !== null) facts.push([say(language, "mail.fact.browser"), noLink(browser)]);
  if (network !== null)
    facts.push([
      say(language, "mail.fact.network"),
      isIP(network) === 0 ? noLink(network) : network,
    ]);
  return facts;
}

/** A way to sign in, in words. */
export function sayWay(language: Language, way: NoticeLetter["way"]): string {
  return say(language, `mail.way.${way ?? "other"}`);
}

import { describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { type Letter, readLetter } from "../../src/outbound/letter.ts";
import { noLink, oneLine } from "../../src/outbound/plain-text.ts";
import { writeSms } from "../../src/outbound/sms-text.ts";
import { writeMail } from "../../src/outbound/templates.ts";
import { CODE, LINK, NOTICE, NOTICES, SITE, WAYS } from "./letters.ts";

const EVERY: readonly Letter[] = [
  CODE,
  { ...CODE, link: LINK.link },
  { ...CODE, template: "sms-code" },
  LINK,
  { ...LINK, template: "enrol-link", minutes: 24 * 60 },
  ...NOTICES.map((notice) => ({ ...NOTICE, notice })),
  ...NOTICES.map((notice) => ({ ...NOTICE, notice, way: null, name: null, report: null })),
  ...WAYS.map((way) => ({ ...NOTICE, way })),
];

describe("a mail with a code", () => {
  const { subject, text, html } = writeMail({ ...CODE, link: LINK.link }, SITE);

  test("has the code first, then the link, its life in words, and what to do if nobody asked", () => {
    expect(subject).toBe("012345 is your code for Example");
    expect(text).toMatch(/^012345\n\n/);
    const parts = ["012345", "It works for 10 minutes.", LINK.link, "If you did not ask for this"];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(html.indexOf("012345")).toBeLessThan(html.indexOf("<a "));
  });

  test("says one minute where it is one, and hours where they are whole", () => {
    expect(writeMail({ ...CODE, minutes: 1 }, SITE).text).toContain("for 1 minute.");
    expect(writeMail({ ...LINK, minutes: 120 }, SITE).text).toContain("for 2 hours.");
    expect(writeMail({ ...LINK, minutes: 90 }, SITE).text).toContain("for 90 minutes.");
  });
});

describe("every mail", () => {
  test.each(EVERY)("%j is whole", (letter) => {
    const { subject, text, html } = writeMail(letter, SITE);
    for (const part of [subject, text, html.replace(/style="[^"]*"/g, "")]) {
      expect(part).not.toMatch(/\{|\}|undefined|null|\[object/);
    }
    expect(subject).toMatch(/^[^\n\r]{10,78}$/);
    expect(text).toContain("Sent by Example.");
  });

  test.each(EVERY)("%j loads nothing, hides no link and runs nothing", (letter) => {
    const { html } = writeMail(letter, SITE);
    expect(html).not.toMatch(/<(?:img|script|link|iframe|style|form|object|svg|video)|src=|url\(/i);
    for (const [, href, shown] of html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
      expect(shown).toBe(href);
    }
    const named = [...html.matchAll(/https?:[^"<\s]+/g)].map(([url]) => url);
    const own = new Set(
      [LINK.link, NOTICE.report].map((url) => (url ?? "").replaceAll("&", "&#38;")),
    );
    expect(named.filter((url) => !own.has(url))).toEqual([]);
  });

  test.each(EVERY)("%j can be read aloud and in the dark", (letter) => {
    const { html } = writeMail(letter, SITE);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB" dir="ltr">/);
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    // No colour of ours stands on a background that is not.
    expect(html).not.toMatch(/(?:^|[^-])color:|background/);
    expect(html).not.toMatch(/font-size:(?:\d|1[0-2])px/);
  });

  test.each(EVERY)("%j says the same as text and as HTML", (letter) => {
    const { text, html } = writeMail(letter, SITE);
    const spoken = html
      .replace(/<head>[\s\S]*<\/head>/, "")
      .replaceAll(/<[^>]+>/g, "")
      .replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));
    const words = (said: string) => said.split(/\s+/).filter((word) => word !== "");
    expect(words(spoken)).toEqual(words(text));
  });
});

describe("a notice", () => {
  test("says what happened, to what, when, from where, and what to do", () => {
    const { subject, text } = writeMail(NOTICE, SITE);
    expect(subject).toBe("New way to sign in to Example: passkey");
    expect(text).toContain("What: passkey: “Ann's laptop”");
    expect(text).toContain("When: 15 January 2027 at 08:00 UTC");
    expect(text).toContain("Browser: Firefox on Linux");
    expect(text).toContain("Network: 192.0.2.1");
    expect(text).toContain(`If this was not you, say so here:\n${NOTICE.report}`);
  });

  test("of a recovery says until when it can be stopped, and where", () => {
    const until = instant(1_800_086_400_000);
    const { text } = writeMail({ ...NOTICE, notice: "recovery-begun", until }, SITE);
    expect(text).toContain("Until: 16 January 2027 at 08:00 UTC");
    expect(text).toContain(`If this was not you, stop it here:\n${NOTICE.report}`);
  });

  test("without a page to say so on tells what helps all the same", () => {
    const { text, html } = writeMail({ ...NOTICE, report: null }, SITE);
    expect(text).toContain("If this was not you, sign in to Example");
    expect(html).not.toContain("<a ");
  });
});

describe("what somebody else chose", () => {
  const evil = 'Free money\r\n\r\nhttps://evil.example/x <a href="//evil">\u202Egpj.exe\u0000';

  test("adds no line, no markup and no link to a mail", () => {
    const name = evil;
    const { subject, text, html } = writeMail({ ...NOTICE, name, browser: evil }, SITE);
    expect(subject).not.toContain("money");
    expect(text).not.toContain("https://evil");
    expect(text.split("\n").filter((line) => line.includes("money"))).toHaveLength(2);
    expect(text).not.toMatch(/\u202E|(?!\n)\p{Cc}/u);
    expect(html).not.toMatch(/<a href="\/\/evil|evil\.example/);
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  test("does not stand in a text message", () => {
    expect(writeSms({ ...NOTICE, name: evil, browser: evil }, SITE)).not.toMatch(/money|evil/);
  });

  test("is one short line", () => {
    expect(oneLine(" a\r\n\tb\u2028c\u202Ed ")).toBe("a b c d");
    expect(Array.from(oneLine("😀".repeat(100)))).toHaveLength(64);
    expect(noLink("www.evil.example/a@b")).not.toMatch(/[./@]\S/);
    expect(noLink("Pixel 8. Ann's")).toBe("Pixel 8. Ann's");
  });

  test("a site's own name adds no line either", () => {
    const app = 'Ex\r\nBcc: eve@example.org\n<b>"ample';
    const { subject, text, html } = writeMail(CODE, { ...SITE, app });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(html).not.toContain("<b>");
    expect(writeSms({ ...CODE, template: "sms-code" }, { ...SITE, app })).not.toMatch(/\n<b>/);
  });
});

describe("a text message", () => {
  /** 3GPP TS 23.038: what costs one segment of 160, not of 70. */
  const GSM = /^[\n\r @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà-]*$/;

  test("with a code ends in the line that binds it to the site", () => {
    const text = writeSms({ ...CODE, template: "sms-code" }, SITE);
    expect(text).toBe(
      "012345 is your code for Example. It works for 10 minutes. Give it to nobody.\n\n@accounts.example #012345",
    );
  });

  test.each(EVERY)("%j costs one segment, or two where it holds a link", (letter) => {
    const text = writeSms(letter, SITE);
    expect(text).toMatch(GSM);
    expect(text.length).toBeLessThanOrEqual(text.includes("https://") ? 306 : 160);
    expect(text).not.toMatch(/\{|\}|undefined|null/);
  });
});

describe("a letter", () => {
  test.each(EVERY)("%j is read as it was written", (letter) => {
    expect(readLetter(JSON.parse(JSON.stringify(letter)))).toEqual(letter);
  });

  test("of an earlier version is read", () => {
    const earlier = { template: "email-code", code: "012345", minutes: 10 };
    expect(readLetter(earlier)).toEqual({ ...earlier, link: null });
  });

  test.each([
    null,
    "text",
    {},
    { template: "email-code", minutes: 10 },
    { template: "email-code", code: 12345, minutes: 10 },
    { template: "magic-link", minutes: 10 },
    { template: "notice", at: 1 },
    { template: "notice", notice: "other", at: 1 },
    { template: "other", code: "1", minutes: 1 },
  ])("%j is none", (value) => {
    expect(readLetter(value)).toBeUndefined();
  });
});

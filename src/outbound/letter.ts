import type { Instant } from "../base/time.ts";

/**
 * What is said in a message, before it is put into words. This is what is sealed and queued, so a
 * value that an earlier version wrote has to be readable for as long as messages wait.
 */
export type Letter = CodeLetter | LinkLetter | NoticeLetter;

/** A code to be typed: first, and large. */
export interface CodeLetter {
  readonly template: "email-code" | "sms-code";
  /** Six digits. */
  readonly code: string;
  /** How long it works. */
  readonly minutes: number;
  /** A second way to the same: it stands behind the code. In a text message there is none. */
  readonly link: string | null;
}

/** A link to be opened. */
export interface LinkLetter {
  /** `enrol-link`: what an operator sends to somebody who has lost everything. */
  readonly template: "magic-link" | "enrol-link";
  readonly link: string;
  readonly minutes: number;
}

const NOTICES = [
  "way-added",
  "way-removed",
  "way-suspended",
  /** A stored way to sign in counts for less than it did: it was re-assessed. */
  "way-weaker",
  "signed-in",
  "address-added",
  "address-removed",
  /** `until`: when the waiting ends. `report`: the link that stops it. */
  "recovery-begun",
  "recovery-done",
  /** An operator made a link by which a new passkey can be created. */
  "link-made",
  /** Somebody asked to sign up with an address that has an account. Only its owner learns of it. */
  "sign-up-again",
] as const;

export type Notice = (typeof NOTICES)[number];

/** Ways to sign in, by the names that the evidence has for them. */
const WAYS = [
  "passkey",
  "password",
  "totp",
  "sms-code",
  "email-code",
  "magic-link",
  "recovery-code",
  "external",
] as const;

export type Way = (typeof WAYS)[number];

/** Tells somebody what happened to their account. */
export interface NoticeLetter {
  readonly template: "notice";
  readonly notice: Notice;
  readonly at: Instant;
  /** Which way to sign in it is about. */
  readonly way: Way | null;
  /** What the person called it. */
  readonly name: string | null;
  readonly until: Instant | null;
  /** What the browser called itself, in words: `Firefox on Linux`. */
  readonly browser: string | null;
  /** Where it came from, as far as the network says. */
  readonly network: string | null;
  /** Where somebody says "that was not me"; null: there is no such page. */
  readonly report: string | null;
}

/** A letter as it was sealed, or undefined where it is none. */
export function readLetter(value: unknown): Letter | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const read = readerOf(value);
  const template = read.text("template");
  switch (template) {
    case "email-code":
    case "sms-code": {
      const [code, minutes] = [read.text("code"), read.number("minutes")];
      if (code === null || minutes === null) return undefined;
      return { template, code, minutes, link: read.text("link") };
    }
    case "magic-link":
    case "enrol-link": {
      const [link, minutes] = [read.text("link"), read.number("minutes")];
      return link === null || minutes === null ? undefined : { template, link, minutes };
    }
    case "notice":
      return readNotice(read);
    case null:
    default:
      return undefined;
  }
}

type Reader = ReturnType<typeof readerOf>;

/** What is missing or of another type is null. */
function readerOf(value: object) {
  const members: Readonly<Record<string, unknown>> = { ...value };
  return {
    text(name: string) {
      const member = members[name];
      return typeof member === "string" ? member : null;
    },
    number(name: string) {
      const member = members[name];
      return typeof member === "number" ? member : null;
    },
  };
}

function readNotice(read: Reader): NoticeLetter | undefined {
  const notice = NOTICES.find((one) => one === read.text("notice"));
  const at = read.number("at");
  if (notice === undefined || at === null) return undefined;
  return {
    template: "notice",
    notice,
    at: at as Instant,
    way: WAYS.find((one) => one === read.text("way")) ?? null,
    name: read.text("name"),
    until: read.number("until") as Instant | null,
    browser: read.text("browser"),
    network: read.text("network"),
    report: read.text("report"),
  };
}

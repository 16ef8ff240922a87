import { instant } from "../../src/base/time.ts";
import type {
  CodeLetter,
  LinkLetter,
  Notice,
  NoticeLetter,
  Way,
} from "../../src/outbound/letter.ts";
import type { Site } from "../../src/outbound/templates.ts";

/** Letters as flows write them. */

/** As tables, so that one that is added is asked for here. */
export const NOTICES = namesOf<Notice>({
  "way-added": true,
  "way-removed": true,
  "way-suspended": true,
  "way-weaker": true,
  "signed-in": true,
  "address-added": true,
  "address-removed": true,
  "recovery-begun": true,
  "recovery-done": true,
  "link-made": true,
  "sign-up-again": true,
});

export const WAYS = namesOf<Way>({
  passkey: true,
  password: true,
  totp: true,
  "sms-code": true,
  "email-code": true,
  "magic-link": true,
  "recovery-code": true,
  external: true,
});

function namesOf<Name extends string>(table: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(table) as Name[];
}

export const SITE: Site = { app: "Example", host: "accounts.example", language: "en" };

export const CODE: CodeLetter = {
  template: "email-code",
  code: "012345",
  minutes: 10,
  link: null,
};

export const LINK: LinkLetter = {
  template: "magic-link",
  link: "https://accounts.example/l/abc?d=1&e=2",
  minutes: 10,
};

export const NOTICE: NoticeLetter = {
  template: "notice",
  notice: "way-added",
  at: instant(1_800_000_000_000),
  way: "passkey",
  name: "Ann's laptop",
  until: null,
  browser: "Firefox on Linux",
  network: "192.0.2.1",
  report: "https://accounts.example/n/s3cr3t",
};

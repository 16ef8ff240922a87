import { describe, expect, test } from "vitest";
import { type Instant, plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import type { AccountView } from "../../src/policy/requirement.ts";
import { account } from "./accounts.ts";
import { ask, optionsOf, shown } from "./ask.ts";
import { BEN, enrolment, NOW } from "./evidence.ts";
import {
  ADDRESS,
  begun,
  external,
  link,
  mail,
  MAIL_CHANNEL,
  notified,
  OTHER_MAIL_CHANNEL,
  password,
  savedCode,
  SMS_CHANNEL,
  sms,
  totp,
  vetoed,
} from "./others.ts";
import { PASSKEYS } from "./knowledge.ts";

/** DESIGN section 4, column `balanced`, row "recovery": who waits, who is told, and who may say no. */

const DAY = 86_400;
const LATER = plusSeconds(NOW, DAY);
const newKey = enrolment({ ...PASSKEYS.platform, credential: "new" });
const holder = account({
  passkeys: ["platform"],
  secrets: ["password", "totp", "sms-code", "recovery-code"],
  channels: 2,
});

function recover(evidence: readonly Evidence[], now: Instant = NOW, who: AccountView = holder) {
  return ask("recover", evidence, { account: who, now });
}

describe("balanced: another passkey recovers at once", () => {
  test("with what is enough to sign in", () => {
    expect(optionsOf(recover([shown("platform")]))).toContain("enrol passkey");
    expect(recover([shown("platform"), newKey])).toMatchObject({
      answer: "allow",
      rule: "recover/1",
    });
  });
});

describe("R09 balanced: an operator's link takes one factor or a saved code, a day and a notice", () => {
  const opened = external("enrolment-link");
  const ways: readonly (readonly [string, Evidence])[] = [
    ["a password", password()],
    ["a one-time password", totp()],
    ["a text message", sms()],
    ["a passkey without user verification", shown("platform", { userVerified: false })],
    ["a saved code", savedCode()],
  ];
  const told = [begun(), notified(OTHER_MAIL_CHANNEL)];

  test.each(ways)("with %s", (_, one) => {
    const all = [opened, one];
    expect(recover(all)).toMatchObject({
      answer: "wait",
      until: null,
      notices: 1,
      delaySeconds: DAY,
    });
    expect(recover([...all, begun()])).toMatchObject({ answer: "wait", until: LATER, notices: 1 });
    const waiting = [...all, ...told];
    expect(recover(waiting)).toMatchObject({ answer: "wait", until: LATER, notices: 0 });
    expect(recover([...waiting, newKey], plusSeconds(LATER, -1)).answer).toBe("wait");
    expect(optionsOf(recover(waiting, LATER))).toContain("enrol passkey");
    expect(recover([...waiting, newKey], LATER).answer).toBe("allow");
  });

  test("not the link alone, nor another word of the operator", () => {
    expect(recover([opened]).answer).toBe("need");
    expect(recover([opened, external("approval")]).answer).toBe("need");
    expect(recover([external("approval"), password()]).answer).toBe("need");
    expect(recover([opened, mail()]).answer).toBe("need");
  });

  test("without a notice that left, the day does not end", () => {
    const waiting = [opened, password(), begun(), newKey];
    expect(recover(waiting, plusSeconds(NOW, 30 * DAY))).toMatchObject({
      answer: "wait",
      notices: 1,
    });
  });

  test("a notice that left before, or about somebody else, is none", () => {
    const before = notified(OTHER_MAIL_CHANNEL, { at: plusSeconds(NOW, -1) });
    const others = notified(OTHER_MAIL_CHANNEL, { account: BEN });
    const waiting = [opened, password(), begun(), before, others, newKey];
    expect(recover(waiting, LATER)).toMatchObject({ answer: "wait", notices: 1 });
  });

  test("the day begins with the notice, not before it", () => {
    const late = plusSeconds(NOW, DAY - 60);
    const waiting = [
      opened,
      password(),
      begun(),
      notified(OTHER_MAIL_CHANNEL, { at: late }),
      newKey,
    ];
    expect(recover(waiting, LATER).answer).toBe("wait");
    expect(recover(waiting, plusSeconds(late, DAY)).answer).toBe("allow");
  });

  test("whoever was told ends it, and only he, and only this attempt", () => {
    const keyless = account({ secrets: ["password"], everHad: ["passkey"] });
    const waiting = [opened, password(), ...told, newKey];
    const after = (veto: Evidence) => recover([...waiting, veto], LATER, keyless);
    const refused = after(vetoed({ at: plusSeconds(NOW, 60) }));
    expect(refused.answer).toBe("refuse");
    expect(refused.reasons[0]).toEqual({ rule: "recover", code: "vetoed", evidence: null });
    expect(after(vetoed()).answer).toBe("refuse");
    expect(after(vetoed({ account: BEN })).answer).toBe("allow");
  });

  test("after an earlier veto it takes twice as long, and never more than two weeks", () => {
    const keyless = account({ secrets: ["password"], everHad: ["passkey"] });
    const stopped = (times: number) =>
      Array.from({ length: times }, (_, before) => vetoed({ at: plusSeconds(NOW, -1 - before) }));
    const after = (times: number, days: number) => {
      const evidence = [opened, password(), ...told, newKey, ...stopped(times)];
      return recover(evidence, plusSeconds(LATER, (days - 1) * 86_400), keyless).answer;
    };
    expect([after(0, 1), after(1, 1), after(1, 2)]).toEqual(["allow", "wait", "allow"]);
    expect([after(2, 3), after(2, 4)]).toEqual(["wait", "allow"]);
    expect([after(9, 13), after(9, 14)]).toEqual(["wait", "allow"]);
  });

  test("a passkey that signs in is not stopped by a veto", () => {
    const evidence = [...told, vetoed(), shown("platform"), newKey];
    expect(recover(evidence).answer).toBe("allow");
  });
});

describe("R09 balanced: a saved code and a link by mail, where two channels exist", () => {
  const both = [savedCode(), link()];
  const lost = {
    ...holder,
    credentials: holder.credentials.filter(({ method }) => method === "recovery-code"),
  };

  test("not offered with one channel", () => {
    expect(recover(both, NOW, lost).answer).toBe("wait");
    expect(recover(both, NOW, { ...lost, channels: 1 }).answer).not.toBe("wait");
    const evidence = [...both, begun(), notified(SMS_CHANNEL), newKey];
    expect(recover(evidence, LATER, lost).answer).toBe("allow");
    expect(recover(evidence, LATER, { ...lost, channels: 1 }).answer).not.toBe("allow");
  });

  test("a notice to the mailbox that recovers tells nobody", () => {
    const own = [...both, begun(), notified(MAIL_CHANNEL), newKey];
    expect(recover(own, LATER, lost)).toMatchObject({ answer: "wait", notices: 1 });
    const other = [...both, begun(), notified(OTHER_MAIL_CHANNEL), newKey];
    expect(recover(other, LATER, lost).answer).toBe("allow");
    const number = { kind: "sms", address: ADDRESS } as const;
    expect(recover([...both, begun(), notified(number), newKey], LATER, lost).answer).toBe("allow");
  });

  test("a link alone, a code alone, and a code by mail are not enough", () => {
    for (const some of [[link()], [savedCode()], [savedCode(), mail()], [link(), mail()]]) {
      expect(recover(some, NOW, lost).answer).not.toBe("wait");
      const waited = [...some, begun(), notified(SMS_CHANNEL), newKey];
      expect(recover(waited, LATER, lost).answer).not.toBe("allow");
    }
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { ask, balancedWith } from "./ask.ts";
import { NOW } from "./evidence.ts";
import {
  ADDRESS,
  begun,
  link,
  MAIL_CHANNEL,
  notified,
  NUMBER,
  OTHER_ADDRESS,
  OTHER_MAIL_CHANNEL,
  password,
  SMS_CHANNEL,
  sms,
  vetoed,
} from "./others.ts";

/** Time and notices are facts like all others: they only add, but for a veto. */

const MINUTE = 60;
const at = (seconds: number) => ({ at: plusSeconds(NOW, seconds) });
const END = plusSeconds(NOW, 3 * MINUTE);

function paying(notices: number, ...prove: readonly ("password" | "magic-link" | "sms-code")[]) {
  const rule = { allOf: prove.map((method) => ({ prove: method })), delaySeconds: MINUTE, notices };
  const policy = balancedWith({ actions: { pay: { anyOf: [rule] } } });
  const who = account({ secrets: ["password", "sms-code"] });
  return (evidence: readonly Evidence[], now = END) =>
    ask("pay", evidence, { policy, account: who, now });
}

describe("waiting", () => {
  const pay = paying(1, "password");

  test("begins once, by the first word that it began", () => {
    const told = notified(MAIL_CHANNEL, at(0));
    const first = [password(), begun(at(0)), told];
    expect(pay(first, plusSeconds(NOW, MINUTE - 1)).answer).toBe("wait");
    expect(pay(first, plusSeconds(NOW, MINUTE)).answer).toBe("allow");
    expect(pay([...first, begun(at(MINUTE))], plusSeconds(NOW, MINUTE)).answer).toBe("allow");
    expect(pay([begun(at(MINUTE)), ...first], plusSeconds(NOW, MINUTE)).answer).toBe("allow");
  });

  test("says until when, how many are to be told, and by which rule", () => {
    expect(pay([password()], NOW)).toMatchObject({
      answer: "wait",
      until: null,
      rule: "pay/1",
      notices: 1,
      delaySeconds: MINUTE,
      reasons: [],
    });
    const running = pay([password(), begun(at(0)), notified(MAIL_CHANNEL, at(0))], NOW);
    expect(running).toMatchObject({ answer: "wait", until: plusSeconds(NOW, MINUTE), notices: 0 });
  });

  test("does not begin before all was shown", () => {
    expect(pay([begun(at(0)), notified(MAIL_CHANNEL, at(0))]).answer).toBe("need");
  });

  test("a veto ends it from its first instant on", () => {
    const waited = [password(), begun(at(0)), notified(MAIL_CHANNEL, at(0))];
    expect(pay([...waited, vetoed(at(0))]).answer).toBe("refuse");
    expect(pay([...waited, vetoed(at(-1))]).answer).toBe("allow");
    // A veto before anything waits has nothing to say no to.
    expect(pay([password(), vetoed(at(0))], NOW).answer).toBe("wait");
  });
});

describe("a notice counts only where it does not fall with what was shown", () => {
  const told = (channel: typeof MAIL_CHANNEL) => [begun(at(0)), notified(channel, at(0))];

  test("not to the number that gave the code, nor to the mailbox that resets the password", () => {
    const bySms = paying(1, "sms-code");
    expect(bySms([sms(), ...told(SMS_CHANNEL)]).answer).toBe("wait");
    expect(bySms([sms(), ...told(MAIL_CHANNEL)]).answer).toBe("allow");
    const other = { kind: "sms", address: `${NUMBER}1` } as const;
    expect(bySms([sms(), ...told(other)]).answer).toBe("allow");
    const byPassword = paying(1, "password");
    const resettable = password({ resetBy: [ADDRESS] });
    expect(byPassword([resettable, ...told(MAIL_CHANNEL)]).answer).toBe("wait");
    expect(byPassword([resettable, ...told(OTHER_MAIL_CHANNEL)]).answer).toBe("allow");
  });

  test("more evidence takes none away: of two links the one that leaves a notice is used", () => {
    const pay = paying(1, "magic-link");
    const one = link({ address: ADDRESS });
    const other = link({ address: OTHER_ADDRESS });
    const waited = told(OTHER_MAIL_CHANNEL);
    expect(pay([one, ...waited]).answer).toBe("allow");
    expect(pay([one, other, ...waited]).answer).toBe("allow");
    expect(pay([other, one, ...waited]).answer).toBe("allow");
    expect(pay([other, ...waited]).answer).toBe("wait");
  });

  test("whatever is shown, in whichever order", () => {
    const pay = paying(2, "magic-link", "sms-code");
    const addresses = fc.constantFrom(ADDRESS, OTHER_ADDRESS, "ann@example.com");
    const numbers = fc.constantFrom(NUMBER, `${NUMBER}1`);
    const facts = fc.array(
      fc.oneof(
        addresses.map((address): Evidence => link({ address })),
        numbers.map((number): Evidence => sms({ number })),
        addresses.map((address): Evidence => notified({ kind: "email", address }, at(0))),
        numbers.map((address): Evidence => notified({ kind: "sms", address }, at(0))),
        fc.constant(0).map((): Evidence => begun(at(0))),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(facts, facts, (some, more) => {
        if (pay(some).answer !== "allow") return;
        expect(pay([...more, ...some]).answer).toBe("allow");
        expect(pay([...some, ...more]).answer).toBe("allow");
      }),
      { numRuns: 500 },
    );
  });
});

describe("the answer says how it goes at best", () => {
  const pay = paying(1, "magic-link");
  const links = [link({ address: ADDRESS }), link({ address: OTHER_ADDRESS })];

  test.each([[links], [links.toReversed()]])("whichever link was opened first: %#", (shown) => {
    const one = [...shown, begun(at(0)), notified(OTHER_MAIL_CHANNEL, at(0))];
    expect(pay(one, NOW)).toMatchObject({ notices: 0, until: plusSeconds(NOW, MINUTE) });
    const both = [...one, notified(MAIL_CHANNEL, at(10))];
    expect(pay(both, plusSeconds(NOW, 10))).toMatchObject({ until: plusSeconds(NOW, MINUTE) });
    const later = [
      ...shown,
      begun(at(0)),
      notified(MAIL_CHANNEL, at(0)),
      notified(OTHER_MAIL_CHANNEL, at(10)),
    ];
    expect(pay(later, plusSeconds(NOW, 10))).toMatchObject({ until: plusSeconds(NOW, MINUTE) });
    expect(pay([...shown, begun(at(0))], NOW)).toMatchObject({ notices: 1 });
  });
});

describe("the time is counted from when enough were told", () => {
  test("by the first of several notices, in whichever order they stand", () => {
    const pay = paying(1, "password");
    const told = [
      notified(MAIL_CHANNEL, at(30)),
      notified(SMS_CHANNEL, at(20)),
      notified(MAIL_CHANNEL, at(5)),
    ];
    const waited = [password(), begun(at(0)), ...told];
    expect(pay(waited, plusSeconds(NOW, MINUTE + 4)).answer).toBe("wait");
    expect(pay(waited, plusSeconds(NOW, MINUTE + 5)).answer).toBe("allow");
  });

  test("and the last of those who have to be", () => {
    const pay = paying(2, "password");
    const told = [notified(MAIL_CHANNEL, at(10)), notified(SMS_CHANNEL, at(20))];
    const waited = [password(), begun(at(0)), ...told];
    expect(pay(waited, plusSeconds(NOW, MINUTE + 19)).answer).toBe("wait");
    expect(pay(waited, plusSeconds(NOW, MINUTE + 20)).answer).toBe("allow");
    const again = [...waited, notified(SMS_CHANNEL, at(70)), notified(OTHER_MAIL_CHANNEL, at(70))];
    expect(pay(again, plusSeconds(NOW, MINUTE + 20)).answer).toBe("allow");
  });
});

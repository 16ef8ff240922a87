import { describe, expect, test } from "vitest";
import type { AccountId, AttemptId } from "../../src/base/ids.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { createOutbox, type Posting } from "../../src/outbound/outbox.ts";
import type { SmsRules } from "../../src/outbound/sms-rules.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { CODE, LINK, NOTICE } from "./letters.ts";
import { keys, NUMBER, START } from "./office.ts";

const ACCOUNT = "account" as AccountId;

function desk(rules: Partial<SmsRules> = {}) {
  const limits = { perNumber: 2, perAccount: 3, perCountry: 4, perSite: 5 };
  const store = createMemoryStore();
  const outbox = createOutbox({ keys, rules: { countries: ["+44", "+49"], limits, ...rules } });
  const queue = (more: Partial<Posting> = {}, now = START) => {
    const posting: Posting = {
      channel: "sms",
      to: NUMBER,
      letter: { ...CODE, template: "sms-code" },
      account: null,
      attempt: null,
      ...more,
    };
    return store.transact((tx) => outbox.queue(tx, posting, now));
  };
  const queued = () => store.messagesTo(undefined, 100);
  return { store, queue, queued };
}

describe("the outbox", () => {
  test("queues a message, sealed and bound to its address, until it is of no use", async () => {
    const { queue, queued } = desk();
    const mail = { channel: "email", to: "ann@example.org" } as const;
    const ids = { account: ACCOUNT, attempt: "attempt" as AttemptId };
    const answers = [
      await queue({ ...mail, letter: CODE, ...ids }),
      await queue({ ...mail, letter: LINK }),
      await queue({ ...mail, letter: NOTICE }),
    ];
    const records = (await queued()).toReversed();
    expect(answers).toEqual(records.map(({ id }) => ({ ok: true, value: id })));
    expect(records[0]).toMatchObject({ ...mail, ...ids, state: "queued", tries: 0, dueAt: START });
    expect(records.map(({ notAfter }) => notAfter)).toEqual([
      plusSeconds(START, 600),
      plusSeconds(START, 600),
      plusSeconds(START, 86_400),
    ]);
    expect(JSON.stringify(records)).not.toMatch(/012345|abc\?d=1|laptop/);
    const [{ sealed }] = records as [(typeof records)[number]];
    expect(keys.open("message", sealed, mail.to)).toMatchObject({ ok: true, value: CODE });
    expect(keys.open("message", sealed, "eve@example.org").ok).toBe(false);
  });

  test("never counts mail", async () => {
    const { queue, queued } = desk({ countries: [] });
    for (let index = 0; index < 9; index += 1) await queue({ channel: "email", to: "a@b.example" });
    expect(await queued()).toHaveLength(9);
  });
});

describe("text messages", () => {
  const code = async (answer: Promise<object>) => answer;

  test("are off where no country is named", async () => {
    const { queue, queued } = desk({ countries: [] });
    expect(await code(queue())).toMatchObject({ ok: false, code: "sms_off" });
    expect(await queued()).toEqual([]);
  });

  test.each(["+15005550006", "+4315005550006", "+8613800138000"])(
    "go to no country that is not named: %s",
    async (to) => {
      const { queue, queued } = desk();
      expect(await queue({ to })).toMatchObject({ ok: false, code: "sms_country_refused" });
      expect(await queued()).toEqual([]);
    },
  );

  test.each([
    "441632960961",
    "+44 1632 960961",
    "+44",
    "+0441632960961",
    "+44163296096112345",
    "+44163296096a",
    `${NUMBER}\n`,
    "",
  ])("go to numbers in the form of E.164 only: %j", async (to) => {
    const { queue } = desk();
    expect(await queue({ to })).toMatchObject({ ok: false, code: "number_malformed" });
  });

  test("are counted by number: who asks again and again uses up nobody else's", async () => {
    const { queue } = desk({ limits: { perNumber: 2, perAccount: 9, perCountry: 3, perSite: 9 } });
    for (const ok of [true, true, false, false, false]) {
      expect(await queue()).toMatchObject(
        ok ? { ok } : { code: "too_many_messages", detail: "number" },
      );
    }
    expect(await queue({ to: "+441632960962" })).toMatchObject({ ok: true });
  });

  test("are counted by account, whatever its numbers are", async () => {
    const { queue } = desk();
    const to = (index: number) => ({ to: `+44163296096${index}`, account: ACCOUNT });
    for (const index of [1, 2, 3]) expect(await queue(to(index))).toMatchObject({ ok: true });
    expect(await queue(to(4))).toMatchObject({ code: "too_many_messages", detail: "account" });
    expect(await queue({ ...to(4), account: null })).toMatchObject({ ok: true });
  });

  test("are counted by country and in all", async () => {
    const { queue } = desk();
    const to = (index: number) => ({ to: `+44163296096${index}` });
    for (const index of [1, 2, 3, 4]) expect(await queue(to(index))).toMatchObject({ ok: true });
    expect(await queue(to(5))).toMatchObject({ code: "too_many_messages", detail: "country" });
    expect(await queue({ to: "+493023125001" })).toMatchObject({ ok: true });
    expect(await queue({ to: "+493023125002" })).toMatchObject({
      code: "too_many_messages",
      detail: "site",
    });
  });

  test("are counted by the longest beginning that is named", async () => {
    const limits = { perNumber: 9, perAccount: 9, perCountry: 1, perSite: 9 };
    const { queue } = desk({ countries: ["+1", "+1212"], limits });
    expect(await queue({ to: "+12125550001" })).toMatchObject({ ok: true });
    expect(await queue({ to: "+12125550002" })).toMatchObject({ detail: "country" });
    expect(await queue({ to: "+13105550001" })).toMatchObject({ ok: true });
  });

  test("are counted anew on the next day (UTC)", async () => {
    const { queue } = desk();
    const noon = plusSeconds(START, 4 * 3600);
    for (const ok of [true, true, false]) expect((await queue({}, noon)).ok).toBe(ok);
    expect((await queue({}, plusSeconds(noon, 11 * 3600))).ok).toBe(false);
    expect((await queue({}, plusSeconds(noon, 12 * 3600))).ok).toBe(true);
  });
});

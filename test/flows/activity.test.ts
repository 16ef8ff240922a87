import { expect, test } from "vitest";
import type { AccountId, AttemptId, EventId } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { activityOf } from "../../src/flows/activity.ts";
import type { EventRecord, SessionRecord } from "../../src/store/records.ts";
import type { Store } from "../../src/store/port.ts";

/** What an owner is told of what happened to the account. */

const DAY = 86_400_000;
const NOW = instant(1_800_000_000_000);
const ACCOUNT = "account" as AccountId;

function event(kind: string, data: EventRecord["data"] = {}, daysAgo = 1): EventRecord {
  return {
    id: `${kind}-${daysAgo}` as EventId,
    at: instant(NOW - daysAgo * DAY),
    kind,
    account: ACCOUNT,
    attempt: "attempt" as AttemptId,
    network: "192.0.2.1",
    data,
  };
}

async function told(...events: readonly EventRecord[]): Promise<readonly string[]> {
  const store = { eventsOf: async () => events } as unknown as Store;
  const session = { account: ACCOUNT } as SessionRecord;
  const all = await activityOf({ store }, session, NOW);
  return all.map(({ what, methods }) => [what, ...methods].join(" "));
}

const allowed = (action: string, ...methods: readonly string[]) =>
  event("attempt.allowed", { action, evidence: methods.map((method) => ({ method })) });

test("says what was shown to get in, and what was added", async () => {
  expect(await told(allowed("sign-in", "totp", "password"))).toEqual(["signed-in password totp"]);
  expect(await told(allowed("recover", "recovery-code"))).toEqual(["recovered recovery-code"]);
  expect(await told(allowed("enrol:totp", "passkey"))).toEqual(["added totp"]);
  expect(await told(allowed("regenerate:recovery-code"))).toEqual(["changed recovery-code"]);
});

test("tells what took the place of something, and a new address by its own line", async () => {
  expect(await told(allowed("change:password", "passkey"))).toEqual(["changed password"]);
  expect(await told(allowed("change:number", "passkey"))).toEqual(["changed sms-code"]);
  const address = event("address.changed");
  expect(await told(allowed("change:email", "passkey"), address)).toEqual(["address-changed"]);
});

test("tells each change once, and nothing of what an application asks", async () => {
  const removed = event("credential.removed", { credential: "one", method: "password" });
  expect(await told(allowed("remove:password", "passkey"), removed)).toEqual(["removed password"]);
  expect(await told(allowed("pay:42", "passkey"), event("message.sent"))).toEqual([]);
  expect(await told(event("evidence.accepted", { action: "sign-in" }))).toEqual([]);
});

test("holds on to nothing that no method is called, and to no line that cannot be read", async () => {
  const odd = event("attempt.allowed", { action: "sign-in", evidence: "none" });
  expect(await told(odd, event("attempt.allowed", { action: 7 }))).toEqual(["signed-in"]);
  expect(await told(event("credential.lifted", { method: "palm" }))).toEqual(["lifted"]);
});

test("goes back 90 days, the newest first, and no further than can be read", async () => {
  const at = (days: number) => event("session.ended", {}, days);
  expect(await told(at(91), event("link.made", {}, 89), at(2))).toEqual([
    "session-ended",
    "link-made",
  ]);
  expect(await told(...Array.from({ length: 60 }, () => at(3)))).toHaveLength(30);
});

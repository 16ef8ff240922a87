import { describe, expect, test } from "vitest";
import { type Instant, plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account } from "./accounts.ts";
import { ask, shown } from "./ask.ts";
import { enrolment, NOW } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { begun, external, MAIL_CHANNEL, notified, SMS_CHANNEL } from "./others.ts";

/** DESIGN section 4, column `strict`, row "recovery". */

const DAY = 86_400;
const newKey = enrolment({ ...PASSKEYS.platform, credential: "new" });
const who = account({ passkeys: ["platform", "hardware key"], channels: 2 });

function recover(evidence: readonly Evidence[], now: Instant = NOW) {
  return ask("recover", evidence, { account: who, now, policy: "strict" });
}

describe("strict: two operators, three days, two notices", () => {
  const both = [external("approval"), external("approval", { by: "operator-2" })];
  const told = [begun(), notified(MAIL_CHANNEL), notified(SMS_CHANNEL)];
  const ends = plusSeconds(NOW, 3 * DAY);

  test("or the other passkey", () => {
    const evidence = [...both, ...told, newKey];
    expect(recover(both)).toMatchObject({ delaySeconds: 3 * DAY, notices: 2 });
    expect(recover(evidence, plusSeconds(ends, -1)).answer).toBe("wait");
    expect(recover(evidence, ends).answer).toBe("allow");
    expect(recover([shown("platform"), newKey]).answer).toBe("allow");
  });

  test("one operator twice is one, and one channel twice is one", () => {
    const once = [external("approval"), external("approval"), ...told, newKey];
    expect(recover(once, ends).answer).toBe("need");
    const twice = [...both, begun(), notified(MAIL_CHANNEL), notified(MAIL_CHANNEL), newKey];
    expect(recover(twice, ends)).toMatchObject({ answer: "wait", notices: 1 });
    const mixed = [external("enrolment-link"), external("approval", { by: "operator-2" })];
    expect(recover([...mixed, ...told, newKey], ends).answer).toBe("need");
  });
});

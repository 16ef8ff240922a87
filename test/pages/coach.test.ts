import { describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { nextStep } from "../../src/pages/coach-step.ts";
import type { PasskeyItem, WayItem, WayMethod } from "../../src/pages/account-model.ts";

/** Leaving passwords behind: what the account page offers next, and what it does not offer yet. */

const MORNING = Date.parse("2026-11-24T08:00:00Z");
const EVENING = instant(MORNING + 12 * 3_600_000);
const NEXT_DAY = instant(MORNING + 24 * 3_600_000);

function passkey(changes: Partial<PasskeyItem> = {}): PasskeyItem {
  return {
    id: "passkey",
    name: null,
    provider: null,
    state: "active",
    backupEligible: true,
    backedUp: true,
    verdict: "enough",
    reasons: [],
    createdAt: instant(MORNING),
    lastUsedAt: NEXT_DAY,
    current: true,
    doings: [],
    addFirst: [],
    ...changes,
  };
}

function way(method: WayMethod, doings: WayItem["doings"] = ["remove"]): WayItem {
  return {
    id: method,
    method,
    detail: null,
    stopped: null,
    codesLeft: null,
    createdAt: instant(MORNING),
    lastUsedAt: null,
    replacedBy: null,
    doings,
    addFirst: [],
  };
}

const OLD = [way("password"), way("totp"), way("sms-code")];

describe("the next step away from passwords", () => {
  test("is a passkey, for whoever has none that can be used", () => {
    expect(nextStep({ passkeys: [], ways: OLD })).toEqual({ kind: "offer" });
    const suspended = passkey({ state: "suspended" });
    expect(nextStep({ passkeys: [suspended], ways: OLD })).toEqual({ kind: "offer" });
  });

  test.each([null, instant(MORNING), EVENING])(
    "waits until the passkey has signed in on another day (last used %s)",
    (lastUsedAt) => {
      expect(nextStep({ passkeys: [passkey({ lastUsedAt })], ways: OLD })).toEqual({
        kind: "wait",
      });
    },
  );

  test("lets go of text messages first, then of the password, then of the codes", () => {
    const kinds = (ways: readonly WayItem[]) => {
      const step = nextStep({ passkeys: [passkey()], ways });
      return step?.kind === "go" ? step.way.method : step;
    };
    expect(kinds(OLD)).toBe("sms-code");
    expect(kinds(OLD.slice(0, 2))).toBe("password");
    expect(kinds([way("totp")])).toBe("totp");
    // Saved codes are a way back, and stay.
    expect(kinds([way("recovery-code")])).toBe(null);
  });

  test("is none where the passkey is one of two steps, or the policy lets nothing go", () => {
    expect(nextStep({ passkeys: [passkey({ verdict: "one-step" })], ways: OLD })).toBe(null);
    expect(nextStep({ passkeys: [passkey()], ways: [way("password", ["suspend"])] })).toBe(null);
    expect(nextStep({ passkeys: [passkey()], ways: [] })).toBe(null);
  });
});

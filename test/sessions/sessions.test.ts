import { describe, expect, test } from "vitest";
import { assess } from "../../src/assurance/assess.ts";
import type { AttemptId } from "../../src/base/ids.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { networkOf } from "../../src/http/network.ts";
import { decide } from "../../src/policy/decide.ts";
import { preset } from "../../src/policy/presets.ts";
import { checkSession } from "../../src/sessions/check.ts";
import { issueSession } from "../../src/sessions/issue.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import { createWorld, PROVIDERS, signUp } from "../flows/world.ts";
import { account as accountOf } from "../policy/accounts.ts";
import { ANN, BEN, NOW, proof } from "../policy/evidence.ts";

const attempt = "attempt" as AttemptId;
/** Apple Passwords. */
const PLATFORM = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd";

function granted() {
  const policy = preset("balanced");
  if (policy === undefined) throw new TypeError("the preset exists");
  const decision = decide({
    policy,
    action: "sign-in",
    params: {},
    attempt,
    subject: ANN,
    account: accountOf({ passkeys: ["platform"] }),
    assurance: assess([proof({ aaguid: PLATFORM })], PROVIDERS, NOW),
    offered: new Set(["prove:passkey"]),
    now: NOW,
  });
  if (decision.answer !== "allow" || decision.grant === null) throw new TypeError("allowed");
  return decision.grant;
}

const request = {
  action: "sign-in",
  params: {},
  account: ANN,
  attempt,
  evidence: [],
  limits: { idleSeconds: 60, absoluteSeconds: 600 },
  userAgent: "",
  raises: null,
  now: NOW,
} as const;

describe("a session", () => {
  test("is issued once for a grant, and for nobody else", async () => {
    const store = createMemoryStore();
    const grant = granted();
    const issue = (more = {}) =>
      store.transact((tx) => issueSession(tx, grant, { ...request, ...more }));
    await expect(issue({ account: BEN })).rejects.toThrow("ASSAY_GRANT_FOREIGN");
    await issue();
    await expect(issue()).rejects.toThrow("ASSAY_GRANT_SPENT");
    expect(await store.sessionsOf(ANN)).toHaveLength(1);
    expect(await store.sessionsOf(BEN)).toHaveLength(0);
  });

  test("B20: of an account that was disabled opens nothing", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    const account = await world.store.accountById(session.account);
    if (account === undefined) throw new TypeError("the account exists");
    const secret = "A".repeat(43);
    const cookie = `${session.id}.${secret}`;
    const { hashSessionSecret } = await import("../../src/sessions/issue.ts");
    const known = { ...session, secretHash: hashSessionSecret(secret) };
    const withAccount = (state: "active" | "disabled") => ({
      ...world.store,
      sessionById: async () => known,
      accountById: async () => ({ ...account, state }),
    });
    expect(await checkSession(withAccount("active"), cookie, world.now())).not.toBeNull();
    expect(await checkSession(withAccount("disabled"), cookie, world.now())).toBeNull();
  });
});

test("evidence from the future is left out", () => {
  const later = proof({ at: plusSeconds(NOW, 1) });
  expect(assess([later], PROVIDERS, NOW).proofs).toEqual([]);
});

test("B34: an IPv6 address counts as its /64, an IPv4 one as itself", () => {
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8:1:2::ffff")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:0DB8:0001:0002:1:2:3:4")).toBe("2001:db8:1:2::/64");
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(networkOf("192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf(undefined)).toBe("unknown");
  expect(networkOf("nonsense")).toBe("unknown");
});

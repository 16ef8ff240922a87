import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { jsonFile, type RunningAssay, startAssay } from "./harness/server.ts";
import {
  addPasskeyDevice,
  type PasskeyDevice,
  type PasskeyKind,
} from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, proveAddress, signOut, signUp } from "./harness/visit.ts";

/** The three answers about one passkey, in a browser: enough alone, one of two steps, refused. */

/**
 * Chromium's virtual authenticator, as if its provider were known to set UV without asking. (As a
 * vault, two of it would fall together and be no two steps.)
 */
const KNOWN_LIAR = {
  version: "2026-11-24",
  providers: [
    {
      aaguid: "01020304-0506-0708-0102-030405060708",
      name: "A provider that asks nobody",
      class: "platform",
      uvKnownIssue: { date: "2026-11-24", source: "this test" },
      secondStep: null,
      stated: { date: "2026-11-24", source: "this test" },
    },
  ],
};

/** Only a platform's own passkey signs in here. */
const PLATFORM_ONLY = {
  version: 1,
  name: "platform-only",
  extends: "balanced",
  actions: {
    "sign-up": {
      anyOf: [{ allOf: [{ prove: "email-code" }, { enrol: "passkey", class: "platform" }] }],
    },
    "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "platform" }] }] },
  },
};

let browser: Browser;
let assay: RunningAssay;
let liar: RunningAssay;
let refusing: RunningAssay;
let page: Page;

beforeAll(async () => {
  const providers = { ASSAY_PROVIDERS: jsonFile(KNOWN_LIAR) };
  [browser, assay, liar, refusing] = await Promise.all([
    launchChromium(),
    startAssay(),
    startAssay(providers),
    startAssay({ ...providers, ASSAY_POLICY: jsonFile(PLATFORM_ONLY) }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([assay?.stop(), liar?.stop(), refusing?.stop()]);
});
beforeEach(async () => {
  page = await openPage(browser);
});
afterEach(async () => {
  await page.context().close();
});

const button = (name: string) => page.getByRole("button", { name });
const TWO_KEYS = "My security key has no PIN or fingerprint reader";

/** Autofill may be quicker than the button. */
async function signInWith(device: PasskeyDevice): Promise<void> {
  const signedIn = page.waitForURL(/\/account/);
  await device.setPresence(true);
  await button("Sign in with a passkey")
    .click({ timeout: 5000 })
    .catch(() => undefined);
  await signedIn;
}

describe("enough alone", () => {
  const kinds: readonly { kind: PasskeyKind; press: string }[] = [
    { kind: "platform-synced", press: "Create passkey" },
    { kind: "platform-bound", press: "Create passkey" },
    { kind: "security-key", press: "Use a security key" },
  ];
  test.for(kinds)("R08: $kind, by its model and its user verification", async ({ kind, press }) => {
    const device = await addPasskeyDevice(page, kind);
    await proveAddress(page, assay, `${kind}@example.org`);
    await button(press).click();
    await page.waitForURL(/\/account/);
    await page.getByText("Counts as both steps").waitFor();
    await device.setPresence(false);
    await signOut(page);
    await signInWith(device);
    const session = await page.request.get(`${assay.origin}/api/session`);
    expect(await session.json()).toMatchObject({ aal: 2, acr: "phr", phishingResistant: true });
    expectQuiet(page);
  });
});

describe("one of two steps", () => {
  test("R14: a provider with a known issue, although UV=1: a second passkey is asked for", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await proveAddress(page, liar, "vault@example.org");
    await button("Create passkey").click();
    await page.getByText("We cannot tell if your password manager asked").first().waitFor();
    await lookAt(page, "enrol-another");
    // The same authenticator has one already, and says so.
    await button("Create passkey").click();
    await page.getByText("You already have a passkey in this password manager").waitFor();
    await page.goto(`${liar.origin}/account`);
    await page.waitForURL(/\/sign-in/);
    expectQuiet(page);
  });

  test("R01: a key without user verification beside another passkey, and both to sign in", async () => {
    const vault = await addPasskeyDevice(page, "platform-synced");
    await proveAddress(page, liar, "both@example.org");
    await button("Create passkey").click();
    await page.getByText("We cannot tell if your password manager asked").first().waitFor();
    await vault.setPresence(false);
    const key = await addPasskeyDevice(page, "security-key-without-uv");
    await button(TWO_KEYS).click();
    await page.waitForURL(/\/account/);
    expect(await page.getByText("Counts as one of two steps").count()).toBe(2);
    await lookAt(page, "account-one-of-two");

    // The key is away, and autofill picks the passkey that is there: it needs no click.
    await key.setPresence(false);
    await vault.setPresence(true);
    await signOut(page);
    await page.getByText("One more passkey is needed").waitFor();
    await lookAt(page, "prove-another");
    await vault.setPresence(false);
    await key.setPresence(true);
    await button(TWO_KEYS).click();
    await page.waitForURL(/\/account/);
    const session = await page.request.get(`${liar.origin}/api/session`);
    // Two keys are two things that one has: NIST counts one factor.
    expect(await session.json()).toMatchObject({ aal: 1, decision: { rule: "sign-in/2" } });
    expect(await key.credentials()).toHaveLength(1);
    expectQuiet(page);
  });

  test("B1: UV that was required and did not happen is refused in the ceremony", async () => {
    const device = await addPasskeyDevice(page, "platform-bound");
    await signUp(page, assay, "baduv3@example.org");
    await device.setPresence(false);
    await signOut(page);
    await device.overrideBits({ isBadUV: true });
    await device.setPresence(true);
    await button("Sign in with a passkey").click();
    await page.getByText("fingerprint, face or PIN").first().waitFor();
    const session = await page.request.get(`${assay.origin}/api/session`);
    expect(session.status()).toBe(401);
  });
});

describe("refused", () => {
  test("a passkey in no class of the policy makes no account, and the page says why", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await proveAddress(page, refusing, "refused@example.org");
    await button("Create passkey").click();
    await page.getByText("We cannot tell if your password manager asked").first().waitFor();
    await lookAt(page, "enrol-refused");
    await page.goto(`${refusing.origin}/account`);
    await page.waitForURL(/\/sign-in/);
  });
});

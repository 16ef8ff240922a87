import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { PASSKEY_AND_ANOTHER } from "../policies.ts";
import { jsonFile, type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice } from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, proveAddress, signOut, signUp } from "./harness/visit.ts";

let assay: RunningAssay;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  assay = await startAssay();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await assay?.stop();
});
beforeEach(async () => {
  page = await openPage(browser);
});
afterEach(async () => {
  await page.context().close();
});

/** Chromium reports an answer of 4xx to a script on its console; the tests provoke some. */
const REFUSED = [/status of 4\d\d/];

const signInButton = () => page.getByRole("button", { name: "Sign in with a passkey" });

describe("one calm panel", () => {
  test("when nothing is there to use, or the window was closed: the form stays", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await page.goto(`${assay.origin}/sign-in`);
    await page.getByLabel("Email").fill("ann@example.org");
    await signInButton().click();
    await page.getByText("That did not finish").waitFor();
    expect(await page.getByLabel("Email").inputValue()).toBe("ann@example.org");
    expect(await page.locator(":focus").innerText()).toBe("Sign in with a passkey");
    await lookAt(page, "unfinished");
    expectQuiet(page);
  });

  test("a key that cannot check who holds it creates no passkey here", async () => {
    await addPasskeyDevice(page, "security-key-without-uv");
    await proveAddress(page, assay, "nouv@example.org");
    await page.getByRole("button", { name: "Create passkey" }).click();
    await page.getByText("That did not finish").waitFor();
    expectQuiet(page);
  });

  test("a second passkey in the same place is no mistake", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "same@example.org");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Continue with a passkey" }).click();
    await page.getByRole("button", { name: "Create passkey" }).click();
    await page.getByText("You already have a passkey in this password manager").waitFor();
    expect(await device.credentials()).toHaveLength(1);
    expectQuiet(page);
  });
});

describe("B1: user verification that did not happen", () => {
  test("makes no session, and the person is told why", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "baduv@example.org");
    await device.setPresence(false);
    await signOut(page);
    await device.overrideBits({ isBadUV: true });
    await device.setPresence(true);
    await signInButton().click();
    await page.getByText("fingerprint, face or PIN").first().waitFor();
    await lookAt(page, "no-user-verification");
    await page.goto(`${assay.origin}/account`);
    await page.waitForURL(/\/sign-in/);
    expectQuiet(page, REFUSED);
  });

  test("creates no passkey either", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await proveAddress(page, assay, "baduv2@example.org");
    await device.overrideBits({ isBadUV: true });
    await page.getByRole("button", { name: "Create passkey" }).click();
    await page.getByText("fingerprint, face or PIN").first().waitFor();
    expectQuiet(page, REFUSED);
  });
});

describe("R16: what a passkey says of its copies", () => {
  test("BS may change, and the account page shows it", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "bs@example.org");
    await page.getByText("Synced to your other devices").waitFor();
    await device.setPresence(false);
    await signOut(page);
    const [credential] = await device.credentials();
    const id = credential?.credentialId ?? "";
    await device.setCredentialProperties(id, { backupEligibility: true, backupState: false });
    await device.setPresence(true);
    await page.reload();
    await page.waitForURL(/\/account/);
    expect(await page.getByText("Synced to your other devices").count()).toBe(0);
    expectQuiet(page);
  });

  test("BE may not", async () => {
    const device = await addPasskeyDevice(page, "platform-bound");
    await signUp(page, assay, "be@example.org");
    await device.setPresence(false);
    await signOut(page);
    const [credential] = await device.credentials();
    const id = credential?.credentialId ?? "";
    await device.setCredentialProperties(id, { backupEligibility: true, backupState: true });
    await device.setPresence(true);
    await signInButton().click();
    await page.locator("[data-panel] .panel-title").first().waitFor();
    await page.goto(`${assay.origin}/account`);
    await page.waitForURL(/\/sign-in/);
    expectQuiet(page, REFUSED);
  });
});

describe("a passkey that was removed at the server", () => {
  test("is said to be removed, and the browser forgets it", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "gone@example.org");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Continue with a passkey" }).click();
    await page.getByRole("button", { name: "Create passkey" }).waitFor();
    const [first] = await device.credentials();
    await device.setPresence(false);
    const second = await addPasskeyDevice(page, "security-key");
    await page.getByRole("button", { name: "Use a security key" }).click();
    await page
      .getByRole("link", { name: /^Remove / })
      .first()
      .click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("To remove it, add another passkey first").waitFor();
    await second.remove();
    // The page tells the browser what there is still.
    await expect.poll(async () => (await device.credentials()).length).toBe(0);
    const removed = page.getByText("This passkey was removed from your account").first();
    await signOut(page);
    // Another provider did not hear of it, and still offers what it had: in the field …
    if (first !== undefined) await device.addCredential(first);
    await device.setPresence(true);
    await page.reload();
    await removed.waitFor();
    await lookAt(page, "removed");
    await expect.poll(async () => (await device.credentials()).length).toBe(0);
    // … and in the window of the button.
    await page.goto(`${assay.origin}/sign-in`);
    await page.getByText("Can't sign in?").waitFor();
    if (first !== undefined) await device.addCredential(first);
    await signInButton().click();
    await removed.waitFor();
    await expect.poll(async () => (await device.credentials()).length).toBe(0);
    expectQuiet(page, REFUSED);
  });
});

describe("two tabs", () => {
  test("do not disturb each other's attempts", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await proveAddress(page, assay, "tabs@example.org");
    const other = await page.context().newPage();
    await other.goto(`${assay.origin}/sign-up`);
    await other.getByLabel("Email").fill("tabs2@example.org");
    await other.getByRole("button", { name: "Continue" }).click();
    await other.getByLabel(/code/i).waitFor();
    await page.bringToFront();
    await page.getByRole("button", { name: "Create passkey" }).click();
    await page.waitForURL(/\/account/);
    await other.bringToFront();
    await other.getByLabel(/code/i).fill(await assay.code("tabs2@example.org"));
    await other.getByRole("button", { name: "Continue" }).click();
    await other.getByRole("button", { name: "Create passkey" }).waitFor();
    expect(await device.credentials()).toHaveLength(1);
    expectQuiet(page);
  });
});

describe("a policy under which a passkey is one step of two", () => {
  test("that this account cannot meet says so", async () => {
    const strict = await startAssay({ ASSAY_POLICY: jsonFile(PASSKEY_AND_ANOTHER) });
    try {
      const device = await addPasskeyDevice(page, "platform-synced");
      await signUp(page, strict, "alone@example.org");
      await device.setPresence(false);
      await signOut(page);
      await device.setPresence(true);
      await signInButton().click();
      await page.getByText("there is nothing more that you could show").waitFor();
      await lookAt(page, "no-way");
      expectQuiet(page);
    } finally {
      await strict.stop();
    }
  });
});

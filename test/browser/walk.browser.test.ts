import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";
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
  expectQuiet(page);
  await page.context().close();
});

const signInButton = () => page.getByRole("button", { name: "Sign in with a passkey" });

describe("one passkey, from the first visit on", () => {
  test("sign up, sign out, sign in again with the button and with autofill", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "ann@example.org");
    await page.getByText("No code needed").first().waitFor();
    await page.getByText("Counts as both steps").waitFor();
    await lookAt(page, "account");

    await device.setPresence(false);
    await signOut(page);
    await lookAt(page, "sign-in");
    await device.setPresence(true);
    await signInButton().click();
    await page.waitForURL(/\/account/);

    // Chromium's virtual authenticator picks at once: autofill needs no click.
    await signOut(page);
    await page.waitForURL(/\/account/);
  });

  test("the pages of a sign-up, one by one", async () => {
    await addPasskeyDevice(page, "platform-bound");
    await page.goto(`${assay.origin}/sign-up`);
    await lookAt(page, "sign-up");
    await page.getByLabel("Email").fill("pages@example.org");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel(/code/i).waitFor();
    await lookAt(page, "code");
    await page.getByLabel(/code/i).fill("000 000");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("alert").or(page.locator("[aria-invalid=true]")).first().waitFor();
    await lookAt(page, "code-wrong");
    expectQuiet(page, [/422/]);
    await page.getByLabel(/code/i).fill(await assay.code("pages@example.org"));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Create passkey" }).waitFor();
    await lookAt(page, "enrol");
    await page.getByRole("button", { name: "Create passkey" }).click();
    await page.waitForURL(/\/account/);
    await page
      .getByText("Only on this device")
      .or(page.getByText(/only on/i))
      .first()
      .waitFor();
  });

  test("from the demo application and back to it", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await page.goto(`${assay.origin}/demo`);
    await lookAt(page, "demo");
    await page.getByRole("link", { name: "Create an account" }).click();
    await page.getByLabel("Email").fill("demo@example.org");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel(/code/i).fill(await assay.code("demo@example.org"));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Create passkey" }).click();
    await page.waitForURL(/\/demo$/);
    await page.getByText("demo@example.org").first().waitFor();
    await lookAt(page, "demo-signed-in");
    await device.setPresence(false);
    await page.goto(`${assay.origin}/account`);
    await signOut(page);
    await device.setPresence(true);
    await page.goto(`${assay.origin}/sign-in?return_to=/demo`);
    await page.waitForURL(/\/demo$/);
    await page.goto(`${assay.origin}/dev/mailbox`);
    await lookAt(page, "mailbox");
  });

  test("with the keyboard only", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await page.goto(`${assay.origin}/sign-up`);
    // The field to begin with has the focus by itself; a person types when he sees that.
    await page.locator("input[name=email]:focus").waitFor();
    await page.keyboard.type("keys@example.org");
    await page.keyboard.press("Enter");
    await page.locator("input[name=code]:focus").waitFor();
    await page.keyboard.type(await assay.code("keys@example.org"));
    await page.keyboard.press("Enter");
    const create = page.locator("button.primary[data-passkey]:enabled");
    await create.waitFor();
    while (!(await create.evaluate((button) => button === button.ownerDocument.activeElement))) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/account/);
  });

  test("a second passkey is added, and the first one removed", async () => {
    const first = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "two@example.org");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Continue with a passkey" }).waitFor();
    await lookAt(page, "prove");
    await page.getByRole("button", { name: "Continue with a passkey" }).click();
    const create = page.getByRole("button", { name: "Create passkey" });
    await create.waitFor();
    await first.setPresence(false);
    const second = await addPasskeyDevice(page, "security-key");
    await page.getByRole("button", { name: "Use a security key" }).click();
    await page.waitForURL(/\/account/);
    await page.getByText("Your passkey is saved").or(page.locator(".notice")).first().waitFor();
    const removals = page.getByRole("link", { name: /^Remove / });
    expect(await removals.count()).toBe(2);
    await lookAt(page, "account-two");
    await removals.first().click();
    await page.getByText("After this you sign in with").waitFor();
    await lookAt(page, "account-remove");
    // The proof is a moment old: nothing is asked again.
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("To remove it, add another passkey first").waitFor();
    expect(await second.credentials()).toHaveLength(1);
  });

  test("removing one later takes a fresh check, and says what goes", async () => {
    const first = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "later@example.org");
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Continue with a passkey" }).click();
    await page.getByRole("button", { name: "Create passkey" }).waitFor();
    await first.setPresence(false);
    const second = await addPasskeyDevice(page, "security-key");
    await page.getByRole("button", { name: "Use a security key" }).click();
    await page
      .getByRole("link", { name: /^Remove / })
      .first()
      .waitFor();
    await assay.advance(301);
    await page
      .getByRole("link", { name: /^Remove / })
      .first()
      .click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Remove with a passkey" }).waitFor();
    await lookAt(page, "remove");
    await page.getByRole("button", { name: "Remove with a passkey" }).click();
    await page.getByText("To remove it, add another passkey first").waitFor();
    expect(await second.credentials()).toHaveLength(1);
  });

  test("a sign-in page that was open for an hour signs in at the first pick", async () => {
    await page.clock.install();
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "hour@example.org");
    await device.setPresence(false);
    await signOut(page);
    await signInButton().waitFor();
    // Challenge and attempt have died at the server; the page has asked for fresh ones.
    await assay.advance(3900);
    await device.setPresence(true);
    await page.clock.fastForward(3_900_000);
    await page.waitForURL(/\/account/);
  });

  test("an address that has an account hears of it only after it was proved", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "taken@example.org");
    await device.setPresence(false);
    await signOut(page);
    await page.goto(`${assay.origin}/sign-up`);
    await page.getByLabel("Email").fill("taken@example.org");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel(/code/i).fill(await assay.code("taken@example.org"));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "You have an account already" }).waitFor();
    await lookAt(page, "exists");
  });
});

describe("without a script", () => {
  test("the address is proved, and the page says what a passkey needs", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await proveAddress(plain, assay, "plain@example.org");
    await plain.locator("noscript").first().waitFor({ state: "attached" });
    expect(await plain.getByRole("button", { name: "Create passkey" }).isDisabled()).toBe(true);
    await context.close();
  });
});

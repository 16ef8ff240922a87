import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { accessibilityViolations } from "./harness/axe.ts";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet, watchPage } from "./harness/page-watch.ts";
import { saveScreenshots } from "./harness/screenshots.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice } from "./harness/virtual-authenticator.ts";

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

afterEach(async () => {
  await page?.context().close();
});

async function open(): Promise<Page> {
  const context = await browser.newContext();
  page = await context.newPage();
  await watchPage(page);
  return page;
}

async function look(name: string): Promise<void> {
  await saveScreenshots(page, name);
  expect(await accessibilityViolations(page)).toEqual([]);
}

/** Signs up with an address, to the account page. */
async function signUp(email: string): Promise<void> {
  await page.goto(`${assay.origin}/sign-up`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel(/code/i).waitFor();
  await page.getByLabel(/code/i).fill(await assay.code(email));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Create passkey" }).click();
  await page.waitForURL(/\/account/);
}

async function signOut(): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
}

describe("one passkey, from the first visit on", () => {
  test("sign up, sign out, sign in again with the button and with autofill", async () => {
    await open();
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp("ann@example.org");
    await page.getByText("No code needed").first().waitFor();
    await look("account");

    await device.setPresence(false);
    await signOut();
    await page.getByRole("heading", { name: /Sign in/ }).waitFor();
    await look("sign-in");
    await device.setPresence(true);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/account/);

    // Chromium's virtual authenticator picks at once: autofill needs no click.
    await signOut();
    await page.waitForURL(/\/account/);
    expectQuiet(page);
  });
});

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice } from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, signUp } from "./harness/visit.ts";

/** What would take an account over, and what its owner can lose, as its owner sees it. */

let assay: RunningAssay;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [assay, browser] = await Promise.all([startAssay(), launchChromium()]);
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

const follow = (name: string | RegExp) => page.getByRole("link", { name }).first().click();
const heading = (name: string) => page.getByRole("heading", { name });
const answersTo = (lost: RegExp) =>
  page
    .locator("dl.drill > div")
    .filter({ has: page.locator("dt", { hasText: lost }) })
    .locator("dd")
    .allInnerTexts();

async function look(): Promise<void> {
  await follow("See what it would take to get into your account");
  await heading("What it would take to get into your account").waitFor();
}

describe("the weakest link", () => {
  test("of one passkey, and of two: what it takes, and what may be lost", async () => {
    const first = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "one@example.org");
    await look();
    const lines = page.getByRole("table").first().getByRole("row");
    expect(await lines.nth(1).innerText()).toMatch(/From afar.*Apple, Google or Microsoft/s);
    const [passkey, ...others] = await answersTo(/^The passkey/);
    expect(others).toEqual([]);
    expect(passkey).toMatch(/^No, you would be locked out.*add another passkey/s);
    expect(await answersTo(/^Your phone/)).toEqual([
      expect.stringMatching(/^Yes\. Sign in with the passkey .* on another device/),
    ]);
    await lookAt(page, "weakest-link");

    // What would help is begun right here, with nothing but the keyboard.
    await page.getByRole("button", { name: "Add a passkey on a security key" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Continue with a passkey" }).click();
    await page.getByRole("button", { name: "Create passkey" }).waitFor();
    await first.setPresence(false);
    await addPasskeyDevice(page, "security-key");
    await page.getByRole("button", { name: "Use a security key" }).click();
    await page.getByText("Your new passkey is saved").waitFor();
    await look();
    const answers = await answersTo(/^The passkey/);
    expect(answers).toHaveLength(2);
    for (const answer of answers) expect(answer).toMatch(/^Yes\. Sign in with the passkey/);

    await printTheSheet();
    await readWithoutScript();
  });
});

/** What is printed has no button, no way away from the page, and no secret. */
async function printTheSheet(): Promise<void> {
  await page.goto(`${assay.origin}/account`);
  await follow("Print a sheet for the day you lose your phone");
  await heading("Your sheet for a bad day").waitFor();
  await lookAt(page, "sheet");
  const print = page.getByRole("button", { name: "Print" });
  expect(await print.isVisible()).toBe(true);
  await page.emulateMedia({ media: "print" });
  expect(await print.isVisible()).toBe(false);
  const printed = await page.locator("main").innerText();
  expect(printed).toContain("one@example.org");
  expect(printed).toContain(`${assay.origin}/recover`);
  expect(printed.match(/^Chromium virtual authenticator.*$/gm)).toHaveLength(2);
  await page.emulateMedia({ media: "screen" });
}

/** The same is read; whoever is not signed in does that first. */
async function readWithoutScript(): Promise<void> {
  const state = await page.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: state });
  const plain = await context.newPage();
  await plain.goto(`${assay.origin}/account/weakest-link`);
  await plain.getByRole("table").first().waitFor();
  await plain.getByText("What this does not say").click();
  await plain.getByText("Devices and services change").waitFor();
  await context.clearCookies();
  await plain.goto(`${assay.origin}/account/weakest-link`);
  await plain.waitForURL(/\/sign-in\?return_to=%2Faccount%2Fweakest-link/);
  await context.close();
}

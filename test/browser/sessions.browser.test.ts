import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice, type DeviceCredential } from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, signUp } from "./harness/visit.ts";

let assay: RunningAssay;
let browser: Browser;

beforeAll(async () => {
  assay = await startAssay();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await assay?.stop();
});

/** The same passkey in another browser, as a synced one is. */
async function signInElsewhere(credential: DeviceCredential): Promise<Page> {
  const page = await openPage(browser);
  const device = await addPasskeyDevice(page, "platform-synced");
  await device.addCredential(credential);
  // What is there is picked by itself.
  await page.goto(`${assay.origin}/sign-in`);
  await page.waitForURL(/\/account/);
  return page;
}

async function isSignedIn(page: Page): Promise<boolean> {
  const answer = await page.request.get(`${assay.origin}/api/session`);
  return answer.ok();
}

test("the sessions are listed with what they rest on, and ended at once", async () => {
  const page = await openPage(browser);
  const device = await addPasskeyDevice(page, "platform-synced");
  await signUp(page, assay, "many@example.org");
  await page.getByRole("link", { name: "See everywhere you are signed in" }).click();
  await page.getByText("You are signed in nowhere else").waitFor();
  await lookAt(page, "sessions-one");

  const [credential] = await device.credentials();
  if (credential === undefined) throw new Error("a passkey is expected");
  const second = await signInElsewhere(credential);
  const third = await signInElsewhere(credential);
  await page.reload();
  const entries = page.locator("ul.sessions > li");
  expect(await entries.count()).toBe(3);
  const [own = "", other = ""] = await entries.allInnerTexts();
  expect(own).toContain("This session");
  expect(other).not.toContain("This session");
  expect(other).toMatch(/Chrome on \w+/);
  expect(other).toMatch(/the passkey “Chromium virtual authenticator”/i);
  expect(other).toMatch(/127\.0\.0\.1|::/);
  await lookAt(page, "sessions-three");

  await page
    .getByRole("button", { name: /^End it/ })
    .first()
    .click();
  await page.getByText("That session is ended").waitFor();
  expect(await entries.count()).toBe(2);
  const still = [await isSignedIn(second), await isSignedIn(third)];
  expect(still.filter((signedIn) => signedIn)).toHaveLength(1);

  await page.getByRole("button", { name: "End all other sessions" }).click();
  await page.getByText("All other sessions are ended").waitFor();
  await page.getByText("You are signed in nowhere else").waitFor();
  expect([await isSignedIn(second), await isSignedIn(third)]).toEqual([false, false]);
  expect(await isSignedIn(page)).toBe(true);

  await page.goto(`${assay.origin}/account`);
  await page.getByRole("link", { name: "See what happened in your account" }).click();
  const lines = page.locator("ol.activity > li");
  await lines.first().waitFor();
  const told = (await lines.allInnerTexts()).map((line) => line.split("\n")[0]);
  expect(told).toEqual([
    "A session was ended",
    "A session was ended",
    "Somebody signed in with passkey",
    "Somebody signed in with passkey",
    "You created this account",
  ]);
  await lookAt(page, "activity");
  await third.goto(`${assay.origin}/account/sessions`);
  await third.waitForURL(/\/sign-in\?return_to=%2Faccount%2Fsessions/);
  expectQuiet(page);
});

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice, type PasskeyDevice } from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, signOut, signUp } from "./harness/visit.ts";

/** "I lost my phone": from the lost device to signed in with a new passkey, under `balanced`. */

const PASSWORD = "a few words that nobody would try";
const DAY = 86_400;
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

let assay: RunningAssay;
let browser: Browser;
let page: Page;
let device: PasskeyDevice;

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

const press = (name: string | RegExp) => page.getByRole("button", { name }).click();

/** Somebody with a passkey and a password, who then loses the device that the passkey is on. */
async function lose(email: string): Promise<void> {
  device = await addPasskeyDevice(page, "platform-synced");
  await signUp(page, assay, email);
  await device.setPresence(false);
  await signOut(page);
  await device.setPresence(true);
  await page.reload();
  await page.waitForURL(/\/account/);
  await press("Set a password");
  await page.getByLabel("New password").fill(PASSWORD);
  await press("Continue");
  await page.waitForURL(/\/account/);
  await device.setPresence(false);
  await signOut(page);
  await device.remove();
}

/** As an operator does, on the machine that the site runs on. */
async function enrolLink(email: string): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run(
    process.execPath,
    [main, "enrol-link", email, "--dev", "--by", "operator-1", "--json"],
    { cwd: assay.folder, env: { PATH: process.env["PATH"], PORT: new URL(assay.origin).port } },
  );
  return (JSON.parse(stdout) as { url: string }).url;
}

/** Opens the link and shows the one thing that is left. */
async function begin(email: string): Promise<void> {
  await page.goto(await enrolLink(email));
  await lookAt(page, "recover-link");
  await press("Continue");
  await page.getByLabel("Password").waitFor();
  await lookAt(page, "recover-password");
  await page.getByLabel("Password").fill(PASSWORD);
  await press("Continue");
  await page.getByText("Now it takes a little time").waitFor();
}

/** The newest link in a message to an address. */
async function noticeTo(email: string): Promise<string> {
  const answer = await fetch(`${assay.origin}/dev/mailbox.json?to=${encodeURIComponent(email)}`);
  const [message] = (await answer.json()) as { text: string }[];
  return /https?:\S+\/notice\/\S+/.exec(message?.text ?? "")?.[0] ?? "";
}

describe("somebody who lost every passkey", () => {
  test("is stopped where somebody who was told says no", async () => {
    const email = "robbed@example.org";
    await lose(email);
    await begin(email);
    const waiting = page.url();
    const elsewhere = await openPage(browser);
    await elsewhere.goto(await noticeTo(email));
    await lookAt(elsewhere, "notice-veto");
    await elsewhere.getByRole("button", { name: "That is not me: stop it" }).click();
    await elsewhere.getByText("It is stopped").waitFor();
    await lookAt(elsewhere, "notice-vetoed");
    await elsewhere.context().close();
    await page.goto(waiting);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await lookAt(page, "recover-refused");
    expect(await page.getByRole("button", { name: "Create passkey" }).count()).toBe(0);
  });

  // Last, since it moves the clock: a link lives a day.
  test("gets a link, shows a password, waits a day, and signs in with a new passkey", async () => {
    const email = "lost@example.org";
    await lose(email);
    await begin(email);
    await lookAt(page, "recover-waiting");
    await assay.advance(DAY);
    await page.getByRole("link", { name: "Look again" }).click();
    device = await addPasskeyDevice(page, "platform-synced");
    await lookAt(page, "recover-enrol");
    await press("Create passkey");
    await page.waitForURL(/\/recovered/);
    await lookAt(page, "recovered");
    // A recovery signs nobody in.
    await device.setPresence(false);
    await page.goto(`${assay.origin}/account`);
    await page.waitForURL(/\/sign-in/);
    // What is there is picked by itself.
    await device.setPresence(true);
    await page.reload();
    await page.waitForURL(/\/account/);
    await page.getByText("Password").first().waitFor();
    expectQuiet(page, []);
  });
});

describe("the way back", () => {
  test("begins on a page of its own, and looks the same for an address that nobody has", async () => {
    await page.goto(`${assay.origin}/sign-in`);
    await page.getByText("Can't sign in?").click();
    await page.getByRole("link", { name: "Get back into your account" }).click();
    await lookAt(page, "recover");
    await page.getByLabel("Email").fill("nobody@example.org");
    await press("Continue");
    await page.getByLabel(/saved code/i).waitFor();
    await lookAt(page, "recover-code");
  });
});

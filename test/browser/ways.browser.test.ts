import { HOTP, Secret } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { jsonFile, type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice } from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, signOut, signUp } from "./harness/visit.ts";

/** Everything beside passkeys, on the pages: set up, used to sign in, and taken away again. */

const PASSWORD = "a few words that nobody would try";

/** A passkey is enough; so are a password and a code from an app, as before. */
const BOTH_WORLDS = {
  version: 1,
  name: "both-worlds",
  extends: "balanced",
  actions: {
    "sign-in": {
      anyOf: [
        { allOf: [{ prove: "passkey", class: "platform" }] },
        { allOf: [{ prove: "password" }, { prove: "totp" }] },
      ],
    },
  },
};

let assay: RunningAssay;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  assay = await startAssay({
    ASSAY_POLICY: jsonFile(BOTH_WORLDS),
    ASSAY_SMS_COUNTRIES: "+44",
  });
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

/** With a passkey that was shown just now: what the account page begins asks for nothing more. */
async function arrive(email: string) {
  const device = await addPasskeyDevice(page, "platform-synced");
  await signUp(page, assay, email);
  await device.setPresence(false);
  await signOut(page);
  // What is there is picked by itself.
  await device.setPresence(true);
  await page.reload();
  await page.waitForURL(/\/account/);
  return device;
}

async function setPassword(): Promise<void> {
  await press("Set a password");
  await page.getByLabel("New password").fill(PASSWORD);
  await press("Continue");
  await page.getByText("Your account has changed").waitFor();
}

/** Gives the seed, as the person's application would have it. */
async function setUpTotp(): Promise<string> {
  await press("Set up codes from an app");
  await page.getByRole("link", { name: "In an app of their own" }).click();
  const seed = (await page.locator(".secret").innerText()).replaceAll(/\s/g, "");
  await page.getByLabel("Code").fill(totpOf(seed));
  await press("Continue");
  await page.getByText("Your account has changed").waitFor();
  return seed;
}

function totpOf(seed: string, steps = 0): string {
  const counter = Math.floor(Date.now() / 30_000) + steps;
  return HOTP.generate({ secret: Secret.fromBase32(seed), counter, digits: 6 });
}

describe("a password and codes from an app", () => {
  test("are set up from the account page and sign in without a passkey", async () => {
    const device = await arrive("ways@example.org");
    await lookAt(page, "account-ways-none");
    await setPassword();
    const seed = await setUpTotp();
    await lookAt(page, "account-ways");
    await device.setPresence(false);
    await signOut(page);

    await page.getByLabel("Email").fill("ways@example.org");
    await press("Sign in without a passkey");
    await lookAt(page, "sign-in-password");
    await page.getByLabel("Password").fill("something else entirely");
    await press("Continue");
    await page.getByText("not the password of this account").waitFor();
    await lookAt(page, "sign-in-password-wrong");
    await page.getByLabel("Password").fill(PASSWORD);
    await press("Continue");
    await page.getByLabel("Code").waitFor();
    await lookAt(page, "sign-in-totp");
    await page.getByLabel("Code").fill(totpOf(seed, 1));
    await press("Continue");
    await page.waitForURL(/\/account/);
    expectQuiet(page, [/status of 4\d\d/]);
  });

  test("a mistake while setting up keeps the picture", async () => {
    await arrive("mistake@example.org");
    await press("Set up codes from an app");
    await lookAt(page, "totp-kept");
    await page.getByRole("link", { name: "In my password manager" }).click();
    await lookAt(page, "totp-new");
    const before = await page.locator(".secret").innerText();
    await page.getByLabel("Code").fill("000000");
    await press("Continue");
    await page.getByText("not the right code").waitFor();
    expect(await page.locator(".secret").innerText()).toBe(before);
    expectQuiet(page, [/status of 4\d\d/]);
  });

  test("who has no account sees the same", async () => {
    await page.goto(`${assay.origin}/sign-in`);
    await page.getByLabel("Email").fill("nobody@example.org");
    await press("Sign in without a passkey");
    await page.getByLabel("Password").fill(PASSWORD);
    await press("Continue");
    await page.getByText("not the password of this account").waitFor();
  });
});

describe("saved codes and a number", () => {
  test("are set up, typed back, and removed", async () => {
    await arrive("codes@example.org");
    await press("Make saved codes");
    await lookAt(page, "saved-codes");
    const [code = ""] = await page.locator("ol.codes code").allInnerTexts();
    await page.getByLabel("Type one of them").fill(code.toLowerCase());
    await press("Continue");
    await page.getByText("Your saved codes work from now on").waitFor();

    await press("Add a telephone number");
    await lookAt(page, "number");
    await page.getByLabel("Number").fill("+44 1632 960961");
    await press("Send the code");
    await page.getByLabel("Code").fill(await assay.code("+441632960961"));
    await lookAt(page, "number-code");
    await press("Continue");
    await page.getByText("•••61").waitFor();
    await lookAt(page, "account-number");
    await press("Change number");
    await page.getByRole("heading", { name: "Your new telephone number" }).waitFor();
    await page.getByText("A passkey or codes from an app do not depend on your number").waitFor();
    await page.getByRole("link", { name: "Cancel and change nothing" }).click();

    await page.getByRole("link", { name: "Remove your saved codes" }).click();
    await press("Remove");
    await page.getByText("It is removed.").waitFor();
    expectQuiet(page);
  });

  test("an address is changed once the new one is proved", async () => {
    await arrive("old@example.org");
    await page.getByLabel("New email address").fill("new@example.org");
    await press("Change the address");
    await lookAt(page, "change-email");
    await press("Send the code");
    await page.getByLabel("Code").fill(await assay.code("new@example.org"));
    await press("Continue");
    await page.getByText("new@example.org").first().waitFor();
    expectQuiet(page);
  });
});

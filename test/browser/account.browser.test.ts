import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { expectQuiet } from "./harness/page-watch.ts";
import { jsonFile, type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice } from "./harness/virtual-authenticator.ts";
import { lookAt, openPage, signUp } from "./harness/visit.ts";

/** What the account page does to what is there: each change says first what signing in becomes. */

const PASSWORD = "a few words that nobody would try";

const POLICY = {
  version: 1,
  name: "ways-and-means",
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
  assay = await startAssay({ ASSAY_POLICY: jsonFile(POLICY) });
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
const follow = (name: string | RegExp) => page.getByRole("link", { name }).first().click();
const says = (text: string | RegExp) => page.getByText(text).first().waitFor();

/** Shows the passkey where it is asked for: what was created a moment ago was not shown yet. */
async function confirm(): Promise<void> {
  await press("Continue with a passkey");
}

async function setPassword(text = PASSWORD): Promise<void> {
  await page.getByLabel("New password").fill(text);
  await press("Continue");
  await says("Your account has changed");
}

async function firstCode(shown: Page): Promise<string> {
  return shown.locator("ol.codes code").first().innerText();
}

/** To something on the page and onto it, without a mouse. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  while (!(await target.evaluate((element) => element === element.ownerDocument.activeElement))) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
}

describe("a passkey", () => {
  test("is renamed, suspended, allowed again and removed", async () => {
    const first = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "passkeys@example.org");
    await press("Add a passkey");
    await confirm();
    await page.getByRole("button", { name: "Create passkey" }).waitFor();
    await first.setPresence(false);
    await addPasskeyDevice(page, "security-key");
    await press("Use a security key");
    await says("Your new passkey is saved");

    await follow(/^Rename /);
    await lookAt(page, "rename");
    await page.getByLabel("Name").fill("مفتاح 🔑 Ann");
    await press("Save the name");
    await says("The new name is saved");
    await page.getByRole("heading", { name: "مفتاح 🔑 Ann" }).waitFor();
    // Its owner's words do not hide who keeps it.
    await says("Chromium virtual authenticator");

    await follow("Suspend the passkey “مفتاح 🔑 Ann”");
    await says("After this you sign in with the passkey “Chromium virtual authenticator”");
    await lookAt(page, "suspend");
    await press("Suspend");
    await says("It is suspended");
    await lookAt(page, "account-suspended");
    await press(/^Allow again: /);
    // What was shown before is of the one that is suspended.
    await says("You are about to allow the passkey “مفتاح 🔑 Ann” again");
    await confirm();
    await says("It works again");

    await follow("Remove the passkey “مفتاح 🔑 Ann”");
    await says("It stays in the password manager that keeps it");
    await press("Remove");
    await says("The passkey is removed");
    expect(await page.getByText("مفتاح").count()).toBe(0);
    expectQuiet(page);
  });

  test("that is no longer the account's leaves the device at the next change, and no other does", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "signals@example.org");
    const [kept] = await device.credentials();
    if (kept === undefined) throw new Error("no passkey was created");
    // Nothing has changed here, so nothing is said; what an earlier page said is done.
    await page.goto(`${assay.origin}/account`);
    await page.getByRole("heading", { name: "Passkeys" }).waitFor();
    const other = await addPasskeyDevice(page, "security-key");
    const left = { ...kept, credentialId: Buffer.alloc(32, 7).toString("base64") };
    await other.addCredential(left);
    const held = async () => {
      const all = [...(await device.credentials()), ...(await other.credentials())];
      return all.map(({ credentialId }) => credentialId);
    };
    await page.reload();
    await page.getByRole("heading", { name: "Passkeys" }).waitFor();
    expect(await held()).toContain(left.credentialId);
    await page.goto(`${assay.origin}/account?notice=renamed`);
    await expect.poll(held).toEqual([kept.credentialId]);
    expectQuiet(page);
  });

  test("that is the last way in stays, and the page says what to add first", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "last@example.org");
    await says("To remove it, add another passkey first");
    const rename = await page.getByRole("link", { name: /^Rename/ }).getAttribute("href");
    await page.goto(`${assay.origin}${rename?.replace(/rename$/, "remove")}`);
    await page.getByRole("heading", { name: "This cannot be removed yet" }).waitFor();
    await says("Add another passkey first");
    await lookAt(page, "remove-last");
    await follow("Back to your account");

    await follow(/^Suspend /);
    await says("After this you cannot sign in");
    await says("This session rests on it, and ends as well");
    await lookAt(page, "suspend-last");
    await follow("Cancel and change nothing");
    await page.getByRole("heading", { name: "Your account" }).waitFor();

    // With the keyboard only.
    await tabTo(page.getByRole("link", { name: /^Rename/ }));
    await page.locator("input[name=name]:focus").waitFor();
    await page.keyboard.type("Mine");
    await page.keyboard.press("Enter");
    await tabTo(page.locator("button.primary[data-passkey]:enabled"));
    await says("The new name is saved");
    await page.getByRole("heading", { name: "Mine" }).waitFor();
    expectQuiet(page);
  });
});

describe("a password", () => {
  test("is shown while it is typed, filed under its owner, changed, suspended and removed", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "password@example.org");
    await press("Set a password");
    await says("You are about to set a password");
    await confirm();

    const field = page.getByLabel("New password");
    await field.fill("what was typed");
    const show = page.getByRole("button", { name: "Show password" });
    expect(await show.getAttribute("aria-pressed")).toBe("false");
    await show.click();
    expect(await show.getAttribute("aria-pressed")).toBe("true");
    expect(await field.getAttribute("type")).toBe("text");
    await lookAt(page, "password-shown");
    await show.click();
    expect(await field.getAttribute("type")).toBe("password");
    const username = page.locator("form input[autocomplete=username]");
    expect(await username.inputValue()).toBe("password@example.org");
    await setPassword();

    await press("Change password");
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
    await setPassword(`${PASSWORD} today`);

    await follow("Suspend your password");
    await says("After this you sign in with the passkey");
    await press("Suspend");
    await says("It is suspended");
    await press("Allow again: your password");
    await says("It works again");
    await follow("Remove your password");
    await press("Remove");
    await says("It is removed");
    await page.getByRole("button", { name: "Set a password" }).waitFor();
    expectQuiet(page);
  });
});

describe("saved codes", () => {
  test("are copied, printed, counted, and replaced by new ones", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "saved@example.org");
    await press("Make saved codes");
    await confirm();
    const codes = page.locator("ol.codes code");
    await codes.first().waitFor();
    const written = await codes.allInnerTexts();
    await press("Copy");
    await says("Copied");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(written.join("\n"));
    await page.emulateMedia({ media: "print" });
    await says("Saved codes of saved@example.org");
    expect(await page.getByLabel("Type one of them").isVisible()).toBe(false);
    await lookAt(page, "saved-codes-printed");
    await page.emulateMedia({ media: null });
    await page.getByLabel("Type one of them").fill(written[0] ?? "");
    await press("Continue");
    await says("Your saved codes work from now on");
    await says(`${written.length} codes`);

    await press("New codes");
    await says("The old ones work until you have typed a new one");
    await lookAt(page, "saved-codes-new");
    const fresh = await codes.allInnerTexts();
    expect(fresh).not.toContain(written[0]);
    await page.getByLabel("Type one of them").fill(fresh[1] ?? "");
    await press("Continue");
    await says("older ones no longer do");
    expectQuiet(page);
  });
});

describe("without a script", () => {
  test("what needs no passkey is done all the same", async () => {
    await addPasskeyDevice(page, "platform-synced");
    await signUp(page, assay, "plain@example.org");
    // What a session begins with was created, not shown.
    await press("Make saved codes");
    await confirm();
    await page.getByLabel("Type one of them").fill(await firstCode(page));
    await press("Continue");
    await says("Your saved codes work from now on");
    const state = await page.context().storageState();
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: state });
    const plain = await context.newPage();
    await plain.goto(`${assay.origin}/account`);
    await plain.getByRole("link", { name: /^Rename/ }).click();
    await plain.getByLabel("Name").fill("x".repeat(64));
    await plain.getByRole("button", { name: "Save the name" }).click();
    await plain.getByText("The new name is saved").waitFor();
    await plain.getByRole("button", { name: "New codes" }).click();
    expect(await plain.getByRole("button", { name: "Copy" }).isVisible()).toBe(false);
    await plain.getByLabel("Type one of them").fill(await firstCode(plain));
    await plain.getByRole("button", { name: "Continue" }).click();
    await plain.getByText("Your saved codes work from now on").waitFor();
    await context.close();
  });
});

import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createAuthenticator } from "../../../src/testing/public.ts";
import {
  creationOptions,
  readAssertion,
  readRegistration,
  requestOptions,
} from "../../testing/fixtures.ts";
import { accessibilityViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { expectQuiet, troublesOf, watchPage } from "./page-watch.ts";
import { answerOf, create, get, openPracticeSite, type PracticeSite } from "./practice-site.ts";
import { saveScreenshots } from "./screenshots.ts";
import { addPasskeyDevice } from "./virtual-authenticator.ts";

let browser: Browser;
let site: PracticeSite;
let page: Page;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchChromium(), openPracticeSite()]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  await watchPage(page);
  await page.goto(site.origin);
});

afterEach(async () => {
  await page.context().close();
});

const LOCAL = { rp: { id: "localhost", name: "Practice" } };
const required = { residentKey: "required", userVerification: "required" };
const passkey = () => creationOptions(required, LOCAL);
const challenge = (userVerification = "required") =>
  requestOptions({ rpId: "localhost", userVerification });

describe("devices", () => {
  const passkeyKinds = [
    { kind: "platform-synced", synced: true, aaguid: "01020304050607080102030405060708" },
    { kind: "platform-bound", synced: false, aaguid: "01020304050607080102030405060708" },
    { kind: "security-key", synced: false, aaguid: "0".repeat(32) },
  ] as const;
  test.for(passkeyKinds)("$kind creates and gets", async ({ kind, synced, aaguid }) => {
    await addPasskeyDevice(page, kind);
    const created = readRegistration(answerOf(await create(page, passkey())));
    const flags = { UP: true, UV: true, BE: synced, BS: synced };
    expect(created).toMatchObject({ aaguid, flags });
    const answer = answerOf(await get(page, challenge()));
    expect(readAssertion(answer)).toMatchObject({ flags });
    expectQuiet(page);
  });

  test("security-key-without-uv is good for a credential that is named, without UV", async () => {
    await addPasskeyDevice(page, "security-key-without-uv");
    expect(await create(page, passkey())).toEqual({ error: "NotAllowedError" });
    const plain = { residentKey: "discouraged", userVerification: "preferred" };
    const created = answerOf(await create(page, creationOptions(plain, LOCAL)));
    expect(readRegistration(created).flags).toMatchObject({ UP: true, UV: false });
    const allowCredentials = [{ type: "public-key", id: created.id }];
    const options = { ...challenge("preferred"), allowCredentials };
    const { flags } = readAssertion(answerOf(await get(page, options)));
    expect(flags).toMatchObject({ UP: true, UV: false });
  });

  test("two on one page", async () => {
    await addPasskeyDevice(page, "platform-bound");
    const key = await addPasskeyDevice(page, "security-key");
    const selection = { ...required, authenticatorAttachment: "cross-platform" };
    answerOf(await create(page, creationOptions(selection, LOCAL)));
    expect(await key.credentials()).toHaveLength(1);
  });

  test("one that is removed is gone", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    answerOf(await create(page, passkey()));
    await device.remove();
    await expect(device.credentials()).rejects.toThrow("Could not find a Virtual Authenticator");
  });
});

describe("lies of a device", () => {
  test("isBadUV gives UV=0 to who required it", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    answerOf(await create(page, passkey()));
    await device.overrideBits({ isBadUV: true });
    const { flags } = readAssertion(answerOf(await get(page, challenge("required"))));
    expect(flags).toMatchObject({ UP: true, UV: false });
    await device.overrideBits({ isBadUP: true });
    const again = readAssertion(answerOf(await get(page, challenge("required"))));
    expect(again.flags).toMatchObject({ UP: false, UV: true });
  });

  test("a user who is not verified gets one calm error", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    answerOf(await create(page, passkey()));
    await device.setUserVerified(false);
    expect(await get(page, challenge())).toEqual({ error: "NotAllowedError" });
  });

  test("BE and BS can be set and cleared", async () => {
    const device = await addPasskeyDevice(page, "platform-bound");
    answerOf(await create(page, passkey()));
    const [credential] = await device.credentials();
    const flagsAfter = async (backupEligibility: boolean, backupState: boolean) => {
      const properties = { backupEligibility, backupState };
      await device.setCredentialProperties(credential?.credentialId ?? "", properties);
      return readAssertion(answerOf(await get(page, challenge()))).flags;
    };
    expect(await flagsAfter(true, true)).toMatchObject({ BE: true, BS: true });
    expect(await flagsAfter(true, false)).toMatchObject({ BE: true, BS: false });
  });
});

describe("credentials of a device", () => {
  test("can be carried to another, as from a stolen vault", async () => {
    const owner = await addPasskeyDevice(page, "platform-synced");
    const { id } = answerOf(await create(page, passkey()));
    const loot = await owner.credentials();
    await owner.remove();
    const thief = await addPasskeyDevice(page, "platform-synced");
    for (const credential of loot) await thief.addCredential(credential);
    const answer = answerOf(await get(page, challenge()));
    expect(answer.id).toBe(id);
    expect(readAssertion(answer).flags).toMatchObject({ BE: true, BS: true });
  });

  test("can be removed", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    answerOf(await create(page, passkey()));
    const [credential] = await device.credentials();
    await device.removeCredential(credential?.credentialId ?? "");
    expect(await device.credentials()).toEqual([]);
    expect(await get(page, challenge())).toEqual({ error: "NotAllowedError" });
  });
});

describe("autofill", () => {
  const state = () => page.evaluate("practise.waiting.state()");

  test("with presence off it stays pending until it is aborted, and can be asked again", async () => {
    const device = await addPasskeyDevice(page, "platform-synced");
    answerOf(await create(page, passkey()));
    await device.setPresence(false);
    for (const _ of ["first", "again"]) {
      await page.evaluate(`practise.await(${JSON.stringify(challenge())})`);
      // A whole round trip through the browser's own WebAuthn code lies between.
      await device.credentials();
      expect(await state()).toBe("pending");
      await page.evaluate("practise.waiting.controller.abort()");
      expect(await page.evaluate("practise.waiting.outcome")).toEqual({ error: "AbortError" });
    }
  });

  test("with presence on it answers by itself", async () => {
    await addPasskeyDevice(page, "platform-synced");
    const { id } = answerOf(await create(page, passkey()));
    await page.evaluate(`practise.await(${JSON.stringify(challenge())})`);
    expect(await page.evaluate("practise.waiting.outcome")).toMatchObject({ answer: { id } });
  });
});

describe("the page watch hears", () => {
  const cases = [
    { what: "console errors", act: `console.error("oops")`, heard: /^console error: oops/u },
    {
      what: "uncaught errors",
      act: `setTimeout(() => { throw new Error("oops") })`,
      heard: /^uncaught: oops/u,
    },
    {
      what: "violations by script",
      act: `document.body.setAttribute("style", "color: red")`,
      heard: /policy violation: style-src/iu,
    },
    {
      what: "failed requests",
      act: `fetch("http://localhost:9/").catch(() => {})`,
      heard: /policy violation: connect-src/iu,
    },
    { what: "answers of 5xx", act: `fetch("/fault")`, heard: /^answered 500: .*\/fault/u },
  ] as const;
  test.for(cases)("$what", async ({ act, heard }) => {
    expectQuiet(page);
    await page.evaluate(`void (${act})`);
    await vi.waitFor(() => expect(troublesOf(page)).toContainEqual(expect.stringMatching(heard)));
    expect(() => expectQuiet(page)).toThrow("to deeply equal []");
    expectQuiet(page);
  });

  test("but not what a test provokes", async () => {
    await page.evaluate(`console.error("as expected")`);
    expectQuiet(page, [/as expected/u]);
  });
});

describe("pages", () => {
  test("axe runs under a strict policy and finds what is wrong", async () => {
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.evaluate(`document.querySelector("main").append(document.createElement("button"))`);
    const violations = await accessibilityViolations(page);
    expect(violations.map(({ rule }) => rule)).toEqual(["button-name"]);
    expect(await page.evaluate("typeof axe")).toBe("undefined");
    expectQuiet(page);
  });

  test("screenshots are saved only where a folder is named", async () => {
    const folder = mkdtempSync(join(tmpdir(), "assay-screenshots-"));
    vi.stubEnv("ASSAY_SCREENSHOTS", "");
    await saveScreenshots(page, "practice");
    vi.stubEnv("ASSAY_SCREENSHOTS", folder);
    await saveScreenshots(page, "practice");
    vi.unstubAllEnvs();
    const names = ["320-dark", "320-light", "1440-dark", "1440-light"];
    const expected = names.map((name) => `practice-${name}.png`);
    expect(new Set(readdirSync(folder))).toEqual(new Set(expected));
  });
});

describe("the software authenticator speaks as Chromium does", () => {
  test("in registration and authentication", async () => {
    await addPasskeyDevice(page, "platform-synced");
    const software = createAuthenticator();
    const options = { ...passkey(), extensions: { credProps: true } };
    const registration = answerOf(await create(page, options));
    const { origin } = site;
    const imitation = software.create(options, { origin });
    expect(shapeOf(imitation)).toEqual(shapeOf(registration));
    // Chromium adds a member now and then, so that nobody compares against a template.
    const { clientDataText } = readRegistration(registration);
    const imitated = readRegistration(imitation).clientDataText.slice(0, -1);
    expect(clientDataText.slice(0, imitated.length)).toBe(imitated);
    const asked = challenge();
    const assertion = answerOf(await get(page, asked));
    expect(shapeOf(software.get(asked, { origin }))).toEqual(shapeOf(assertion));
  });
});

/** Members and their types, without values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return "array";
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

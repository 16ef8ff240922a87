import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { Browser, openSite, signUp } from "./site.ts";

/** B38: a mail scanner opens every link, and often twice. Only what is posted from its page counts. */

const EMAIL = "ann@example.org";

const byLink: PolicyInput = {
  version: 1,
  name: "by-link",
  extends: "balanced",
  actions: { "sign-in": { anyOf: [{ allOf: [{ prove: "magic-link" }] }] } },
  invariants: [],
  danger: {
    singleFactor: true,
    withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
  },
};

let site: Assay;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-link-"));
  const path = join(folder, "policy.json");
  await writeFile(path, JSON.stringify(byLink));
  site = await openSite(path);
});
afterEach(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** Asks for a link in a browser; gives where the link in the mail leads. */
async function asked(browser: Browser) {
  await signUp(site, EMAIL);
  const begun = await browser.post("/api/attempts", {
    action: "sign-in",
    identifier: EMAIL,
    method: "magic-link",
  });
  const mailbox = await browser.get(`/dev/mailbox.json?to=${encodeURIComponent(EMAIL)}`);
  const { pathname, search } = new URL(mailbox.body[0]?.["link"] ?? "");
  const token = new URLSearchParams(search).get("token") ?? "";
  return { id: begun.body["id"], path: pathname, opened: `${pathname}${search}`, token };
}

function post(browser: Browser, path: string, token: string) {
  const body = new URLSearchParams({ token }).toString();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return browser.send("POST", path, body, form);
}

describe("a link", () => {
  test("is not used up by being opened, however often and by whomever", async () => {
    const browser = new Browser(site);
    const { id, path, opened, token } = await asked(browser);
    const scanner = new Browser(site, "198.51.100.7");
    expect((await scanner.get(opened)).status).toBe(404);
    for (const _ of [1, 2]) {
      const page = await browser.get(opened);
      expect(page.status).toBe(200);
      expect(page.body["text"]).toContain(token);
      expect(browser.session).toBeUndefined();
    }
    expect((await browser.get(`/api/attempts/${id}`)).body).toMatchObject({ state: "open" });
    expect((await post(scanner, path, token)).status).toBe(404);
    const done = await post(browser, path, token);
    expect([done.status, done.headers.get("location")]).toEqual([303, `/attempts/${id}`]);
    expect((await browser.get("/api/session")).body).toMatchObject({ email: EMAIL });
  });

  test("is used up by what is posted from its page", async () => {
    const browser = new Browser(site);
    const { path, token } = await asked(browser);
    await post(browser, path, token);
    expect((await post(browser, path, token)).status).toBe(409);
  });
});

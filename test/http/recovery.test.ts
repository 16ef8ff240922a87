import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { advance, beginSignIn, type Body, Browser, openSite, ORIGIN, signUp } from "./site.ts";

/** A recovery over the API: it waits, it can be stopped from a message, and it signs nobody in. */

const EMAIL = "ann@example.org";
const DAY = 86_400;

const PASSWORD = "a few words that nobody would try";

const byPassword: PolicyInput = {
  version: 1,
  name: "by-password",
  extends: "balanced",
  actions: {
    recover: {
      anyOf: [
        {
          allOf: [{ prove: "password" }, { enrol: "passkey", class: ["any"] }],
          delaySeconds: DAY,
          notices: 1,
        },
      ],
    },
  },
  invariants: [],
  danger: {
    singleFactor: true,
    withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
  },
};

let site: Assay;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-recovery-"));
  const path = join(folder, "policy.json");
  await writeFile(path, JSON.stringify(byPassword));
  site = await openSite(path);
  const { browser, authenticator } = await signUp(site, EMAIL);
  const { evidence, answer } = await beginSignIn(browser, authenticator);
  await browser.post(evidence, answer);
  const { body } = await browser.post("/api/attempts", { action: "enrol:password" });
  await show(browser, body["id"] ?? "", "enrol");
});
afterEach(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

async function show(browser: Browser, id: string, ceremony: "prove" | "enrol"): Promise<Body> {
  const step = await browser.post(`/api/attempts/${id}/steps`, { method: "password", ceremony });
  const answer = { step: step.body["step"], response: PASSWORD };
  return (await browser.post(`/api/attempts/${id}/evidence`, answer)).body;
}

/** Shows the password, which is all that has to be shown here. */
async function begin(browser: Browser): Promise<Body> {
  const beginning = { action: "recover", identifier: EMAIL };
  const { body } = await browser.post("/api/attempts", beginning);
  return show(browser, body["id"] ?? "", "prove");
}

async function enrol(browser: Browser, id: string) {
  const wanted = { method: "passkey", ceremony: "enrol" };
  const { body } = await browser.post(`/api/attempts/${id}/steps`, wanted);
  const options = body["publicKey"] as never;
  const response = createAuthenticator().create(options, { origin: ORIGIN });
  return browser.post(`/api/attempts/${id}/evidence`, { step: body["step"], response });
}

async function secret(): Promise<string> {
  const { body } = await new Browser(site).get(`/dev/mailbox.json?to=${EMAIL}`);
  return /\/notice\/(\S+)/.exec(body[0]?.["text"] ?? "")?.[1] ?? "";
}

describe("a recovery", () => {
  test("says until when it waits, and is open again then", async () => {
    const browser = new Browser(site);
    const waiting = await begin(browser);
    expect(waiting).toMatchObject({ state: "waiting", options: [] });
    const left = Date.parse(waiting["waitUntil"] ?? "") - Date.now();
    expect(Math.round(left / 1000 / 3600)).toBe(24);
    await advance(site, DAY);
    const { body } = await browser.get(`/api/attempts/${waiting["id"]}`);
    expect(body).toMatchObject({ state: "open", options: [{ ceremony: "enrol" }] });
    expect(body["waitUntil"]).toBeUndefined();
  });

  test("signs nobody in: no session for the API, none for the application", async () => {
    const browser = new Browser(site);
    const { id } = await begin(browser);
    await advance(site, DAY);
    const done = await enrol(browser, id ?? "");
    expect(done.body).toMatchObject({ state: "allowed" });
    for (const path of ["/api/session", "/api/account/credentials", "/api/account/sessions"]) {
      expect((await browser.get(path)).status).toBe(401);
    }
    const cookie = `assay-session-3000=${browser.session}`;
    const request = new Request(`${ORIGIN}/`, { headers: { cookie } });
    expect(await site.session(request)).toBeNull();
    expect(await site.require(request, "sign-in")).toMatchObject({ code: "session_required" });
  });
});

describe("POST /api/notices/:secret", () => {
  test("stops it, once", async () => {
    const browser = new Browser(site);
    const { id } = await begin(browser);
    const notice = `/api/notices/${await secret()}`;
    const told = await new Browser(site).post(notice, { veto: true });
    expect([told.status, told.body]).toMatchObject([
      200,
      { notice: "recovery-begun", answer: "veto" },
    ]);
    expect((await browser.get(`/api/attempts/${id}`)).body).toMatchObject({
      state: "refused",
      reasons: [{ code: "vetoed" }],
    });
    const again = await new Browser(site).post(notice, { veto: true });
    expect([again.status, again.body]).toMatchObject([409, { code: "notice_answered" }]);
  });

  test("is nothing to be opened, and stops nothing by being opened", async () => {
    const browser = new Browser(site);
    const { id } = await begin(browser);
    const page = await new Browser(site).get(`/notice/${await secret()}`);
    expect([page.status, page.headers.get("referrer-policy")]).toEqual([200, "same-origin"]);
    expect((await browser.get(`/api/attempts/${id}`)).body).toMatchObject({ state: "waiting" });
  });

  test.each([
    ["a secret of nobody", "AAAAAAAAAAAAAAAAAAAAAA", { veto: true }, 404, "notice_unknown"],
    ["an answer that is none", "AAAA", { veto: false }, 400, "body_malformed"],
    ["two answers", "AAAA", { veto: true, report: true }, 400, "body_malformed"],
    ["no answer", "AAAA", {}, 400, "body_malformed"],
  ])("refuses %s", async (_, name, body, status, code) => {
    const answer = await new Browser(site).post(`/api/notices/${name}`, body);
    expect([answer.status, answer.body]).toMatchObject([status, { code }]);
  });

  test("refuses what comes from elsewhere", async () => {
    await begin(new Browser(site));
    const body = JSON.stringify({ veto: true });
    const path = `/api/notices/${await secret()}`;
    const answer = await new Browser(site).send("POST", path, body, {
      origin: "https://evil.example",
    });
    expect([answer.status, answer.body]).toMatchObject([403, { code: "origin_refused" }]);
  });
});

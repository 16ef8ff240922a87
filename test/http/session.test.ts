import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { addPasskey, advance, beginSignIn, Browser, openSite, ORIGIN, signUp } from "./site.ts";

let site: Assay;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

describe("the contract of an attempt", () => {
  test("signs up with an address and a passkey, and in with the passkey alone", async () => {
    const { browser, authenticator, done } = await signUp(site, "ann@example.org");
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ action: "sign-up", state: "allowed", options: [] });
    const session = await browser.get("/api/session");
    expect(session.body).toMatchObject({
      email: "ann@example.org",
      aal: 2,
      acr: "phr",
      factors: ["have", "know-or-are"],
      phishingResistant: true,
      decision: { policy: "balanced", rule: "sign-up/1" },
    });

    const other = new Browser(site);
    const { evidence, answer } = await beginSignIn(other, authenticator);
    const signedIn = await other.post(evidence, answer);
    expect(signedIn.body).toMatchObject({ action: "sign-in", state: "allowed" });
    expect(signedIn.body["reasons"]?.[0]).toMatchObject({
      rule: "sign-in/1",
      code: "user_verified",
      evidence: { method: "passkey", userVerified: { value: true, from: "signed" } },
    });
    expect((await other.get("/api/session")).body["account"]).toBe(session.body["account"]);
    expect((await other.get("/api/session")).body["amr"]).toEqual(["pop", "user", "mfa"]);
  });

  test("is read only by the browser that began it, and given up with 204", async () => {
    const browser = new Browser(site);
    const begun = await browser.post("/api/attempts", { action: "sign-in" });
    expect(begun.status).toBe(201);
    const path = `/api/attempts/${begun.body["id"]}`;
    expect((await browser.get(path)).body).toMatchObject({ state: "open" });
    expect((await new Browser(site).get(path)).status).toBe(404);
    expect((await browser.delete(path)).status).toBe(204);
    expect((await browser.get(path)).body).toMatchObject({ state: "expired" });
  });
});

describe("a session", () => {
  test("R34: is an opaque cookie that no script reads", async () => {
    const { done, browser } = await signUp(site, "ann@example.org");
    const cookie = done.headers.getSetCookie().find((line) => line.includes("session"));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(browser.session).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/);
  });

  test("R31: each authentication has a new one, and what replaced it is dead", async () => {
    const { browser, authenticator } = await signUp(site, "ann@example.org");
    const before = browser.session;
    await addPasskey(browser, authenticator);
    expect(browser.session).not.toBe(before);
    const thief = new Browser(site);
    thief.cookies.set("assay-session-3000", before ?? "");
    expect((await thief.get("/api/session")).status).toBe(401);
    expect((await browser.get("/api/session")).status).toBe(200);
  });

  test("R31: signing in again ends the one that the browser had", async () => {
    const { browser, authenticator } = await signUp(site, "ann@example.org");
    const before = browser.session ?? "";
    const { evidence, answer } = await beginSignIn(browser, authenticator);
    expect((await browser.post(evidence, answer)).body).toMatchObject({ state: "allowed" });
    const thief = new Browser(site);
    thief.cookies.set("assay-session-3000", before);
    expect((await thief.get("/api/session")).status).toBe(401);
    expect((await browser.get("/api/account/sessions")).body).toHaveLength(1);
  });

  test("R32: signing out ends it at the server", async () => {
    const { browser } = await signUp(site, "ann@example.org");
    const cookie = browser.session ?? "";
    expect((await browser.delete("/api/session")).status).toBe(204);
    expect(browser.session).toBeUndefined();
    browser.cookies.set("assay-session-3000", cookie);
    expect((await browser.get("/api/session")).status).toBe(401);
  });

  test("R33: ends after idling, and at its last moment", async () => {
    const { browser, authenticator } = await signUp(site, "ann@example.org");
    await advance(site, 7 * 86_400);
    expect((await browser.get("/api/session")).status).toBe(401);
    const { evidence, answer } = await beginSignIn(browser, authenticator);
    await browser.post(evidence, answer);
    for (let day = 0; day < 30; day += 1) {
      expect((await browser.get("/api/session")).status).toBe(200);
      await advance(site, 86_400);
    }
    expect((await browser.get("/api/session")).status).toBe(401);
  });

  test("B48: a truncated or altered cookie opens nothing", async () => {
    const { browser } = await signUp(site, "ann@example.org");
    const cookie = browser.session ?? "";
    const last = cookie.endsWith("A") ? "B" : "A";
    for (const wrong of [
      cookie.slice(0, -1),
      cookie.slice(0, 36),
      cookie.slice(0, 37),
      `${cookie.slice(0, -1)}${last}`,
      `${cookie}A`,
      "",
    ]) {
      browser.cookies.set("assay-session-3000", wrong);
      expect((await browser.get("/api/session")).status).toBe(401);
    }
  });

  test("is listed, and ended one by one, but only one's own", async () => {
    const { browser, authenticator } = await signUp(site, "ann@example.org");
    const other = new Browser(site);
    const { evidence, answer } = await beginSignIn(other, authenticator);
    await other.post(evidence, answer);
    const stranger = (await signUp(site, "ben@example.org")).browser;
    const list = (await browser.get("/api/account/sessions")).body as unknown as {
      id: string;
      current: boolean;
    }[];
    expect(list).toHaveLength(2);
    const theirs = list.find(({ current }) => !current)?.id ?? "";
    expect((await stranger.delete(`/api/account/sessions/${theirs}`)).status).toBe(404);
    expect((await other.get("/api/session")).status).toBe(200);
    expect((await browser.delete(`/api/account/sessions/${theirs}`)).status).toBe(204);
    expect((await other.get("/api/session")).status).toBe(401);
  });
});

describe("credentials", () => {
  test("the last one stays, another goes while the proof is fresh, later a step-up is asked", async () => {
    const { browser, authenticator } = await signUp(site, "ann@example.org");
    const [first] = authenticator.credentials();
    const path = `/api/account/credentials/${first?.id}`;
    expect((await browser.delete(path)).body).toMatchObject({ code: "action_refused" });
    const second = await addPasskey(browser, authenticator);
    expect((await browser.get("/api/account/credentials")).body).toHaveLength(2);
    await advance(site, 301);
    const stale = await browser.delete(path);
    expect(stale.status).toBe(403);
    expect(stale.body).toMatchObject({
      code: "step_up_required",
      action: "remove:passkey",
      params: { credential: first?.id },
    });
    const begun = await browser.post("/api/attempts", {
      action: "remove:passkey",
      params: { credential: first?.id },
      method: "passkey",
    });
    const step = begun.body["step"];
    const response = second.get(step?.["publicKey"] as never, { origin: ORIGIN });
    const evidence = `/api/attempts/${begun.body["id"]}/evidence`;
    const done = await browser.post(evidence, { step: step?.["step"], response });
    expect(done.body).toMatchObject({ state: "allowed" });
    expect((await browser.get("/api/account/credentials")).body).toHaveLength(1);
  });

  test("B18: nobody removes another's", async () => {
    const ann = await signUp(site, "ann@example.org");
    const ben = await signUp(site, "ben@example.org");
    const id = ann.authenticator.credentials()[0]?.id;
    const answer = await ben.browser.delete(`/api/account/credentials/${id}`);
    expect(answer.body).toMatchObject({ code: "credential_unknown" });
    expect((await ann.browser.get("/api/account/credentials")).body).toHaveLength(1);
  });

  test("what was removed signs nobody in, and says so", async () => {
    const { browser, authenticator } = await signUp(site, "ann@example.org");
    await addPasskey(browser, authenticator);
    const id = authenticator.credentials()[0]?.id;
    expect((await browser.delete(`/api/account/credentials/${id}`)).status).toBe(204);
    const other = new Browser(site);
    const { evidence, answer } = await beginSignIn(other, authenticator);
    expect((await other.post(evidence, answer)).body).toMatchObject({ code: "credential_unknown" });
  });
});

describe("what an application asks", () => {
  test("session and require go by the same decision", async () => {
    const { browser } = await signUp(site, "ann@example.org");
    const headers = { cookie: `assay-session-3000=${browser.session}` };
    const request = new Request(`${ORIGIN}/pay`, { headers });
    expect(await site.session(request)).toMatchObject({ email: "ann@example.org", aal: 2 });
    expect(await site.session(new Request(`${ORIGIN}/pay`))).toBeNull();
    expect(await site.require(request, "pay")).toMatchObject({ ok: false, code: "action_unknown" });
    const nobody = new Request(`${ORIGIN}/pay`);
    expect(await site.require(nobody, "pay")).toMatchObject({ code: "session_required" });
  });
});

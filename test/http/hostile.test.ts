import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { errorText } from "../../src/words/error-text.ts";
import type { Lie } from "../../src/testing/public.ts";
import { type Answer, beginSignIn, Browser, mailTo, openSite, ORIGIN, signUp } from "./site.ts";

let site: Assay;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Refused with a documented code and a sentence; never our own fault. */
function expectRefused(answer: Answer): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(Object.keys(errorText)).toContain(answer.body["code"]);
  expect(answer.body["message"]).not.toBe("");
  expect(answer.body["docs"]).toBe(`${ORIGIN}/docs/errors#${answer.body["code"]}`);
}

describe("R35: a state change", () => {
  const body = JSON.stringify({ action: "sign-in" });

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["a longer origin", { origin: `${ORIGIN}.evil.example` }],
    ["another port", { origin: "http://localhost:3001" }],
    ["no origin", { origin: "" }],
    ["an opaque origin", { origin: "null" }],
    ["a form's content type", { "content-type": "application/x-www-form-urlencoded" }],
    ["a simple content type", { "content-type": "text/plain" }],
    ["no content type", { "content-type": "" }],
  ])("from %s is refused with 403", async (_, headers) => {
    const answer = await new Browser(site).send("POST", "/api/attempts", body, headers);
    expect(answer.status).toBe(403);
    expectRefused(answer);
  });

  test("of a session, too, and of the pages' forms", async () => {
    const { browser } = await signUp(site, "csrf@example.org");
    const foreign = { origin: "https://evil.example" };
    expect((await browser.send("DELETE", "/api/session", null, foreign)).status).toBe(403);
    const form = { ...foreign, "content-type": "application/x-www-form-urlencoded" };
    expect((await browser.send("POST", "/sign-out", "", form)).status).toBe(403);
    expect((await browser.get("/api/session")).status).toBe(200);
  });
});

describe("bad input is normal", () => {
  const routes: readonly (readonly [string, string])[] = [
    ["POST", "/api/attempts"],
    ["POST", "/api/attempts/x/steps"],
    ["POST", "/api/attempts/x/evidence"],
    ["DELETE", "/api/attempts/x"],
    ["DELETE", "/api/account/credentials/x"],
    ["DELETE", "/api/account/sessions/x"],
    ["GET", "/api/nothing"],
  ];

  test.each(routes)("%s %s takes any bytes and any JSON", async (method, path) => {
    const browser = new Browser(site);
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
      fc.json(),
      fc.constantFrom("", "null", "[]", '"', '{"__proto__":1}', "1e999"),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const answer = await browser.send(method, path, method === "GET" ? null : body);
        expectRefused(answer);
      }),
      { numRuns: 60 },
    );
  });

  test("any ceremony, for a step that is real", async () => {
    const { authenticator } = await signUp(site, "ceremony@example.org");
    const browser = new Browser(site);
    const { evidence, answer } = await beginSignIn(browser, authenticator);
    const responses = fc.oneof(
      fc.string(),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.record({ id: fc.base64String(), rawId: fc.base64String(), response: fc.object() }),
    );
    await fc.assert(
      fc.asyncProperty(responses, async (response) => {
        expectRefused(await browser.post(evidence, { step: answer["step"], response }));
      }),
      { numRuns: 100 },
    );
    // Nothing was lost by it: the true answer is still taken.
    expect((await browser.post(evidence, answer)).body).toMatchObject({ state: "allowed" });
  });

  test("bodies and ids of any size", async () => {
    const browser = new Browser(site);
    const large = JSON.stringify({ action: "a".repeat(70_000) });
    expect((await browser.send("POST", "/api/attempts", large)).status).toBe(413);
    expectRefused(await browser.get(`/api/attempts/${"A".repeat(10_000)}`));
    expectRefused(await browser.get("/api/attempts/%00%ff"));
    expectRefused(await browser.get("/api/attempts/.."));
  });

  test("B45: malformed headers open nothing", async () => {
    const browser = new Browser(site);
    for (const cookie of ["assay-session-3000", "=;=;", "a=b; assay-session-3000=%", ";;;"]) {
      const answer = await browser.send("GET", "/api/session", null, { cookie });
      expect(answer.status).toBe(401);
    }
    const odd = { "content-type": "application/json;;charset", "accept-language": "\u00e9,;q=" };
    const answer = await browser.send("POST", "/api/attempts", "{}", odd);
    expect(answer.status).toBe(400);
  });

  test("what is not named is not taken", async () => {
    const browser = new Browser(site);
    const more = { action: "sign-in", userVerification: "discouraged", challenge: "AAAA" };
    expect((await browser.post("/api/attempts", more)).body["code"]).toBe("body_malformed");
    for (const action of ["sign-in:passkey", "Sign-In", "sign-in/", "//sign-in", "enrol:"]) {
      expect((await browser.post("/api/attempts", { action })).body["code"]).toBe("action_unknown");
    }
  });
});

describe("what a lying client gets, over HTTP", () => {
  const lies: readonly (readonly [string, Lie, string])[] = [
    ["B6 type", { type: "webauthn.create" }, "client_data_type_mismatch"],
    ["B5 challenge", { challenge: "AAAA" }, "challenge_mismatch"],
    ["B8 origin", { origin: "http://localhost:3001" }, "origin_mismatch"],
    ["B9 origin suffix", { origin: "http://badlocalhost:3000" }, "origin_mismatch"],
    ["B10 RP ID", { rpId: "localhost.evil" }, "rp_id_mismatch"],
    ["B10 crossOrigin", { crossOrigin: true }, "cross_origin_refused"],
    ["B10 topOrigin", { topOrigin: "https://evil.example" }, "top_origin_refused"],
    ["B10 an app's origin", { origin: "android:apk-key-hash:AAAA" }, "origin_mismatch"],
    ["B1 UV", { flags: { UV: false } }, "user_not_verified"],
    ["UP", { flags: { UP: false } }, "user_not_present"],
    ["R15 BS without BE", { flags: { BE: false } }, "backup_state_invalid"],
    ["R16 BE and BS cleared", { flags: { BE: false, BS: false } }, "backup_eligibility_changed"],
    ["B12 user handle", { userHandle: "AAAA" }, "user_handle_mismatch"],
    [
      "R02 signature",
      { signature: (truth) => truth.map((b, i) => (i === 20 ? b ^ 1 : b)) },
      "signature_invalid",
    ],
  ];

  test.each(lies)("%s", async (name, lie, code) => {
    const { authenticator } = await signUp(site, `${name.replaceAll(/\W/g, "")}@example.org`);
    const browser = new Browser(site);
    const { evidence, answer } = await beginSignIn(browser, authenticator, lie);
    const refused = await browser.post(evidence, answer);
    expectRefused(refused);
    expect(refused.body["code"]).toBe(code);
    expect(browser.session).toBeUndefined();
  });

  test("R41: a counter that went back is recorded, and locks nobody out", async () => {
    const { authenticator, browser } = await signUp(site, "counter@example.org");
    const id = authenticator.credentials()[0]?.id ?? "";
    for (const signCount of [9, 3]) {
      authenticator.change(id, { signCount });
      const other = new Browser(site);
      const { evidence, answer } = await beginSignIn(other, authenticator, { signCount });
      const done = await other.post(evidence, answer);
      expect(done.body).toMatchObject({ state: "allowed" });
      const told = JSON.stringify(done.body["reasons"]).includes("counter_went_back");
      expect(told).toBe(signCount === 3);
    }
    expect((await browser.get("/api/account/credentials")).status).toBe(200);
  });
});

describe("R37, B40: nobody learns whether an address has an account", () => {
  test("from beginning, from a step, from the page, or from the mail", async () => {
    await signUp(site, "known@example.org");
    const shapes = await Promise.all(
      ["known@example.org", "fresh@example.org"].map(async (identifier) => {
        const browser = new Browser(site, identifier);
        const signIn = await browser.post("/api/attempts", {
          action: "sign-in",
          identifier,
          method: "passkey",
        });
        const signUpAnswer = await browser.post("/api/attempts", {
          action: "sign-up",
          identifier,
          method: "email-code",
        });
        const code = await mailTo(site, identifier);
        return JSON.stringify([shapeOf(signIn), shapeOf(signUpAnswer), code.length]);
      }),
    );
    expect(shapes[0]).toBe(shapes[1]);
  });

  function shapeOf({ status, headers, body }: Answer): unknown {
    const names = [...headers.keys()].toSorted();
    const varying = /"(id|step|challenge|expiresAt|sentTo)":"[^"]*"/g;
    return [status, names, JSON.stringify(body).replaceAll(varying, '"$1"')];
  }
});

describe("what is always there", () => {
  test("R36: strict headers on every kind of answer", async () => {
    const browser = new Browser(site);
    for (const path of ["/sign-in", "/api/session", "/nothing", "/healthz", "/demo"]) {
      const { headers } = await browser.get(path);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  test("probes, and a document that names every operation", async () => {
    const browser = new Browser(site);
    expect((await browser.get("/healthz")).status).toBe(200);
    expect((await browser.get("/readyz")).status).toBe(200);
    const document = (await browser.get("/openapi.json")).body;
    expect(document["openapi"]).toBe("3.1.0");
    expect(Object.keys(document["paths"] ?? {})).toContain("/api/attempts/{id}/evidence");
  });

  test("B44: a path has one spelling", async () => {
    const browser = new Browser(site);
    for (const path of ["//api/session", "/API/session", "/api//session", "/api/session/"]) {
      expect((await browser.get(path)).status).toBe(404);
    }
  });
});

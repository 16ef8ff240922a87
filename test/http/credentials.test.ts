import { afterEach, beforeEach, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { Browser, openSite, signUp } from "./site.ts";
import type { Authenticator } from "../../src/testing/public.ts";

/** `/api/account/credentials` lists and removes what is beside the passkeys, too. */

const ORIGIN = "http://localhost:3000";
const PASSWORD = "a few words that nobody would try";

let site: Assay;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

async function setPassword(browser: Browser, authenticator: Authenticator): Promise<void> {
  const begun = await browser.post("/api/attempts", { action: "enrol:password" });
  const attempt = `/api/attempts/${begun.body["id"]}`;
  const shown = await browser.post(`${attempt}/steps`, { method: "passkey" });
  const response = authenticator.get(shown.body["publicKey"] as never, { origin: ORIGIN });
  await browser.post(`${attempt}/evidence`, { step: shown.body["step"], response });
  const step = await browser.post(`${attempt}/steps`, { method: "password", ceremony: "enrol" });
  const done = await browser.post(`${attempt}/evidence`, {
    step: step.body["step"],
    response: PASSWORD,
  });
  expect(done.body).toMatchObject({ state: "allowed" });
}

test("a password is listed by what it is, never by what it is made of, and goes", async () => {
  const { browser, authenticator } = await signUp(site, "ann@example.org");
  await setPassword(browser, authenticator);
  const listed = await browser.get("/api/account/credentials");
  const [passkey, password] = listed.body as unknown as { readonly id: string }[];
  expect(passkey).toMatchObject({ method: "passkey" });
  expect(password).toEqual({
    id: expect.any(String),
    method: "password",
    state: "active",
    number: null,
    createdAt: expect.any(String),
    lastUsedAt: null,
  });
  expect((await browser.delete(`/api/account/credentials/${password?.id ?? ""}`)).status).toBe(204);
  expect((await browser.get("/api/account/credentials")).body).toHaveLength(1);
});

test("nobody removes what another account has", async () => {
  const { browser, authenticator } = await signUp(site, "ann@example.org");
  await setPassword(browser, authenticator);
  const listed = await browser.get("/api/account/credentials");
  const id = listed.body[1]?.["id"];
  const { browser: other } = await signUp(site, "bob@example.org");
  expect((await other.delete(`/api/account/credentials/${id}`)).body["code"]).toBe(
    "credential_unknown",
  );
  expect((await new Browser(site).delete(`/api/account/credentials/${id}`)).status).toBe(401);
  expect((await browser.get("/api/account/credentials")).body).toHaveLength(2);
});

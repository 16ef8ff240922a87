import { afterAll, beforeAll, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { Browser, openSite, ORIGIN } from "./site.ts";

/** What passkey providers, password managers and browsers look for, at addresses that are the same everywhere. */

let site: Assay;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

test("where passkeys are created and managed", async () => {
  const { status, headers, body } = await new Browser(site).get("/.well-known/passkey-endpoints");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toContain("application/json");
  expect(body).toEqual({ enroll: `${ORIGIN}/account`, manage: `${ORIGIN}/account` });
});

test("where a password is changed", async () => {
  const { status, headers } = await new Browser(site).get("/.well-known/change-password");
  expect([status, headers.get("location")]).toEqual([302, "/account"]);
});

test("for which origins the RP ID is", async () => {
  const { body } = await new Browser(site).get("/.well-known/webauthn");
  expect(body).toEqual({ origins: [ORIGIN] });
});

test("and nothing else is there", async () => {
  const answer = await new Browser(site).get("/.well-known/resource-that-should-not-exist");
  expect(answer.status).toBe(404);
});

import { expect } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { createAuthenticator, type Lie } from "../../src/testing/public.ts";
import { type Answer, beginSignIn, Browser, mailTo, ORIGIN, signUp } from "./site.ts";

/** A client that lies to a site, in both ceremonies. */
export function lyingClient(site: Assay) {
  let people = 0;
  const newAddress = () => `person${(people += 1)}@example.org`;
  /** Each from a network of his own: so many messages to one would be too many. */
  const newBrowser = () => new Browser(site, `203.0.113.${people}`);
  const signUpOne = () => {
    const address = newAddress();
    return signUp(site, address, newBrowser());
  };

  /** Signs in with a lie, and gives the answer and whether a session came of it. */
  async function signInWith(lie: Lie, authenticator = createAuthenticator()) {
    const known = authenticator.credentials().length > 0;
    const own = known ? authenticator : (await signUpOne()).authenticator;
    const browser = new Browser(site, "192.0.2.7");
    const { evidence, answer } = await beginSignIn(browser, own, lie);
    const done = await browser.post(evidence, answer);
    return { done, session: browser.session };
  }

  /** Comes to the creation of a passkey in a sign-up. */
  async function beginCreation() {
    const email = newAddress();
    const browser = newBrowser();
    const begun = await browser.post("/api/attempts", {
      action: "sign-up",
      identifier: email,
      method: "email-code",
    });
    const evidence = `/api/attempts/${begun.body["id"]}/evidence`;
    const code = await mailTo(site, email);
    await browser.post(evidence, { step: begun.body["step"]?.["step"], response: code });
    const step = await browser.post(`/api/attempts/${begun.body["id"]}/steps`, {
      method: "passkey",
      ceremony: "enrol",
    });
    return { browser, evidence, step: step.body };
  }

  async function createWith(lie: Lie, authenticator = createAuthenticator()) {
    const { browser, evidence, step } = await beginCreation();
    const response = authenticator.create(step["publicKey"] as never, {
      origin: ORIGIN,
      lie: { unruly: true, ...lie },
    });
    const done = await browser.post(evidence, { step: step["step"], response });
    return { done, session: browser.session };
  }

  return { signUpOne, signInWith, beginCreation, createWith };
}

/** Answered with a documented code of 4xx, and no session came of it. */
export function expectRefused(
  { done, session }: { readonly done: Answer; readonly session: string | undefined },
  code?: string,
): void {
  expect(done.status).toBeGreaterThanOrEqual(400);
  expect(done.status).toBeLessThan(500);
  if (code !== undefined) expect(done.body["code"]).toBe(code);
  expect(session).toBeUndefined();
}

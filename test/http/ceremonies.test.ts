import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBase64url } from "../../src/base/bytes.ts";
import type { Assay } from "../../src/compose/compose.ts";
import {
  type Authenticator,
  createAuthenticator,
  type Lie,
  OMITTED,
} from "../../src/testing/public.ts";
import { expectRefused, lyingClient } from "./lying-client.ts";
import { addPasskey, advance, beginSignIn, Browser, openSite, ORIGIN } from "./site.ts";

/** The ceremonies from outside, with a client that lies: numbered as the requirements are. */

let site: Assay;
let client: ReturnType<typeof lyingClient>;
beforeAll(async () => {
  site = await openSite();
  client = lyingClient(site);
});
afterAll(() => site.close());

const signUpOne = () => client.signUpOne();
const signInWith = (lie: Lie, authenticator?: Authenticator) =>
  client.signInWith(lie, authenticator);
const beginCreation = () => client.beginCreation();
const createWith = (lie: Lie, authenticator?: Authenticator) =>
  client.createWith(lie, authenticator);

describe("R02: the signature is checked", () => {
  test("over every byte that was signed", async () => {
    const flip = (truth: Uint8Array) => truth.with(truth.length - 1, truth.at(-1) === 0 ? 1 : 0);
    expectRefused(await signInWith({ signature: flip }));
    expectRefused(await signInWith({ clientData: { late: true }, json: {}, signature: flip }));
  });
});

describe("R03 B4 B5: a challenge is ours, used once, and runs out", () => {
  test("one that the client chose is refused", async () => {
    expectRefused(await signInWith({ challenge: "A".repeat(43) }), "challenge_mismatch");
    expectRefused(await signInWith({ challenge: OMITTED }));
  });

  test("an answer is taken once, and not after five minutes", async () => {
    const { authenticator } = await signUpOne();
    const browser = new Browser(site, "192.0.2.7");
    const { evidence, answer } = await beginSignIn(browser, authenticator);
    expect((await browser.post(evidence, answer)).body["state"]).toBe("allowed");
    expect((await browser.post(evidence, answer)).status).toBe(409);
    const other = new Browser(site, "192.0.2.7");
    expect((await other.post(evidence, answer)).status).toBe(404);
    const late = await beginSignIn(other, authenticator);
    await advance(site, 301);
    expectRefused({ done: await other.post(late.evidence, late.answer), session: other.session });
  });

  test("is 32 random bytes, another one each time", async () => {
    const challenges = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const begun = await new Browser(site).post("/api/attempts", {
        action: "sign-in",
        method: "passkey",
      });
      challenges.add(begun.body["step"]?.["publicKey"]?.["challenge"] ?? "");
    }
    expect(challenges.size).toBe(3);
    for (const one of challenges) expect(fromBase64url(one)?.byteLength).toBe(32);
  });
});

describe("R04 B8 B9: the origin is one of ours, exactly", () => {
  test.each([
    "https://localhost:3000",
    "http://localhost:3001",
    "http://localhost",
    "http://badlocalhost:3000",
    "http://sub.localhost:3000",
    "http://localhost:3000.evil.example",
    "http://localhost:3000/",
    "HTTP://LOCALHOST:3000",
    "null",
    "",
  ])("%s is not", async (origin) => {
    expectRefused(await signInWith({ origin }), "origin_mismatch");
    expectRefused(await createWith({ origin }), "origin_mismatch");
  });

  test("B8: the request's own headers do not say what it is", async () => {
    const { authenticator } = await signUpOne();
    const browser = new Browser(site);
    const evil = "http://evil.example";
    const { evidence, answer } = await beginSignIn(browser, authenticator, { origin: evil });
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example" };
    const done = await browser.send("POST", evidence, JSON.stringify(answer), headers);
    expectRefused({ done, session: browser.session });
  });
});

describe("R05 B10: the relying party, and who embeds it", () => {
  test("the hash of another RP ID is refused", async () => {
    expectRefused(await signInWith({ rpId: "example.org" }), "rp_id_mismatch");
    expectRefused(await createWith({ rpId: "example.org" }), "rp_id_mismatch");
  });

  test("so is a ceremony in somebody's frame, and one of an application", async () => {
    expectRefused(await signInWith({ crossOrigin: true }));
    expectRefused(await createWith({ crossOrigin: true }));
    expectRefused(await signInWith({ crossOrigin: true, topOrigin: "https://evil.example" }));
    expectRefused(await signInWith({ origin: "android:apk-key-hash:AAAA" }), "origin_mismatch");
  });
});

describe("R06 B6: creating and proving do not pass for each other", () => {
  test("by their type", async () => {
    expectRefused(await signInWith({ type: "webauthn.create" }));
    expectRefused(await createWith({ type: "webauthn.get" }));
  });

  test("nor by their steps", async () => {
    const { authenticator } = await signUpOne();
    const { browser, evidence, step } = await beginCreation();
    const { answer } = await beginSignIn(browser, authenticator);
    const done = await browser.post(evidence, { ...answer, step: step["step"] });
    expectRefused({ done, session: browser.session });
  });
});

describe("R01 B1 B3: user verification that did not happen", () => {
  test("signs nobody in and creates nothing", async () => {
    expectRefused(await signInWith({ flags: { UV: false }, unruly: true }));
    expectRefused(await createWith({ flags: { UV: false } }));
  });

  test("B3: is not made up for by the session in a step-up", async () => {
    const { browser, authenticator } = await signUpOne();
    await addPasskey(browser, authenticator);
    const listed = await browser.get("/api/account/credentials");
    const credential = listed.body[0]?.["id"] ?? "";
    await advance(site, 301);
    const action = { action: "remove:passkey", params: { credential } };
    const begun = await browser.post("/api/attempts", { ...action, method: "passkey" });
    const step = begun.body["step"];
    expect(step?.["publicKey"]?.["userVerification"]).toBe("required");
    const response = authenticator.get(step?.["publicKey"] as never, {
      origin: ORIGIN,
      lie: { flags: { UV: false }, unruly: true },
    });
    const evidence = `/api/attempts/${begun.body["id"]}/evidence`;
    const done = await browser.post(evidence, { step: step?.["step"], response });
    expect(done.status).toBe(422);
    expect((await browser.get("/api/account/credentials")).body).toHaveLength(2);
  });
});

describe("R15: backed up, and not to be backed up", () => {
  test("is refused in both ceremonies", async () => {
    const flags = { BE: false, BS: true };
    expectRefused(await signInWith({ flags }));
    expectRefused(await createWith({ flags }));
  });
});

describe("R38 B11: a credential belongs to one account", () => {
  test("registering its id again is refused, and it stays whose it was", async () => {
    const { authenticator } = await signUpOne();
    const [held] = authenticator.credentials();
    const id = fromBase64url(held?.id ?? "");
    if (id === undefined) throw new TypeError("the authenticator holds one");
    expectRefused(await createWith({ credentialId: id }), "credential_known");
    const again = await signInWith({}, authenticator);
    expect(again.done.body["state"]).toBe("allowed");
  });
});

describe("R39: what cannot be", () => {
  test("credential ids of more than 1023 bytes, and of none", async () => {
    expectRefused(await createWith({ credentialId: new Uint8Array(1024).fill(7) }));
    expectRefused(await createWith({ credentialId: new Uint8Array(0) }));
  });

  test("CBOR and JSON that are broken, doubled, or too deep", async () => {
    const cut = (truth: Uint8Array) => truth.slice(0, -3);
    const more = (truth: Uint8Array) => new Uint8Array([...truth, 0]);
    expectRefused(await createWith({ attestationObject: cut }));
    expectRefused(await createWith({ attestationObject: more }));
    expectRefused(await createWith({ attestationObject: new Uint8Array(4000).fill(0x81) }));
    expectRefused(await createWith({ authenticatorData: cut }));
    expectRefused(await signInWith({ clientDataJson: cut }));
    expectRefused(await signInWith({ authenticatorData: cut }));
    expectRefused(await signInWith({ json: { rawId: 7, type: null } }));
  });
});

describe("R40 B14: an algorithm that was not offered", () => {
  test.each([-65_535, -38, -35, 0, -47])("%i is refused", async (algorithm) => {
    expectRefused(await createWith({ algorithm }));
  });
});

describe("R41 B16: a counter that goes back", () => {
  test("is recorded, and the passkey of one device is one step of two from then on", async () => {
    const { authenticator } = await signUpOne();
    const bound = createAuthenticator({ kind: "platform-bound" });
    const created = await createWith({}, bound);
    expect(created.session).toBeDefined();
    for (let round = 0; round < 3; round += 1) {
      expect((await signInWith({}, bound)).done.body["state"]).toBe("allowed");
    }
    const back = await signInWith({ signCount: 1 }, bound);
    expect(back.done.status).toBe(200);
    expect(back.session).toBeUndefined();
    expect(JSON.stringify(back.done.body)).toContain("counter_went_back");
    // A synced passkey is in several places by design: it is never locked out by its counter.
    expect((await signInWith({ signCount: 5 }, authenticator)).session).toBeDefined();
    expect((await signInWith({ signCount: 2 }, authenticator)).session).toBeDefined();
  });
});

describe("R42 B19: creating without asking anybody", () => {
  test("is not what a client may choose", async () => {
    const { browser, evidence, step } = await beginCreation();
    const response = createAuthenticator().create(step["publicKey"] as never, {
      origin: ORIGIN,
      mediation: "conditional",
    });
    const done = await browser.post(evidence, { step: step["step"], response });
    expectRefused({ done, session: browser.session });
    const asked = await browser.post(evidence.replace("evidence", "steps"), {
      method: "passkey",
      ceremony: "enrol",
      params: { mediation: "conditional" },
    });
    expect(asked.status).toBe(400);
  });
});

describe("R07 B12: whose passkey it is", () => {
  test("one of somebody else is unknown in an attempt of ours", async () => {
    const ann = await signUpOne();
    const ben = await signUpOne();
    await advance(site, 301);
    const begun = await ann.browser.post("/api/attempts", {
      action: "enrol:passkey",
      method: "passkey",
    });
    const step = begun.body["step"];
    // His client leaves out for whom it was asked.
    const options = Object.assign({}, step?.["publicKey"], { allowCredentials: [] });
    const response = ben.authenticator.get(options, { origin: ORIGIN });
    const evidence = `/api/attempts/${begun.body["id"]}/evidence`;
    const done = await ann.browser.post(evidence, { step: step?.["step"], response });
    expect(done.status).toBe(422);
    expect(done.body["code"]).toBe("credential_unknown");
  });

  test("and a user handle that is another's is refused", async () => {
    const other = await signUpOne();
    const [held] = other.authenticator.credentials();
    expectRefused(await signInWith({ userHandle: held?.userHandle ?? "" }));
    expectRefused(await signInWith({ userHandle: OMITTED }));
  });
});

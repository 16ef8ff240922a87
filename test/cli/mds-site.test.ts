import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import type { Authenticator, MetadataReport } from "../../src/testing/public.ts";
import { blob, createDesk, day, type Desk } from "../compose/metadata-desk.ts";
import { addPasskey, advance, type Answer, beginSignIn, Browser, signUp } from "../http/site.ts";
import {
  CERTIFIED,
  enrolKey,
  openSite,
  runJson,
  securityKey,
  signUpWithKey,
  vendorEntry,
  WAS_REVOKED,
} from "./mds-site.ts";

let desk: Desk;
let site: Assay | undefined;

beforeEach(async () => {
  desk = await createDesk();
});

afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function start(): Promise<Assay> {
  site = await openSite(desk);
  return site;
}

async function bring(no: number, ...reports: readonly MetadataReport[]) {
  await desk.file("blob.jwt", blob(no, { entries: [vendorEntry(...reports)] }));
  return runJson(desk, "mds", "import", "blob.jwt", "--dev");
}

const reasonsOf = ({ body }: Answer) => (body["reasons"] ?? []).map((reason) => reason["code"]);

const eventsOf = (kind: string) => desk.withStore((store) => store.eventsAfter(kind, null, 100));

/** A key of the account, as the API lists it, and the page that the person sees. */
async function shown(browser: Browser, key: Authenticator) {
  const { body } = await browser.get("/api/account/credentials");
  const id = key.credentials()[0]?.id;
  const list = body as unknown as readonly { readonly id: string }[];
  const page = (await browser.get("/account")).body["text"];
  return { own: list.find((one) => one.id === id), page };
}

describe("R19: a status acts", () => {
  test.each([
    ["told of first", [WAS_REVOKED, CERTIFIED]],
    ["told of last", [CERTIFIED, WAS_REVOKED]],
  ])("a model whose revocation is %s is refused when it is enrolled", async (_, reports) => {
    await bring(1, ...reports);
    const running = await start();
    const { browser, authenticator } = await signUp(running, "ann@example.org");
    const added = await enrolKey(browser, authenticator, securityKey());
    expect(added.body).toMatchObject({ state: "open" });
    expect(reasonsOf(added)).toContain("model_revoked");
    expect((await browser.get("/api/account/credentials")).body).toHaveLength(1);

    const newcomer = await signUpWithKey(running, "ben@example.org", securityKey());
    expect(newcomer.done.body).toMatchObject({ state: "open" });
    expect(reasonsOf(newcomer.done)).toContain("model_revoked");
    expect((await newcomer.browser.get("/api/session")).status).toBe(401);
  });

  test("one that is revoked from tomorrow on is taken today, with its anchors", async () => {
    await bring(1, CERTIFIED, { ...WAS_REVOKED, effectiveDate: day(1) });
    const { browser, authenticator } = await signUp(await start(), "ann@example.org");
    const key = securityKey();
    const answer = await enrolKey(browser, authenticator, key);
    expect(answer.body).toMatchObject({ state: "allowed" });
    expect((await shown(browser, key)).own).toMatchObject({ verdict: "enough", attested: true });
  });
});

describe("R20: a blob that revokes a model, beside a site that runs", () => {
  test("ends its sessions, refuses it, and leaves a line in the record", async () => {
    await bring(1, CERTIFIED);
    const running = await start();
    const key = securityKey();
    const { browser: phone, done } = await signUpWithKey(running, "ann@example.org", key);
    expect(done.body).toMatchObject({ state: "allowed" });
    const laptop = new Browser(running);
    const synced = await addPasskey(phone, key);
    expect((await signIn(laptop, synced)).body).toMatchObject({ state: "allowed" });
    expect((await signIn(phone, key)).body).toMatchObject({ state: "allowed" });
    expect((await phone.get("/api/session")).status).toBe(200);

    expect(await bring(2, WAS_REVOKED)).toMatchObject({ code: 0, answer: { no: 2, changed: 1 } });
    // DESIGN: what is known may lag behind by a second.
    await expect
      .poll(async () => (await phone.get("/api/session")).status, { timeout: 10_000 })
      .toBe(401);
    expect((await laptop.get("/api/session")).status).toBe(200);
    const { own, page } = await shown(laptop, key);
    expect(own).toMatchObject({
      verdict: "refused",
      reasons: expect.arrayContaining(["model_revoked"]),
    });
    expect(page).toContain("not to be trusted any more");
    const again = await signIn(phone, key);
    expect(again.body["state"]).not.toBe("allowed");
    expect(reasonsOf(again)).toContain("model_revoked");
    expect((await phone.get("/api/session")).status).toBe(401);

    const [regraded, ...more] = await eventsOf("credential.regraded");
    expect(more).toEqual([]);
    expect(regraded?.data).toMatchObject({
      credential: key.credentials()[0]?.id,
      before: { verdict: "enough" },
      after: { verdict: "refused", reasons: expect.arrayContaining(["model_revoked"]) },
    });
    expect(await eventsOf("session.fell")).toHaveLength(1);
  });
});

describe("R22: metadata that should have been replaced", () => {
  test("is told by /healthz from that day on, until newer metadata is in force", async () => {
    const running = await start();
    const probe = async () => (await new Browser(running).get("/healthz")).body["warnings"];
    expect(await probe()).toEqual([]);
    await bring(1, CERTIFIED);
    await advance(running, 10 * 86_400);
    await expect.poll(probe, { timeout: 10_000 }).toEqual(["metadata_stale"]);
    await desk.file("blob.jwt", blob(2, { nextUpdate: day(30) }));
    await runJson(desk, "mds", "import", "blob.jwt", "--dev");
    await expect.poll(probe, { timeout: 10_000 }).toEqual([]);
  });
});

async function signIn(browser: Browser, key: Authenticator): Promise<Answer> {
  const { evidence, answer } = await beginSignIn(browser, key);
  return browser.post(evidence, answer);
}

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sealEvents } from "../../src/audit/seal.ts";
import { verifyAudit } from "../../src/audit/verify.ts";
import type { EventRecord } from "../../src/store/records.ts";
import {
  anOperator,
  aPerson,
  type OperatedSite,
  openOperatedSite,
  type Person,
  stepUp,
} from "./operators.ts";
import { addPasskey, beginSignIn, Browser } from "./site.ts";

const MINUTES = 60;

let world: OperatedSite;
let operator: Person;
let ann: Person;

beforeEach(async () => {
  world = await openOperatedSite();
  operator = await anOperator(world, "olga@example.org");
  ann = await aPerson(world.site, "ann@example.org");
});
afterEach(() => world.close());

const path = (rest: string, person = ann) => `/api/operator/accounts/${person.id}${rest}`;

async function written(kind = "operator.done"): Promise<readonly EventRecord[]> {
  return world.store.eventsAfter(kind, null, 100);
}

describe("how somebody becomes an operator", () => {
  test("an invitation works once, for its own address, within an hour, and with a passkey shown just now", async () => {
    const { site, desk } = world;
    const ben = await aPerson(site, "ben@example.org");
    const invited = await desk.invite("ben@example.org");
    const token = invited.ok ? invited.value.token : "";
    const join = (person: Person) => person.browser.post("/api/operator/join", { token });

    expect((await new Browser(site).post("/api/operator/join", { token })).status).toBe(401);
    // The sign-up created a passkey; that it works was not shown yet.
    expect((await join(ben)).body).toMatchObject({
      code: "step_up_required",
      action: "operate:join",
    });
    await stepUp(ann.browser, ann.authenticator, "operate:join");
    expect((await join(ann)).body["code"]).toBe("invitation_unknown");
    await stepUp(ben.browser, ben.authenticator, "operate:join");
    world.advance(301);
    expect((await join(ben)).body["code"]).toBe("step_up_required");
    await stepUp(ben.browser, ben.authenticator, "operate:join");
    expect((await join(ben)).status).toBe(204);
    expect((await join(ben)).body["code"]).toBe("invitation_unknown");
    expect((await world.store.accountsInGroup("operators")).map(({ id }) => id)).toContain(ben.id);
    // What it was is nowhere to be read.
    const events = [...(await written()), ...(await written("operator.invited"))];
    expect(JSON.stringify(events)).not.toContain(token);
  });

  test("an invitation is of no use after an hour", async () => {
    const invited = await world.desk.invite("ann@example.org");
    const token = invited.ok ? invited.value.token : "";
    world.advance(60 * MINUTES);
    await stepUp(ann.browser, ann.authenticator, "operate:join");
    const late = await ann.browser.post("/api/operator/join", { token });
    expect(late).toMatchObject({ status: 404, body: { code: "invitation_unknown" } });
  });

  test.each(["", "x".repeat(65), 7])(
    "a word that is none is refused as such: %j",
    async (token) => {
      const answer = await operator.browser.post("/api/operator/join", { token });
      expect(answer).toMatchObject({ status: 400, body: { code: "body_malformed" } });
    },
  );
});

describe("who may", () => {
  const COMMANDS: readonly (readonly ["GET" | "POST" | "DELETE", string])[] = [
    ["GET", "/api/operator/state"],
    ["GET", "/api/operator/accounts?email=ann@example.org"],
    ["GET", "/api/operator/accounts/ID"],
    ["POST", "/api/operator/accounts/ID/suspend"],
    ["POST", "/api/operator/accounts/ID/lift"],
    ["POST", "/api/operator/accounts/ID/credentials/x/suspend"],
    ["DELETE", "/api/operator/accounts/ID/sessions"],
    ["POST", "/api/operator/accounts/ID/enrol-link"],
    ["POST", "/api/operator/accounts/ID/break-glass"],
    ["GET", "/api/operator/approvals"],
    ["POST", "/api/operator/approvals/x"],
  ];

  test.each(COMMANDS)(
    "%s %s is for operators with a passkey shown in the last five minutes",
    async (method, route) => {
      const where = route.replace("ID", operator.id);
      const send = (browser: Browser) =>
        browser.send(method, where, method === "GET" ? null : "{}");
      expect((await send(new Browser(world.site))).body["code"]).toBe("session_required");

      // With the same passkey, shown as freshly, somebody else is no operator.
      await stepUp(ann.browser, ann.authenticator, "operate:join");
      expect(await send(ann.browser)).toMatchObject({
        status: 403,
        body: { code: "action_refused" },
      });

      world.advance(301);
      const { status, body } = await send(operator.browser);
      expect([status, body["code"]]).toEqual([403, "step_up_required"]);
      const action = String(body["action"]);
      expect(action).toMatch(/^operate:/);
      await stepUp(operator.browser, operator.authenticator, action);
      expect((await send(operator.browser)).body?.["code"]).not.toBe("step_up_required");
    },
  );

  test("a password beside the session is no passkey, and no step to it", async () => {
    world.advance(301);
    const begun = await operator.browser.post("/api/attempts", { action: "operate:read" });
    expect(begun.body["options"]).toEqual([{ methods: ["passkey"], ceremony: "prove" }]);
    expect(begun.body["state"]).toBe("open");
  });

  test("an operator who is suspended does nothing more from his next request on", async () => {
    const other = await anOperator(world, "otto@example.org");
    expect((await other.browser.get("/api/operator/state")).status).toBe(200);
    expect((await operator.browser.post(path("/suspend", other), {})).status).toBe(204);
    expect((await other.browser.get("/api/operator/state")).status).toBe(401);
  });

  test("whoever was taken out of the group does nothing more, though his session stands", async () => {
    const other = await anOperator(world, "otto@example.org");
    expect((await world.desk.remove("otto@example.org")).ok).toBe(true);
    const refused = await other.browser.get("/api/operator/state");
    expect(refused).toMatchObject({ status: 403, body: { code: "action_refused" } });
    expect((await other.browser.get("/api/session")).status).toBe(200);
  });

  test("the last operator stays", async () => {
    const { desk } = world;
    const refused = { ok: false, code: "last_operator" };
    expect(await desk.remove("olga@example.org")).toMatchObject(refused);
    expect(await desk.act("suspend", "olga@example.org")).toMatchObject(refused);
    const other = await anOperator(world, "otto@example.org");
    expect((await desk.act("suspend", "olga@example.org")).ok).toBe(true);
    // One who is suspended is nobody who could make things good again.
    expect(await desk.remove("otto@example.org")).toMatchObject(refused);
    expect((await other.browser.get("/api/operator/state")).status).toBe(200);
  });
});

describe("what operators do", () => {
  test("find an account, and see what it has with what was seen of it, and no secret", async () => {
    const found = await operator.browser.get("/api/operator/accounts?email=ANN@example.org");
    expect(found).toMatchObject({ status: 200, body: { id: ann.id, state: "active", groups: [] } });
    const { status, body } = await operator.browser.get(path(""));
    expect(status).toBe(200);
    expect(body["addresses"]?.[0]).toMatchObject({ address: "ann@example.org" });
    expect(body["credentials"]).toHaveLength(1);
    expect(body["credentials"]?.[0]).toMatchObject({
      method: "passkey",
      state: "active",
      evidence: { userVerified: { value: true, from: "claimed" }, attestation: "none" },
    });
    expect(body["sessions"]).toHaveLength(1);
    expect(body["events"]?.[0]).toMatchObject({ kind: "operator.done" });
    const text = JSON.stringify(body);
    expect(text).not.toMatch(/secretHash|publicKey|public_key|attestationObject|"hash"/);
    expect(text).not.toContain(ann.browser.session?.split(".")[1]);
  });

  test("R60: reads are written down, too, with who, what, whose, from where and by which rule", async () => {
    await operator.browser.get("/api/operator/accounts?email=ann@example.org");
    await operator.browser.get(path(""));
    await operator.browser.get("/api/operator/accounts?email=nobody@example.org");
    const [found, seen] = (await written()).slice(-2);
    const common = {
      account: ann.id,
      network: "192.0.2.1",
      data: { operator: operator.id, action: "operate:read", answer: "allow" },
    };
    expect(found).toMatchObject({ ...common, data: { params: { email: "ann@example.org" } } });
    expect(seen).toMatchObject({ ...common, data: { params: { account: ann.id } } });
    expect(seen?.data).toMatchObject({ rule: "operate:read/1", evidence: [{ method: "passkey" }] });
    expect((await written("operator.refused")).at(-1)).toMatchObject({
      data: { operator: operator.id, code: "account_unknown" },
    });
    while ((await sealEvents(world, 100)) > 0);
    expect((await verifyAudit(world.store, world.keys)).broken).toBeNull();
  });

  test("R60: whoever is no operator is written down, and cannot fill the record by asking", async () => {
    for (let n = 0; n < 30; n += 1) await ann.browser.get("/api/operator/state");
    const refused = (await written("operator.refused")).filter(({ account }) => account === ann.id);
    expect(refused).toHaveLength(20);
    expect(refused[0]).toMatchObject({ data: { operator: ann.id, code: "action_refused" } });
  });

  test("suspend an account: it is signed out everywhere and cannot sign in, until it is let in again", async () => {
    expect((await operator.browser.post(path("/suspend"), {})).status).toBe(204);
    expect((await ann.browser.get("/api/session")).status).toBe(401);
    const phone = new Browser(world.site);
    const first = await beginSignIn(phone, ann.authenticator);
    expect((await phone.post(first.evidence, first.answer)).body["state"]).toBe("refused");
    expect((await operator.browser.post(path("/lift"), {})).status).toBe(204);
    // What was ended stays ended.
    expect((await ann.browser.get("/api/session")).status).toBe(401);
    const again = await beginSignIn(phone, ann.authenticator);
    expect((await phone.post(again.evidence, again.answer)).body["state"]).toBe("allowed");
  });

  test("suspend a passkey: it opens nothing, its owner is told, and the other one still signs in", async () => {
    const other = await addPasskey(ann.browser, ann.authenticator);
    const { body } = await operator.browser.get(path(""));
    const [lost] = body["credentials"] ?? [];
    const suspend = path(`/credentials/${lost?.["id"]}/suspend`);
    expect((await operator.browser.post(suspend, {})).status).toBe(204);
    expect((await operator.browser.post(suspend, {})).body["code"]).toBe("credential_unknown");
    expect((await ann.browser.get("/api/session")).status).toBe(401);
    const phone = new Browser(world.site);
    const refused = await beginSignIn(phone, ann.authenticator);
    expect((await phone.post(refused.evidence, refused.answer)).body["state"]).not.toBe("allowed");
    const signIn = await beginSignIn(phone, other);
    expect((await phone.post(signIn.evidence, signIn.answer)).body["state"]).toBe("allowed");
    const [newest] = await world.store.messagesTo("ann@example.org", 1);
    const letter = world.keys.open("message", newest?.sealed ?? "", "ann@example.org");
    expect(letter).toMatchObject({ value: { notice: "way-suspended", way: "passkey" } });
  });

  test("end the sessions of an account", async () => {
    const ended = await operator.browser.delete(path("/sessions"));
    expect(ended).toMatchObject({ status: 200, body: { ended: 1 } });
    expect((await ann.browser.get("/api/session")).status).toBe(401);
  });

  test("make an enrolment link for somebody else: by name, and its owner is told", async () => {
    const { status, body } = await operator.browser.post(path("/enrol-link"), {});
    expect(status).toBe(201);
    expect(body["url"]).toMatch(/\/recover\/link\?token=[\w-]{43}$/);
    const [newest] = await world.store.messagesTo("ann@example.org", 1);
    const letter = world.keys.open("message", newest?.sealed ?? "", "ann@example.org");
    expect(letter).toMatchObject({ value: { notice: "link-made" } });
    const token = String(body["url"]).split("=")[1] ?? "";
    expect(JSON.stringify(await written())).not.toContain(token);
    const open = (browser: Browser, word: string) =>
      browser.send("POST", "/recover/link", new URLSearchParams({ token: word }).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      });
    expect((await open(new Browser(world.site), `${token}x`)).status).toBe(422);
    expect((await open(new Browser(world.site), "")).status).toBe(422);
    expect((await open(new Browser(world.site), token)).status).toBe(303);
    expect((await open(new Browser(world.site), token)).status).toBe(422);
  });

  test.each(["/suspend", "/lift", "/enrol-link", "/break-glass", "/credentials/x/suspend"])(
    "nobody does %s to his own account",
    async (what) => {
      await anOperator(world, "otto@example.org");
      const refused = await operator.browser.post(path(what, operator), {});
      expect(refused).toMatchObject({ status: 403, body: { code: "own_account" } });
    },
  );

  test("what is about nobody is answered as such", async () => {
    const nowhere = "/api/operator/accounts/nobody";
    for (const what of ["/suspend", "/lift", "/enrol-link", "/break-glass"]) {
      const answer = await operator.browser.post(`${nowhere}${what}`, {});
      expect(answer).toMatchObject({ status: 404, body: { code: "account_unknown" } });
    }
    expect((await operator.browser.get(nowhere)).status).toBe(404);
    expect((await operator.browser.get("/api/operator/accounts")).status).toBe(404);
    expect((await operator.browser.delete(`${nowhere}/sessions`)).status).toBe(404);
  });

  test("see how grading and the record stand, and no alarm where there is none", async () => {
    const { body } = await operator.browser.get("/api/operator/state");
    expect(body).toMatchObject({ credentials: { all: 2 }, alarms: [] });
    expect(body["policy"]).toMatch(/^balanced@/);
  });
});

describe("on the console", () => {
  test("R60: what is done there is written down as the console's", async () => {
    const { desk } = world;
    expect((await desk.act("end-sessions", "ann@example.org")).ok).toBe(true);
    expect((await ann.browser.get("/api/session")).status).toBe(401);
    expect((await written()).at(-1)).toMatchObject({
      account: ann.id,
      data: { operator: "console", action: "operate:end-sessions" },
    });
    expect(await desk.act("suspend", "nobody@example.org")).toMatchObject({
      code: "account_unknown",
    });
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import type { AccountId } from "../../src/base/ids.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { member, NUMBER, PASSWORD, totpNow } from "./members.ts";
import { caller, createWorld, isPasskey, must, ORIGIN, signIn, type World } from "./world.ts";

/** "I lost my phone": what was shown, a waiting that everybody who can be told is told of, a passkey. */

const EMAIL = "ann@example.org";
const DAY = 86_400;

const patient = definePolicy({
  version: 1,
  name: "patient",
  extends: "balanced",
  actions: {
    recover: {
      anyOf: [
        {
          allOf: [{ prove: "password" }, { prove: "totp" }, { enrol: "passkey", class: ["any"] }],
          delaySeconds: DAY,
          notices: 1,
        },
      ],
    },
  },
});

let world: World;
let account: AccountId;

beforeEach(async () => {
  world = createWorld(patient);
  account = await member(world, EMAIL, ["password", "totp", "sms-code"]);
});

async function show(browser: string, id: string, method: "password" | "totp", answer: string) {
  const who = caller(browser);
  const step = must(await world.flows.step(who, id, { method, ceremony: "prove" }));
  return world.flows.submit(who, id, step.step, answer);
}

/** Shows all that has to be shown, in one browser. */
async function begin(browser = "laptop") {
  const beginning = { action: "recover", identifier: EMAIL };
  const { attempt } = must(await world.flows.begin(caller(browser), beginning, undefined));
  must(await show(browser, attempt.id, "password", PASSWORD));
  const { view } = must(await show(browser, attempt.id, "totp", totpNow(world)));
  world.advance(30);
  return view;
}

const read = async (browser: string, id: string) =>
  must(await world.flows.read(caller(browser), id));

/** As the dispatcher does: all that is queued leaves. */
async function deliver(to: readonly string[] = [EMAIL, NUMBER]): Promise<void> {
  await world.store.transact(async (tx) => {
    for (const address of to) {
      for (const { id } of await tx.messagesTo(address, 10)) {
        await tx.markNoticeSent(id, world.now());
      }
    }
  });
}

async function enrol(browser: string, id: string) {
  const who = caller(browser);
  const asked = await world.flows.step(who, id, { method: "passkey", ceremony: "enrol" });
  if (!asked.ok) return asked;
  const authenticator = createAuthenticator();
  const options = isPasskey(asked.value).publicKey as CreationOptionsJson;
  const response = authenticator.create(options, { origin: ORIGIN });
  const done = await world.flows.submit(who, id, asked.value.step, response);
  return done.ok ? { ok: true as const, value: { ...done.value, authenticator } } : done;
}

/** The secret in the link of the newest notice to an address. */
async function secretTo(to: string): Promise<string> {
  const [message] = await world.store.messagesTo(to, 1);
  const opened = world.deps.keys.open("message", message?.sealed ?? "", to);
  const { report } = (opened.ok ? opened.value : {}) as { report: string };
  return new URL(report).pathname.split("/").at(-1) ?? "";
}

const veto = async (to: string) =>
  world.flows.answerNotice(caller("elsewhere"), await secretTo(to), "veto");

describe("a recovery that has to wait", () => {
  test("waits until its time is over, and then enrols a passkey; nothing before", async () => {
    const view = await begin();
    expect(view).toMatchObject({ state: "waiting", options: [] });
    expect(await enrol("laptop", view.id)).toMatchObject({ code: "method_not_offered" });
    await deliver();
    world.advance(DAY - 1);
    expect(await read("laptop", view.id)).toMatchObject({ state: "waiting" });
    expect(await enrol("laptop", view.id)).toMatchObject({ code: "method_not_offered" });
    world.advance(1);
    expect(await read("laptop", view.id)).toMatchObject({ state: "open", waitUntil: null });
    const done = must(await enrol("laptop", view.id));
    expect(done.view.state).toBe("allowed");
    expect((await world.store.credentialsOf(account)).length).toBe(1);
  });

  test("says until when", async () => {
    const view = await begin();
    await deliver();
    const { waitUntil } = await read("laptop", view.id);
    expect(waitUntil).toBe(world.now() + DAY * 1000);
  });

  test("counts from when somebody was really told", async () => {
    const view = await begin();
    world.advance(DAY * 2);
    expect(await read("laptop", view.id)).toMatchObject({ state: "waiting" });
    await deliver();
    world.advance(DAY - 1);
    expect(await read("laptop", view.id)).toMatchObject({ state: "waiting" });
    world.advance(1);
    expect(await read("laptop", view.id)).toMatchObject({ state: "open" });
  });

  test("tells every address and every number, once", async () => {
    await begin();
    const told = [
      ...(await world.store.messagesTo(EMAIL, 9)),
      ...(await world.store.messagesTo(NUMBER, 9)),
    ];
    expect(told.map(({ channel }) => channel)).toEqual(["email", "sms"]);
  });

  test("is over a week after its time", async () => {
    const view = await begin();
    await deliver();
    world.advance(DAY * 10);
    expect(await read("laptop", view.id)).toMatchObject({ state: "expired" });
    expect(await enrol("laptop", view.id)).toMatchObject({ code: "attempt_closed" });
  });

  test("B49: falls with what it rests on", async () => {
    const view = await begin();
    await deliver();
    world.advance(DAY);
    const totp = (await world.store.secretsOf(account)).find(({ method }) => method === "totp");
    await world.store.transact((tx) => tx.removeSecret(account, totp?.id as never));
    expect((await read("laptop", view.id)).state).not.toBe("open");
    expect(await enrol("laptop", view.id)).toMatchObject({ ok: false });
  });
});

describe("its session", () => {
  test("signs nobody in, and is over in a quarter of an hour", async () => {
    const view = await begin();
    await deliver();
    world.advance(DAY);
    const { session } = must(await enrol("laptop", view.id));
    expect(session?.record).toMatchObject({ purpose: "recovery", idleSeconds: 900 });
    const left = (session?.record.absoluteExpiresAt ?? 0) - world.now();
    expect(left).toBe(900_000);
  });

  test("is good for no action of the account", async () => {
    const view = await begin();
    await deliver();
    world.advance(DAY);
    const { session } = must(await enrol("laptop", view.id));
    const who = caller("laptop", session?.record ?? null);
    const begun = await world.flows.begin(who, { action: "enrol:password" }, undefined);
    expect(begun).toMatchObject({ code: "session_required" });
    // And should a door ever hand it on as a session of the account, it still proves nothing there.
    const wrong = { ...who, session: session?.record ?? null };
    const [credential] = await world.store.credentialsOf(account);
    const params = { credential: credential?.id ?? "", name: "mine" };
    const rename = must(
      await world.flows.begin(wrong, { action: "rename:passkey", params }, undefined),
    );
    expect(rename.attempt.state).toBe("open");
  });

  test("ends when its owner signs in with the new passkey", async () => {
    const view = await begin();
    await deliver();
    world.advance(DAY);
    const { session, authenticator } = must(await enrol("laptop", view.id));
    expect(must(await (await signIn(world, authenticator)).answer()).view.state).toBe("allowed");
    const { step, id } = await signIn(world, authenticator, { browser: "laptop" });
    const response = authenticator.get(step.publicKey, { origin: ORIGIN });
    must(
      await world.flows.submit(caller("laptop", session?.record ?? null), id, step.step, response),
    );
    const purposes = (await world.store.sessionsOf(account)).map(({ purpose }) => purpose);
    expect(purposes).toEqual(["account", "account"]);
  });
});

describe("in another browser", () => {
  test("is taken up by proving the same again; it keeps its start, and nobody is told twice", async () => {
    await begin("phone");
    await deliver();
    world.advance(DAY - 60);
    const view = await begin("laptop");
    expect(view.state).toBe("waiting");
    expect(await world.store.messagesTo(EMAIL, 9)).toHaveLength(1);
    world.advance(60);
    expect(must(await enrol("laptop", view.id)).view.state).toBe("allowed");
  });

  test("and ends in one of them", async () => {
    const first = await begin("phone");
    await deliver();
    const second = await begin("laptop");
    world.advance(DAY);
    must(await enrol("laptop", second.id));
    expect(await read("phone", first.id)).toMatchObject({ state: "expired" });
    expect(await enrol("phone", first.id)).toMatchObject({ code: "attempt_closed" });
  });
});

describe("a veto", () => {
  test("ends the waiting, in whichever browser", async () => {
    const first = await begin("phone");
    await deliver();
    const second = await begin("laptop");
    must(await veto(EMAIL));
    world.advance(DAY);
    for (const [browser, id] of [
      ["phone", first.id],
      ["laptop", second.id],
    ] as const) {
      const view = await read(browser, id);
      expect(view).toMatchObject({ state: "refused", reasons: [{ code: "vetoed" }] });
      expect(await enrol(browser, id)).toMatchObject({ code: "attempt_closed" });
    }
  });

  test("is said once, and by a link that exists", async () => {
    await begin();
    await deliver();
    must(await veto(EMAIL));
    expect(await veto(EMAIL)).toMatchObject({ code: "notice_answered" });
    const made = await world.flows.answerNotice(caller("x"), "AAAAAAAAAAAAAAAAAAAAAA", "veto");
    expect(made).toMatchObject({ code: "notice_unknown" });
  });

  test("doubles the delay of the next one", async () => {
    await begin();
    await deliver();
    must(await veto(EMAIL));
    world.advance(60);
    const again = await begin();
    await deliver();
    world.advance(DAY * 2 - 1);
    expect(await read("laptop", again.id)).toMatchObject({ state: "waiting" });
    world.advance(1);
    expect(await read("laptop", again.id)).toMatchObject({ state: "open" });
  });

  test("is no weapon: a channel has one in 30 days, and then its owner signs in to say it", async () => {
    await begin();
    await deliver();
    must(await veto(EMAIL));
    world.advance(60);
    await begin();
    expect(await veto(EMAIL)).toMatchObject({ code: "veto_spent" });
    // Another channel has its own.
    expect(await veto(NUMBER)).toMatchObject({ ok: true });
  });

  test("stops nothing that is over", async () => {
    const view = await begin();
    await deliver();
    const secret = await secretTo(EMAIL);
    world.advance(DAY);
    must(await enrol("laptop", view.id));
    const late = await world.flows.answerNotice(caller("elsewhere"), secret, "veto");
    expect(late).toMatchObject({ code: "nothing_waits" });
  });
});

describe("a notice of what was done", () => {
  test("can be reported: what came of it is signed out", async () => {
    const view = await begin();
    await deliver();
    world.advance(DAY);
    must(await enrol("laptop", view.id));
    const secret = await secretTo(EMAIL);
    expect(must(await world.flows.notice(secret))).toMatchObject({ answerable: "report" });
    must(await world.flows.answerNotice(caller("elsewhere"), secret, "report"));
    expect(await world.store.sessionsOf(account)).toHaveLength(0);
    expect(must(await world.flows.notice(secret))).toMatchObject({ answer: "report" });
  });
});

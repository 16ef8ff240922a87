import { describe, expect, test } from "vitest";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { createAuthenticator, type Lie } from "../../src/testing/public.ts";
import { caller, createWorld, isPasskey, must, ORIGIN, signIn, signUp } from "./world.ts";
import { passkeyAndAnother } from "../policies.ts";

describe("sign up, and in again, with one passkey", () => {
  test("ends in a session each time, with no name typed", async () => {
    const world = createWorld();
    const { authenticator, session } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    const done = must(await attempt.answer());
    expect(done.view.state).toBe("allowed");
    expect(done.session?.record.account).toBe(session.account);
    expect(done.session?.record.rule).toBe("sign-in/1");
  });

  test("beginning and asking for a passkey step write nothing", async () => {
    const world = createWorld();
    const who = caller("laptop");
    const begun = must(await world.flows.begin(who, { action: "sign-in" }, "passkey"));
    must(await world.flows.step(who, begun.attempt.id, { method: "passkey", ceremony: "prove" }));
    expect(isPasskey(begun.step).publicKey).toMatchObject({ userVerification: "required" });
    expect(await world.store.messagesTo(undefined, 9)).toEqual([]);
  });

  test("no account is there before the sign-up is allowed", async () => {
    const world = createWorld();
    const who = caller("laptop");
    const email = "ann@example.org";
    const begun = must(
      await world.flows.begin(who, { action: "sign-up", identifier: email }, "email-code"),
    );
    const code = await world.code(email);
    must(await world.flows.submit(who, begun.attempt.id, begun.step?.step ?? "", code));
    expect(await world.store.accountByAddress("email", email)).toBeUndefined();
  });

  test("R37: a taken address looks like a free one until it is proved", async () => {
    const world = createWorld();
    await signUp(world, "ann@example.org");
    const who = caller("eve");
    const beginning = { action: "sign-up", identifier: "ANN@example.org" };
    const begun = must(await world.flows.begin(who, beginning, "email-code"));
    const free = must(
      await world.flows.begin(
        who,
        { action: "sign-up", identifier: "new@example.org" },
        "email-code",
      ),
    );
    expect({ ...begun.attempt, id: "", identifier: "" }).toEqual({
      ...free.attempt,
      id: "",
      identifier: "",
    });
    const code = await world.code("ANN@example.org");
    const done = must(
      await world.flows.submit(who, begun.attempt.id, begun.step?.step ?? "", code),
    );
    expect(done.view.state).toBe("refused");
    expect(done.view.reasons.map((reason) => reason.code)).toEqual(["account_exists"]);
  });
});

describe("what a lying client gets", () => {
  const lies: readonly (readonly [string, Lie, string])[] = [
    ["B6: another type", { type: "webauthn.create" }, "client_data_type_mismatch"],
    ["B5: another challenge", { challenge: "AAAA" }, "challenge_mismatch"],
    ["B8: another origin", { origin: "https://evil.example" }, "origin_mismatch"],
    ["B9: a longer origin", { origin: "https://badaccounts.example" }, "origin_mismatch"],
    ["B10: another RP ID", { rpId: "evil.example" }, "rp_id_mismatch"],
    ["B10: embedded", { crossOrigin: true }, "cross_origin_refused"],
    ["B1: no user verification", { flags: { UV: false } }, "user_not_verified"],
    ["no user presence", { flags: { UP: false } }, "user_not_present"],
    ["BS without BE", { flags: { BE: false } }, "backup_state_invalid"],
    ["B12: another user handle", { userHandle: "AAAA" }, "user_handle_mismatch"],
  ];

  test.each(lies)("%s", async (_, lie, code) => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator, { lie });
    expect(await attempt.answer()).toMatchObject({ ok: false, code });
  });

  test("a passkey that nobody knows", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    const elsewhere = createWorld();
    const stranger = await signUp(elsewhere, "ann@example.org");
    const attempt = await signIn(world, stranger.authenticator);
    expect(await attempt.answer()).toMatchObject({ ok: false, code: "credential_unknown" });
    expect(await world.store.sessionsOf(session.account)).toHaveLength(1);
  });

  test("B7: an attempt for one address is not answered by another's passkey", async () => {
    const world = createWorld();
    await signUp(world, "ann@example.org");
    const ben = await signUp(world, "ben@example.org");
    const who = caller("phone");
    const beginning = { action: "sign-in", identifier: "ann@example.org" };
    const begun = must(await world.flows.begin(who, beginning, "passkey"));
    const step = isPasskey(begun.step);
    const response = ben.authenticator.get(step.publicKey, { origin: ORIGIN });
    expect(await world.flows.submit(who, begun.attempt.id, step.step, response)).toMatchObject({
      ok: false,
      code: "credential_unknown",
    });
  });
});

describe("a ceremony is bound and used once", () => {
  test("B4: two answers at once make one session", async () => {
    const world = createWorld();
    const { authenticator, session } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    const results = await Promise.all([attempt.answer(), attempt.answer(), attempt.answer()]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await world.store.sessionsOf(session.account)).toHaveLength(2);
    expect(await attempt.answer()).toMatchObject({ ok: false, code: "attempt_closed" });
  });

  test("B4: the answer is worth nothing under another step", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const { who, id, response } = await signIn(world, authenticator);
    const again = isPasskey(
      must(await world.flows.step(who, id, { method: "passkey", ceremony: "prove" })),
    );
    expect(await world.flows.submit(who, id, again.step, response)).toMatchObject({
      code: "challenge_mismatch",
    });
  });

  test("B7: another browser has no such attempt and no such step", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    const { id, step, response } = attempt;
    const thief = caller("thief");
    expect(await world.flows.submit(thief, id, step.step, response)).toMatchObject({
      code: "attempt_unknown",
    });
    const own = must(await world.flows.begin(thief, { action: "sign-in" }, undefined));
    expect(await world.flows.submit(thief, own.attempt.id, step.step, response)).toMatchObject({
      code: "step_unknown",
    });
  });

  test("it lives five minutes, and the attempt sixty", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    world.advance(300);
    expect(await attempt.answer()).toMatchObject({ ok: false, code: "step_expired" });
    world.advance(3300);
    expect(must(await world.flows.read(attempt.who, attempt.id)).state).toBe("expired");
  });

  test("one that was given up stays given up", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const attempt = await signIn(world, authenticator);
    must(await world.flows.cancel(attempt.who, attempt.id));
    expect(await attempt.answer()).toMatchObject({ ok: false, code: "attempt_closed" });
  });
});

describe("codes", () => {
  test("B34: five tries, however many at once, and the right one comes too late", async () => {
    const world = createWorld();
    const who = caller("eve");
    const email = "ann@example.org";
    const begun = must(
      await world.flows.begin(who, { action: "sign-up", identifier: email }, "email-code"),
    );
    const { id } = begun.attempt;
    const step = begun.step?.step ?? "";
    const right = await world.code(email);
    const wrong = right === "000000" ? "111111" : "000000";
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => world.flows.submit(who, id, step, wrong)),
    );
    const codes = tries.map((result) => (result.ok ? "" : result.code));
    expect(codes.filter((code) => code === "code_wrong")).toHaveLength(5);
    expect(await world.flows.submit(who, id, step, right)).toMatchObject({ code: "code_dead" });
  });

  test("B35: the right code counts once", async () => {
    const world = createWorld();
    const who = caller("laptop");
    const email = "ann@example.org";
    const begun = must(
      await world.flows.begin(who, { action: "sign-up", identifier: email }, "email-code"),
    );
    const code = await world.code(email);
    const results = await Promise.all(
      [1, 2, 3].map(() => world.flows.submit(who, begun.attempt.id, begun.step?.step ?? "", code)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("B39: sending is limited by address", async () => {
    const world = createWorld();
    const who = caller("eve");
    const beginning = { action: "sign-up", identifier: "ann@example.org" };
    for (let sent = 0; sent < 5; sent += 1) {
      must(await world.flows.begin(who, beginning, "email-code"));
    }
    expect(await world.flows.begin(who, beginning, "email-code")).toMatchObject({
      code: "too_many_messages",
    });
  });
});

describe("the other policy", () => {
  test("where what is asked for is not to be had here, nothing can be begun, and the reason is said", async () => {
    const world = createWorld(passkeyAndAnother);
    world.deps.offered = new Set(["prove:passkey", "enrol:passkey"]);
    const begun = must(await world.flows.begin(caller("laptop"), { action: "sign-in" }, undefined));
    expect(begun.attempt.state).toBe("refused");
    expect(begun.attempt.reasons.map(({ code }) => code)).toEqual(["no_way_to_meet"]);
  });
});

describe("adding and removing a passkey", () => {
  test("takes the session, and the last one stays", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    const who = caller("laptop", session);
    const credential = (await world.store.credentialsOf(session.account))[0]?.id ?? "";
    const beginning = { action: "remove:passkey", params: { credential } };
    const begun = must(await world.flows.begin(who, beginning, undefined));
    expect(begun.attempt.state).toBe("refused");
    expect(begun.attempt.reasons.map(({ code }) => code)).toEqual(["last_way_in"]);
    expect(
      await world.flows.begin(caller("laptop"), { action: "enrol:passkey" }, undefined),
    ).toMatchObject({ code: "session_required" });
  });

  test("B11: a credential id that is known is not bound again", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const known = authenticator.credentials()[0]?.id ?? "";
    const who = caller("eve");
    const email = "eve@example.org";
    const begun = must(
      await world.flows.begin(who, { action: "sign-up", identifier: email }, "email-code"),
    );
    const { id } = begun.attempt;
    must(await world.flows.submit(who, id, begun.step?.step ?? "", await world.code(email)));
    const step = isPasskey(
      must(await world.flows.step(who, id, { method: "passkey", ceremony: "enrol" })),
    );
    const response = createAuthenticator().create(step.publicKey as CreationOptionsJson, {
      origin: ORIGIN,
      lie: { credentialId: Buffer.from(known, "base64url") },
    });
    expect(await world.flows.submit(who, id, step.step, response)).toMatchObject({
      ok: false,
      code: "credential_known",
    });
  });
});

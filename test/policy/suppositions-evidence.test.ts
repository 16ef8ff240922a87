import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import { fact } from "../../src/evidence/provenance.ts";
import { NOW } from "./evidence.ts";
import { AAGUIDS } from "./knowledge.ts";
import { problems, supposed } from "./suppositions-world.ts";

const common = { account: "somebody", at: NOW };
const evidenceOf = (...evidence: readonly object[]) => supposed({ evidence }).evidence;
const heldIds = (value: unknown) =>
  supposed(value).account?.credentials.map(({ id, method }) => [id, method]);

describe("a piece of which nothing more is said", () => {
  test.each<[object, object]>([
    [{ prove: "password" }, { kind: "password", credential: "password", length: 15, resetBy: [] }],
    [{ prove: "totp" }, { kind: "totp", credential: "totp", keptIn: fact("unknown", "unknown") }],
    [{ prove: "sms-code" }, { kind: "sms-code", number: "+441632960000", sentAt: NOW }],
    [{ prove: "email-code" }, { kind: "email-code", address: "somebody@example.org", sentAt: NOW }],
    [{ prove: "magic-link" }, { kind: "magic-link", address: "somebody@example.org", sentAt: NOW }],
    [{ prove: "recovery-code" }, { kind: "recovery-code", credential: "recovery-code" }],
    [
      { prove: "external", assertion: "approval" },
      { kind: "external", assertion: "approval", by: "operator" },
    ],
  ])("%j is whole all the same", (given, piece) => {
    expect(evidenceOf(given)).toEqual([{ ...common, ceremony: "prove", ...piece }]);
  });

  test.each(["password", "totp", "sms-code", "recovery-code"])("a new %s is created", (enrol) => {
    expect(evidenceOf({ enrol })).toMatchObject([{ kind: enrol, ceremony: "enrol", ...common }]);
  });

  test("what happens around it is of a channel, but for the beginning, which is of none", () => {
    const channel = { kind: "email", address: "notices@example.net" };
    expect(evidenceOf({ fact: "begun" }, { fact: "notified" }, { fact: "vetoed" })).toEqual([
      { kind: "begun", ...common },
      { kind: "notified", ...common, channel },
      { kind: "vetoed", ...common, channel },
    ]);
  });

  test("a seed is where the person says, a hardware token where the operator does", () => {
    const kept = (keptIn: string) => evidenceOf({ prove: "totp", keptIn })[0];
    expect(kept("own-app")).toMatchObject({ keptIn: fact("own-app", "claimed") });
    expect(kept("vault")).toMatchObject({ keptIn: fact("vault", "claimed") });
    expect(kept("hardware-token")).toMatchObject({ keptIn: fact("hardware-token", "asserted") });
  });
});

describe("the credential that a piece is of", () => {
  test("is the one that is named; an unnamed passkey is one of its own", () => {
    const pieces = evidenceOf(
      { prove: "passkey" },
      { prove: "passkey", credential: "key" },
      { enrol: "passkey" },
    );
    expect(pieces).toMatchObject([
      { credential: "passkey-1" },
      { credential: "key" },
      { credential: "passkey-3" },
    ]);
  });

  test("is had by the account: all that was proved, and nothing else", () => {
    const evidence = [
      { prove: "passkey", credential: "key" },
      { prove: "totp", credential: "app" },
      { prove: "recovery-code" },
      { prove: "password" },
      { prove: "sms-code" },
      { prove: "email-code" },
      { prove: "magic-link" },
      { prove: "external", assertion: "approval" },
      { enrol: "password" },
      { fact: "begun" },
    ];
    expect(heldIds({ evidence })).toEqual([
      ["key", "passkey"],
      ["app", "totp"],
      ["recovery-code", "recovery-code"],
      ["password", "password"],
      ["sms-code", "sms-code"],
    ]);
  });

  test("is the account's by its place where it has no name", () => {
    const has = [{ method: "passkey" }, { method: "passkey" }, { method: "totp" }];
    expect(heldIds({ account: { has } })).toEqual([
      ["kept-1", "passkey"],
      ["kept-2", "passkey"],
      ["totp", "totp"],
    ]);
    const everHad = supposed({ account: { has } }).account?.everHad;
    expect(everHad).toEqual(["passkey", "totp"]);
    const shown = { account: { has }, evidence: [{ prove: "passkey", credential: "kept-2" }] };
    expect(problems(shown)).toEqual([]);
    expect(heldIds(shown)).toHaveLength(3);
  });

  test("lends its traits only to a proof of its own method", () => {
    const has = [{ method: "totp", id: "one", keptIn: "hardware-token" }];
    const [other] = supposed({
      account: { has },
      evidence: [{ prove: "recovery-code", credential: "one" }],
    }).evidence;
    expect(other).toEqual({
      ...common,
      kind: "recovery-code",
      ceremony: "prove",
      credential: "one",
    });
    const [own] = supposed({
      account: { has },
      evidence: [{ prove: "totp", credential: "one" }],
    }).evidence;
    expect(own).toMatchObject({ keptIn: fact("hardware-token", "asserted") });
  });

  test("was created when it is said to have been had: now", () => {
    const has = [{ method: "passkey", id: "key", aaguid: AAGUIDS.vault }];
    const [view] = supposed({ account: { has } }).account?.credentials ?? [];
    expect(view?.best).toMatchObject({ at: NOW, credential: "key", settled: true });
    const aged = evidenceOf({ enrol: "passkey", credential: "new", ageSeconds: 9 });
    expect(aged).toMatchObject([{ credential: "new", at: plusSeconds(NOW, -9) }]);
  });
});

describe("keys that a piece may have, and those of another", () => {
  test.each<[object, boolean]>([
    [{ prove: "totp", credential: "app", keptIn: "vault" }, true],
    [{ prove: "magic-link", address: "a@example.org" }, true],
    [{ prove: "recovery-code", credential: "set" }, true],
    [{ prove: "password", credential: "one" }, false],
    [{ fact: "vetoed", channel: "a@example.org" }, true],
    [{ fact: "begun", ageSeconds: 5 }, true],
  ])("%j: %s", (piece, may) => {
    expect(problems({ evidence: [piece] }).length === 0).toBe(may);
  });

  test("a credential that is not the account's is a mistake of passkeys alone", () => {
    const evidence = [{ prove: "totp", credential: "another" }];
    expect(problems({ account: { has: [] }, evidence })).toEqual([]);
  });
});

test("the parameters of an action are those that are said", () => {
  expect(supposed({}).params).toEqual({});
  expect(supposed({ params: { amount: "9" } }).params).toEqual({ amount: "9" });
});

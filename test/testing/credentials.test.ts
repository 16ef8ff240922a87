import { describe, expect, test } from "vitest";
import { type Authenticator, createAuthenticator } from "../../src/testing/public.ts";
import { creationOptions, ORIGIN, readAssertion, requestOptions } from "./fixtures.ts";

function enrolled(authenticator: Authenticator): string {
  return authenticator.create(creationOptions(), { origin: ORIGIN }).id;
}

function signIn(authenticator: Authenticator, credential?: string) {
  const circumstances = { origin: ORIGIN, ...(credential !== undefined && { credential }) };
  return authenticator.get(requestOptions(), circumstances);
}

describe("the credentials of an authenticator", () => {
  test("the newest answers, or the one that is named", () => {
    const authenticator = createAuthenticator();
    const first = enrolled(authenticator);
    const second = enrolled(authenticator);
    expect(authenticator.credentials().map(({ id }) => id)).toEqual([first, second]);
    expect(signIn(authenticator).id).toBe(second);
    expect(signIn(authenticator, first).id).toBe(first);
    expect(() => signIn(authenticator, "AAAA")).toThrow("ASSAY_TESTING_CREDENTIAL");
  });

  test("a named one answers whatever the list says", () => {
    const authenticator = createAuthenticator();
    const [first, second] = [enrolled(authenticator), enrolled(authenticator)];
    const options = requestOptions({ allowCredentials: [{ type: "public-key", id: first }] });
    expect(authenticator.get(options, { origin: ORIGIN, credential: second }).id).toBe(second);
  });

  test("a stolen vault signs in as its owner's", () => {
    const owner = createAuthenticator({ kind: "vault" });
    const id = enrolled(owner);
    const loot: unknown = JSON.parse(JSON.stringify(owner.credentials()));
    const thief = createAuthenticator({ kind: "vault" });
    thief.import(loot as ReturnType<typeof owner.credentials>);
    expect(signIn(thief)).toMatchObject({
      id,
      response: { userHandle: signIn(owner).response.userHandle },
    });
    expect(thief.credentials()).toEqual(owner.credentials());
  });

  test("a removed one answers no more", () => {
    const authenticator = createAuthenticator();
    const id = enrolled(authenticator);
    expect(authenticator.remove(id)).toBe(true);
    expect(authenticator.remove(id)).toBe(false);
    expect(() => signIn(authenticator)).toThrow(DOMException);
  });

  test("a counter steps, or is not there", () => {
    const key = createAuthenticator({ kind: "platform-bound" });
    enrolled(key);
    expect([signIn(key), signIn(key)].map((answer) => readAssertion(answer).signCount)).toEqual([
      1, 2,
    ]);
    const synced = createAuthenticator();
    enrolled(synced);
    expect(readAssertion(signIn(synced)).signCount).toBe(0);
  });

  test("counter, BE and BS can be changed in between", () => {
    const authenticator = createAuthenticator({ kind: "platform-bound" });
    const id = enrolled(authenticator);
    authenticator.change(id, { signCount: 40, backupEligible: true, backedUp: true });
    expect(readAssertion(signIn(authenticator))).toMatchObject({
      signCount: 41,
      flags: { BE: true, BS: true },
    });
    expect(() => authenticator.change("AAAA", {})).toThrow("ASSAY_TESTING_CREDENTIAL");
  });

  test("a credential made under another's id answers under it", () => {
    const authenticator = createAuthenticator();
    const credentialId = Buffer.from("somebody else's");
    authenticator.create(creationOptions(), { origin: ORIGIN, lie: { credentialId } });
    expect(signIn(authenticator).id).toBe(credentialId.toString("base64url"));
  });
});

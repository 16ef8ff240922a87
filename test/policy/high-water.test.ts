import { describe, expect, test } from "vitest";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { account, type Holding, secretView } from "./accounts.ts";
import { ask, optionsOf, shown } from "./ask.ts";
import { enrolment, NOW } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import { external, newAddress, newNumber, password, savedCode, sms, totp } from "./others.ts";

/** The level that an action needs never falls because something was suspended or removed (B51). */

const newKey = enrolment({ ...PASSKEYS.platform, credential: "new" });
const SECRETS = ["password", "totp", "sms-code", "recovery-code"] as const;
const secrets = [password(), totp(), sms(), savedCode()];
const CHANGES = [
  "enrol:passkey",
  "enrol:password",
  "enrol:totp",
  "enrol:recovery-code",
  "remove:totp",
  "remove:password",
  "lift:passkey",
  "lift:password",
  "regenerate:recovery-code",
  "change:email",
  "change:number",
  "change:password",
];

function attempt(name: string, evidence: readonly Evidence[], holding: Holding, params = {}) {
  const created = [
    newKey,
    password({ ceremony: "enrol" }),
    totp({ ceremony: "enrol", credential: "new" }),
    savedCode({ ceremony: "enrol", credential: "new" }),
    newNumber(),
    newAddress(),
  ];
  const who = account({ secrets: SECRETS, ...holding });
  return ask(name, [...evidence, ...created], { account: who, params });
}

const suspended = { passkeys: [{ kind: "platform", suspended: true }] } as const;
const gone = { everHad: ["passkey", ...SECRETS] } as const;

describe("B51: who stole a password suspends the passkey, and gets no further", () => {
  test.each(["sign-in", ...CHANGES])("%s, with the passkey suspended", (name) => {
    expect(attempt(name, secrets, suspended).answer).not.toBe("allow");
  });

  test.each(["sign-in", ...CHANGES])("%s, with the passkey removed", (name) => {
    expect(attempt(name, secrets, gone).answer).not.toBe("allow");
  });

  test("and he can suspend it: that takes one factor, which says nothing more", () => {
    const holding = { passkeys: ["platform"] } as const;
    expect(attempt("suspend:passkey", [password()], holding, { credential: "one" })).toMatchObject({
      answer: "allow",
      rule: "suspend:passkey/2",
    });
  });

  test("where there never was one, they are the way (while migrating)", () => {
    for (const name of ["sign-in", "enrol:passkey", "change:email"]) {
      expect(attempt(name, secrets, {}).answer).toBe("allow");
    }
  });
});

describe("B51: a suspended passkey counts in what is asked, and not among the ways to meet it", () => {
  test("it is not offered", () => {
    const who = account({ ...suspended, secrets: ["password"] });
    expect(ask("sign-in", [], { account: who }).answer).toBe("refuse");
  });

  test("it signs nobody in, and steps nobody up", () => {
    for (const name of ["sign-in", "enrol:passkey", "change:email", "rename:passkey"]) {
      expect(attempt(name, [shown("platform")], suspended).answer).not.toBe("allow");
    }
    const itself = { credential: "one" };
    expect(attempt("rename:passkey", [shown("platform")], suspended, itself).answer).not.toBe(
      "allow",
    );
    const beside = [shown("platform", { userVerified: false }), password()];
    expect(attempt("sign-in", beside, suspended).answer).not.toBe("allow");
    expect(attempt("recover", [shown("platform")], suspended).answer).not.toBe("allow");
  });

  test("a suspended password is no second step", () => {
    const [passkey, ...rest] = account({ passkeys: ["vault"], secrets: SECRETS }).credentials;
    const credentials = rest.map((one) => ({ ...one, state: "suspended" as const }));
    const who = account({
      credentials: [...(passkey === undefined ? [] : [passkey]), ...credentials],
    });
    expect(ask("sign-in", [shown("vault"), password()], { account: who }).answer).not.toBe("allow");
    expect(ask("sign-in", [shown("vault")], { account: who }).answer).toBe("refuse");
  });

  test("of two apps the suspended one is none, and neither is a set of codes that is gone", () => {
    const one = secretView(totp({ credential: "app" }));
    const other = secretView(totp({ credential: "token" }), true);
    const codes = secretView(savedCode({ credential: "new codes" }));
    const [vault] = account({ passkeys: ["vault"] }).credentials;
    const credentials = [vault ?? one, one, other, codes];
    const signIn = (credential: string) =>
      ask("sign-in", [shown("vault"), totp({ credential })], { account: account({ credentials }) });
    expect(signIn("app").answer).toBe("allow");
    expect(signIn("token").answer).not.toBe("allow");
    const opened = [external("enrolment-link"), savedCode({ credential: "old codes" })];
    const recover = ask("recover", opened, { account: account({ credentials }) });
    expect(recover.answer).toBe("need");
  });

  test("nor does one that is gone since it was shown", () => {
    const who = { passkeys: [{ kind: "platform", id: "two" }] } as const;
    for (const name of ["sign-in", "recover", "enrol:passkey"]) {
      expect(attempt(name, [shown("platform")], who).answer).not.toBe("allow");
    }
    const keyOnly = account({ passkeys: ["vault"] });
    const evidence = [shown("vault"), password()];
    expect(ask("sign-in", evidence, { account: keyOnly }).answer).toBe("refuse");
  });

  test("it lifts itself, and nothing else", () => {
    const params = { credential: "one" };
    const both = {
      passkeys: [
        { kind: "platform", suspended: true },
        { kind: "vault", id: "two", suspended: true },
      ],
    } as const;
    const who = account(both);
    expect(optionsOf(ask("lift:passkey", [], { account: who, params }))).toEqual(["prove passkey"]);
    expect(attempt("lift:passkey", [shown("platform")], both, params).answer).toBe("allow");
    const other = { credential: "two" };
    expect(attempt("lift:passkey", [shown("platform")], both, other).answer).not.toBe("allow");
  });

  test("another passkey lifts it, as fresh as for every change", () => {
    const two = {
      passkeys: [{ kind: "platform", suspended: true }, "hardware key"],
    } as const;
    const params = { credential: "one" };
    const key = (seconds: number) =>
      shown("hardware key", { credential: "two", at: plusSeconds(NOW, -seconds) });
    expect(attempt("lift:passkey", [key(300)], two, params).answer).toBe("allow");
    expect(attempt("lift:passkey", [key(301)], two, params).answer).toBe("need");
  });

  test("strict: suspending one of two kinds takes neither the other's worth nor the way in", () => {
    const holding = { passkeys: ["hardware key", { kind: "platform", suspended: true }] } as const;
    const who = account(holding);
    const strictly = (name: string, evidence: readonly Evidence[]) =>
      ask(name, evidence, { policy: "strict", account: who });
    expect(strictly("sign-in", [shown("hardware key")]).answer).toBe("allow");
    expect(strictly("sign-in", [shown("platform", { credential: "two" })]).answer).not.toBe(
      "allow",
    );
  });
});

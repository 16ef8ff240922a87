import { describe, expect, test } from "vitest";
import type { KnownPasskey } from "../../src/policy/check-known.ts";
import { apart, plainPieces, richestPieces } from "../../src/policy/check-rich.ts";
import type { Combination, Term } from "../../src/policy/policy.ts";
import type { Weighed } from "../../src/policy/weigh.ts";
import { weigh } from "../../src/policy/weigh.ts";
import { used } from "../assurance/graded.ts";
import { presetNamed } from "./ask.ts";

const PLAIN = weigh(presetNamed("balanced"), used("platform"));

/** A passkey that falls to these, named by its provider. */
function known(provider: string, ...roots: readonly string[]): KnownPasskey {
  const weighed: Weighed = { ...PLAIN, roots: ["passkey:known", ...roots] };
  return { traits: { provider }, weighed };
}

function term(more: Partial<Term> = {}): Term {
  const any = { classes: [], assertion: null, maxAgeSeconds: null };
  return { ceremony: "prove", method: "password", ...any, ...more };
}

function combination(...terms: readonly Term[]): Combination {
  const conditions = { unlessEverHad: [], passkeyKinds: 0, channels: 0, migrating: false };
  return { rule: "pay/1", terms, conditions, delaySeconds: 0, notices: 0, settleSeconds: 0 };
}

describe("so many passkeys that no two are kept in one place", () => {
  const [key, vault, other, some] = [
    known("Key"),
    known("Vault", "vault:a"),
    known("Other vault", "vault:b"),
    known("Nobody", "vault:?"),
  ];
  const names = (all: readonly KnownPasskey[], most: number) =>
    apart(all, most).map(({ provider }) => provider);

  test("the first that there are, and not more than are asked for", () => {
    expect(names([vault, other, key], 2)).toEqual(["Vault", "Other vault"]);
    expect(names([vault, other, key], 1)).toEqual(["Vault"]);
    expect(names([vault, other, key], 0)).toEqual([]);
    expect(names([], 2)).toEqual([]);
  });

  test("one that falls alone may be had twice, one of a vault not", () => {
    expect(names([key], 3)).toEqual(["Key", "Key", "Key"]);
    expect(names([vault], 2)).toEqual(["Vault"]);
    expect(names([vault, vault, key], 2)).toEqual(["Vault", "Key"]);
  });

  test("one of a vault that nobody knows stands beside no other vault's", () => {
    expect(names([some, vault, other], 3)).toEqual(["Nobody"]);
    expect(names([vault, some, other], 3)).toEqual(["Vault", "Other vault"]);
    expect(names([some, key], 2)).toEqual(["Nobody", "Key"]);
  });
});

describe("what is shown of each other method", () => {
  test.each<[Partial<Term>, readonly object[]]>([
    [{ method: "passkey" }, []],
    [{ method: "password" }, [{ prove: "password" }]],
    [{ method: "password", ceremony: "enrol" }, [{ enrol: "password" }]],
    [{ method: "recovery-code" }, [{ prove: "recovery-code" }]],
    [{ method: "totp" }, [{ prove: "totp", keptIn: "own-app", credential: "totp-3" }]],
    [
      { method: "totp", ceremony: "enrol" },
      [{ enrol: "totp", keptIn: "own-app", credential: "totp-3" }],
    ],
    [{ method: "sms-code" }, [{ prove: "sms-code", number: "+441632960002" }]],
    [{ method: "email-code" }, [{ prove: "email-code", address: "mailbox-3@example.org" }]],
    [{ method: "magic-link" }, [{ prove: "magic-link", address: "mailbox-3@example.org" }]],
    [
      { method: "external", assertion: "proofing" },
      [{ prove: "external", assertion: "proofing", by: "operator-3" }],
    ],
    [{ method: "external" }, [{ prove: "external", assertion: "approval", by: "operator-3" }]],
    [
      { method: "email-code", ceremony: "enrol" },
      [{ enrol: "email-code", address: "mailbox-3@example.org" }],
    ],
    [{ method: "sms-code", ceremony: "enrol" }, [{ enrol: "sms-code", number: "+441632960002" }]],
    [{ method: "magic-link", ceremony: "enrol" }, []],
  ])("%j", (more, pieces) => {
    expect(plainPieces(term(more), 2)).toEqual(pieces);
  });

  test("of its own for each term: two seeds do not live in one place", () => {
    const totp = term({ method: "totp" });
    const kept = [0, 1, 2].flatMap((index) => plainPieces(totp, index).map(({ keptIn }) => keptIn));
    expect(kept).toEqual(["own-app", "hardware-token", "own-app"]);
  });
});

describe("what somebody would show who has everything", () => {
  const own = { ...term({ method: "passkey" }) };

  test("for each term what is of its kind, and as many passkeys as could be asked for", () => {
    const rule = combination(own, term(), { ...own, ceremony: "enrol" });
    expect(richestPieces(rule, () => [known("Key")])).toEqual([
      { prove: "passkey", provider: "Key", credential: "passkey-1-1" },
      { prove: "passkey", provider: "Key", credential: "passkey-1-2" },
      { prove: "passkey", provider: "Key", credential: "passkey-1-3" },
      { prove: "password" },
      { enrol: "passkey", provider: "Key", credential: "passkey-3-1" },
      { enrol: "passkey", provider: "Key", credential: "passkey-3-2" },
      { enrol: "passkey", provider: "Key", credential: "passkey-3-3" },
    ]);
  });

  test("nothing, where there is nothing for one of them", () => {
    expect(richestPieces(combination(own, term()), () => [])).toBeNull();
    const impossible = term({ method: "magic-link", ceremony: "enrol" });
    expect(richestPieces(combination(term(), impossible), () => [])).toBeNull();
    expect(richestPieces(combination(), () => [])).toEqual([]);
  });

  test("the passkeys that are in a class of the term", () => {
    const asked: unknown[] = [];
    richestPieces(combination(own), (classes) => {
      asked.push(classes);
      return [known("Key")];
    });
    expect(asked).toEqual([own.classes]);
  });
});

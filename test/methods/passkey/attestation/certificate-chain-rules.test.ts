import { describe, expect, test } from "vitest";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import { authority, ecKey } from "../../../certificates/authority.ts";
import { context, octetString, sequence, set, tlv } from "../../../certificates/der-writer.ts";
import { asMap, attestationExtensions, outcome, registration, root, signWith } from "./fixture.ts";
import {
  appleStatement,
  nonceOf,
  packedStatement,
  TPM_EXTENSIONS,
  TPM_NAME,
  tpmAlternativeName,
  tpmAttribute,
  tpmStatement,
  u2fStatement,
} from "./statements.ts";

const it = registration();
const identity = ecKey();
const REFUSED = "attestation_certificate_refused";

describe("x5c", () => {
  /** A statement under so many authorities, the first of them under the root. */
  function under(count: number): string {
    const chain = [root];
    while (chain.length <= count) {
      const parent = chain[0] ?? root;
      chain.unshift(authority(`Level ${chain.length}`, { parent }));
    }
    const { publicKey, privateKey } = ecKey();
    const leaf = chain[0]?.issue({ publicKey, extensions: attestationExtensions });
    const x5c = [leaf, ...chain.slice(0, count).map(({ der }) => der)];
    return outcome("packed", asMap({ alg: -7, sig: signWith(privateKey, it.signedData), x5c }), it);
  }

  test("holds eight certificates at most", () => {
    expect(under(7)).toBe("verified");
    expect(under(8)).toBe("attestation_statement_malformed");
  });
});

describe("WebAuthn L3 section 8.3.1: the name of a TPM", () => {
  const [, aik, bc] = TPM_EXTENSIONS;
  const named = (san: ReturnType<typeof tpmAlternativeName>) =>
    outcome(
      "tpm",
      asMap(tpmStatement(it, { identity, certificate: { extensions: [san, aik, bc] } })),
      it,
    );
  const attributes = (manufacturer: string, version: string) =>
    tpmAlternativeName([
      ["2.23.133.2.1", manufacturer],
      ["2.23.133.2.2", "Model"],
      ["2.23.133.2.3", version],
    ]);

  test("has its whole form, not a form that it merely holds", () => {
    expect(named(attributes("id:4E544300", "id:1"))).toBe("verified");
    expect(named(attributes("id:4e544300", "id:0123abCD"))).toBe("verified");
    for (const [manufacturer, version] of [
      ["xid:4E544300", "id:13"],
      ["id:4E544300x", "id:13"],
      ["id:4E544300", "xid:13"],
      ["id:4E544300", "id:13x"],
      ["id:4E544300", "id:123456789"],
      ["id:4E544300", "id:"],
    ] as const) {
      expect(named(attributes(manufacturer, version))).toBe(REFUSED);
    }
  });

  test("may stand beside names of other forms", () => {
    const directory = context(4, sequence(set(...TPM_NAME.map(tpmAttribute))));
    const dns = tlv(0x82, Buffer.from("tpm.example"));
    for (const names of [
      [dns, directory],
      [directory, dns],
    ]) {
      expect(named({ ...tpmAlternativeName(), value: sequence(...names) })).toBe("verified");
    }
  });
});

test("a nonce of Apple's that stands bare in its tag is none", () => {
  const bare = sequence(tlv(0x81, nonceOf(it)));
  expect(outcome("apple", asMap(appleStatement(it, bare)), it)).toBe(REFUSED);
  const outside = sequence(tlv(0x61, octetString(nonceOf(it))));
  expect(outcome("apple", asMap(appleStatement(it, outside)), it)).toBe(REFUSED);
});

test("WebAuthn L3 section 8.6: a U2F key is on P-256, whatever its algorithm is called", () => {
  const { credentialKey } = it.input;
  const named = {
    ...it,
    input: { ...it.input, credentialKey: { ...credentialKey, curve: "P-384" } },
  };
  expect(outcome("fido-u2f", asMap(u2fStatement(it)), named)).toBe("attestation_key_mismatch");
});

test("a verdict has a reason of distrust exactly where it is untrusted, a compound one too", () => {
  const item = () => asMap({ fmt: "packed", attStmt: asMap(packedStatement(it)) });
  const hasReason = (anchors: readonly Uint8Array[]) => {
    const statement = [item(), item()];
    const given = { ...it.input, format: "compound", statement };
    const result = verifyStatement({ ...given, trustAnchors: () => anchors });
    return result.ok && "untrustedBecause" in result.value;
  };
  expect(hasReason([])).toBe(true);
  expect(hasReason([root.der])).toBe(false);
});

import { createHash } from "node:crypto";
import { encode } from "cborg";
import { describe, expect, test } from "vitest";
import { concat, toBase64url } from "../../../../src/base/bytes.ts";
import { parseCertificate } from "../../../../src/certificates/certificate.ts";
import {
  type ExpectedRegistration,
  verifyRegistration,
} from "../../../../src/methods/passkey/public.ts";
import { authority, basicConstraints, ecKey } from "../../../certificates/authority.ts";
import {
  attested,
  authenticatorData,
  clientData,
  EXPECTED,
  FLAGS,
  KEY,
  registrationResponse,
} from "../make.ts";
import { signWith } from "./fixture.ts";

const root = authority("Vendor");
const rival = authority("Rival");
const authData = authenticatorData(FLAGS.UP | FLAGS.UV | FLAGS.AT, 0, attested());
const clientDataHash = createHash("sha256").update(clientData("webauthn.create")).digest();
const signedData = concat(authData, clientDataHash);

const self = { fmt: "packed", attStmt: { alg: -7, sig: signWith(KEY.privateKey, signedData) } };

/** A packed statement under an authority, over the registration or something else. */
function packed(issuer = root, data: Uint8Array = signedData) {
  const batch = ecKey();
  const extensions = [basicConstraints(false)];
  const x5c = [issuer.issue({ publicKey: batch.publicKey, extensions })];
  return { fmt: "packed", attStmt: { alg: -7, sig: signWith(batch.privateKey, data), x5c } };
}

function register(
  statement: { readonly fmt: string; readonly attStmt: unknown },
  more: Partial<ExpectedRegistration> = {},
) {
  const response = registrationResponse(encode({ ...statement, authData }));
  const trustAnchors = [toBase64url(root.der)];
  return verifyRegistration({ response, expected: { ...EXPECTED, trustAnchors, ...more } });
}

const compound = (...attStmt: unknown[]) => register({ fmt: "compound", attStmt });

describe("WebAuthn L3 section 8.9: a registration with a compound attestation", () => {
  test("whose statements all hold is attested, and says which certificates it rests on", () => {
    const [first, second] = [packed(), packed()];
    const ders = [...first.attStmt.x5c, root.der, ...second.attStmt.x5c];
    const certificates = ders.map((der) => parseCertificate(der));
    expect(compound(first, second)).toMatchObject({
      ok: true,
      evidence: {
        aaguid: { from: "attested" },
        userVerified: { from: "attested" },
        attestation: {
          format: "compound",
          verdict: "verified",
          path: certificates.map((each) => each?.fingerprint),
          keyId: certificates[0]?.keyId,
        },
      },
    });
  });

  test("is worth as much as the weakest of its statements", () => {
    expect(compound(packed(), packed(rival))).toMatchObject({
      evidence: { aaguid: { from: "claimed" }, attestation: { verdict: "untrusted" } },
    });
    expect(compound(self, packed())).toMatchObject({
      evidence: { aaguid: { from: "signed" }, attestation: { verdict: "self" } },
    });
    const none = { fmt: "none", attStmt: {} };
    expect(compound(packed(), packed(), none)).toMatchObject({
      evidence: { aaguid: { from: "claimed" }, attestation: { verdict: "none" } },
    });
  });

  test("is refused where attestation is required and one of them has no anchor", () => {
    const attStmt = [packed(), packed(rival)];
    expect(register({ fmt: "compound", attStmt }, { requireAttestation: true })).toMatchObject({
      code: "attestation_required",
    });
  });

  test("is refused with one false statement, with one statement, and nested", () => {
    const stray = packed(root, concat(signedData, Uint8Array.of(0)));
    expect(compound(packed(), stray)).toMatchObject({ code: "attestation_signature_invalid" });
    const malformed = { code: "attestation_statement_malformed" };
    expect(compound(packed())).toMatchObject(malformed);
    expect(compound()).toMatchObject(malformed);
    const nested = { fmt: "compound", attStmt: [packed(), packed()] };
    expect(compound(packed(), nested)).toMatchObject(malformed);
    expect(register({ fmt: "compound", attStmt: { 0: packed() } })).toMatchObject(malformed);
  });
});

describe("what is kept of an attestation", () => {
  test("the key of the certificate, believed or not", () => {
    for (const issuer of [root, rival]) {
      const statement = packed(issuer);
      const [leaf = new Uint8Array()] = statement.attStmt.x5c;
      expect(register(statement)).toMatchObject({
        evidence: { attestation: { keyId: parseCertificate(leaf)?.keyId } },
      });
    }
  });

  test("B13: none where there is no certificate", () => {
    for (const statement of [self, { fmt: "none", attStmt: {} }]) {
      expect(register(statement)).toMatchObject({ evidence: { attestation: { keyId: null } } });
      expect(register(statement, { requireAttestation: true })).toMatchObject({
        code: "attestation_required",
      });
    }
  });
});

import { X509Certificate } from "node:crypto";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { describe, expect, test } from "vitest";
import { crlUrlsOf } from "../../src/certificates/distribution-points.ts";
import { parseCertificate } from "../../src/certificates/certificate.ts";
import { verifyRegistration } from "../../src/methods/passkey/public.ts";
import {
  createAuthenticator,
  createMetadataAuthority,
  createTestRoot,
  metadataEntry,
  OMITTED,
} from "../../src/testing/public.ts";
import { creationOptions, ORIGIN, RP_ID } from "./fixtures.ts";

const DAYS = { no: 7, nextUpdate: "2026-12-01" } as const;

function partsOf(blob: string) {
  const [header = "", payload = "", signature = ""] = blob.split(".");
  const json = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString());
  return { header: json(header), payload: json(payload), signature };
}

describe("a metadata service of nobody", () => {
  const authority = createMetadataAuthority({
    signer: "blobs.example",
    crlBase: "http://lists.example",
    signerUntil: new Date("2027-01-01T00:00:00Z"),
  });
  const { header } = partsOf(authority.blob({ ...DAYS, entries: [] }));
  const [leaf, middle, root] = [
    ...header.x5c.map((text: string) => Buffer.from(text, "base64")),
    authority.root,
  ].map((der) => new X509Certificate(der));

  test("has a path that the runtime's own reader agrees with", () => {
    expect(header).toMatchObject({ alg: "ES256", typ: "JWT" });
    if (leaf === undefined || middle === undefined || root === undefined) throw new Error("x5c");
    expect(leaf.verify(middle.publicKey) && leaf.checkIssued(middle)).toBe(true);
    expect(middle.verify(root.publicKey) && middle.checkIssued(root)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect([leaf.ca, middle.ca, root.ca]).toEqual([false, true, true]);
    expect(leaf.subjectAltName).toBe("DNS:blobs.example");
    expect(new Date(leaf.validTo)).toEqual(new Date("2027-01-01T00:00:00Z"));
    expect(new Date(root.validTo)).toEqual(new Date("2120-01-01T00:00:00Z"));
    const urls = [leaf, middle, root].map(({ raw }) => {
      const certificate = parseCertificate(raw);
      return certificate === undefined ? [] : crlUrlsOf(certificate);
    });
    expect(urls).toEqual([
      ["http://lists.example/intermediate.crl"],
      ["http://lists.example/root.crl"],
      [],
    ]);
  });

  test("signs what it is told, lies too", () => {
    const entries = [metadataEntry({ aaguid: "a", anchors: [Buffer.of(255, 255, 254)] })];
    expect(partsOf(authority.blob({ ...DAYS, entries })).payload).toEqual({
      legalHeader: "For tests.",
      ...DAYS,
      entries: [
        {
          aaguid: "a",
          metadataStatement: expect.objectContaining({
            aaguid: "a",
            protocolFamily: "fido2",
            attestationRootCertificates: ["///+"],
          }),
          statusReports: [{ status: "FIDO_CERTIFIED_L1", effectiveDate: "2020-01-01" }],
          timeOfLastStatusChange: "2020-01-01",
        },
      ],
    });
    const lies = { header: { alg: "none", x5c: OMITTED }, payload: { no: "7" } };
    const told = partsOf(authority.blob({ ...DAYS, entries: [], lies }));
    expect(told.header).toEqual({ alg: "none", typ: "JWT" });
    expect(told.payload.no).toBe("7");
    const unsigned = { signature: new Uint8Array() };
    expect(partsOf(authority.blob({ ...DAYS, entries: [], lies: unsigned })).signature).toBe("");
  });

  test("an entry of a U2F model has the names of its keys", () => {
    const entry = metadataEntry({ keyIds: ["00"], reports: [{ status: "REVOKED" }] });
    expect(entry).toMatchObject({
      attestationCertificateKeyIdentifiers: ["00"],
      metadataStatement: { protocolFamily: "u2f" },
      statusReports: [{ status: "REVOKED" }],
      timeOfLastStatusChange: "",
    });
    expect(entry).not.toHaveProperty("aaguid");
  });
});

describe("a U2F key in software", () => {
  const testRoot = createTestRoot();
  const authenticator = createAuthenticator({
    kind: "security-key",
    attestation: "fido-u2f",
    testRoot,
  });
  const options = creationOptions({}, { attestation: "direct" });
  const response = authenticator.create(options, { origin: ORIGIN });
  const { challenge } = options;

  test("is attested to our verifier, by a key that it names", () => {
    const result = verifyRegistration({
      response,
      expected: {
        rpId: RP_ID,
        origins: [ORIGIN],
        challenge,
        userVerification: "preferred",
        trustAnchors: [Buffer.from(testRoot.certificate).toString("base64url")],
      },
    });
    expect(result).toMatchObject({
      ok: true,
      evidence: {
        aaguid: { value: "00000000-0000-0000-0000-000000000000", from: "claimed" },
        attestation: {
          format: "fido-u2f",
          verdict: "verified",
          keyId: authenticator.attestation?.keyId,
        },
      },
    });
  });

  test("and to another", async () => {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: ORIGIN,
      expectedRPID: RP_ID,
    });
    expect([verified, registrationInfo?.fmt]).toEqual([true, "fido-u2f"]);
  });
});

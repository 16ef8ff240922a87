import { createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseCertificate } from "../../src/certificates/certificate.ts";
import { type BlobAlgorithm, createMetadataAuthority, OMITTED } from "../../src/testing/public.ts";
import { signerCrlUrls } from "../../src/trust/mds-signer.ts";
import { authority, blobOf, chainOf, contents, flip, NOW, outcome } from "./mds.ts";

describe("R21: an algorithm is never taken for another", () => {
  test.each(["none", "None", "", "HS256", "HS512", "RS1", "ES256K", "EdDSA", "es256", "__proto__"])(
    "R21: alg %j",
    (alg) => {
      expect(outcome(blobOf({ lies: { header: { alg } } }))).toBe("mds_algorithm_refused");
      const lies = { header: { alg }, signature: new Uint8Array() };
      expect(outcome(blobOf({ lies }))).toBe("mds_algorithm_refused");
    },
  );

  test("R21: a MAC whose secret is the signer's public key", () => {
    const blob = blobOf({ alg: "RS256", lies: { header: { alg: "HS256" } } });
    const [der = Buffer.of()] = chainOf(blob);
    const key = parseCertificate(der)?.publicKey ?? expect.fail("no key");
    const [header, payload] = blob.split(".");
    for (const secret of [
      key.export({ format: "pem", type: "spki" }),
      key.export({ format: "der", type: "spki" }),
      der,
    ]) {
      const mac = createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url");
      expect(outcome(`${header}.${payload}.${mac}`)).toBe("mds_algorithm_refused");
    }
  });

  test("R21: one of another padding, hash, curve or kind of key", () => {
    const said = (alg: BlobAlgorithm, told: BlobAlgorithm) =>
      outcome(blobOf({ alg, lies: { header: { alg: told } } }));
    expect(said("RS256", "PS256")).toBe("mds_signature_invalid");
    expect(said("PS256", "RS256")).toBe("mds_signature_invalid");
    expect(said("RS256", "RS512")).toBe("mds_signature_invalid");
    expect(said("RS256", "ES256")).toBe("mds_signature_invalid");
    expect(said("ES256", "RS256")).toBe("mds_signature_invalid");
    expect(said("ES384", "ES256")).toBe("mds_signature_invalid");
    expect(said("ES256", "ES512")).toBe("mds_signature_invalid");
  });

  test("R21: ES256 with a key of another curve that would verify", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
    const lies = { signingKey: privateKey };
    expect(outcome(blobOf({ lies }))).toBe("mds_signature_invalid");
    expect(outcome(blobOf({ alg: "ES384", lies: { header: { alg: "ES256" } } }))).toBe(
      "mds_signature_invalid",
    );
  });

  test("R21: alg that is no text, or not there", () => {
    for (const alg of [1, null, ["ES256"], {}, OMITTED]) {
      expect(outcome(blobOf({ lies: { header: { alg } } }))).toBe("mds_malformed");
    }
  });
});

describe("where the lists of revoked certificates are", () => {
  test("is told of a blob whose signature holds and of no other", () => {
    const expectation = { roots: [authority.root], signer: authority.signer, now: NOW };
    expect(signerCrlUrls(blobOf(), expectation)).toEqual({
      ok: true,
      value: ["http://crl.example/intermediate.crl", "http://crl.example/root.crl"],
    });
    const forged = blobOf({ lies: { signature: flip } });
    expect(signerCrlUrls(forged, expectation)).toMatchObject({ code: "mds_signature_invalid" });
    const foreign = createMetadataAuthority({ crlBase: "http://inside.example" }).blob(contents);
    expect(signerCrlUrls(foreign, expectation)).toMatchObject({ code: "mds_chain_untrusted" });
  });
});

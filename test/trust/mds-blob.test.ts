import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseCertificate } from "../../src/certificates/certificate.ts";
import { type BlobAlgorithm, createMetadataAuthority, OMITTED } from "../../src/testing/public.ts";
import {
  AAGUID,
  authority,
  blobOf,
  chainOf,
  contents,
  flip,
  LISTS,
  outcome,
  verified,
  verify,
} from "./mds.ts";

const ROOT = Buffer.from(authority.root).toString("base64");
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe("FIDO MDS v3.1 section 3.2: a blob that is believed", () => {
  test("says its number, its day and its models, and by whom it is signed", () => {
    const blob = blobOf();
    const value = verified(blob);
    expect(value.metadata).toMatchObject({ no: 276, nextUpdate: day("2026-12-01") });
    expect([...value.metadata.models.keys()]).toEqual([AAGUID]);
    expect(value.revocation).toBe("checked");
    expect(value.problems).toEqual([]);
    const path = [...chainOf(blob), authority.root];
    expect(value.signingPath).toEqual(path.map((der) => parseCertificate(der)?.fingerprint));
  });

  test.each<BlobAlgorithm>([
    "ES256",
    "ES384",
    "ES512",
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
  ])("is signed with %s", (alg) => {
    expect(outcome(blobOf({ alg }))).toBe("ok");
    const lies = { signature: flip };
    expect(outcome(blobOf({ alg, lies }))).toBe("mds_signature_invalid");
  });

  test("comes as text or as bytes, and may end in a line feed", () => {
    const blob = blobOf();
    expect(outcome(Buffer.from(blob))).toBe("ok");
    expect(outcome(`${blob}\r\n`)).toBe("ok");
    expect(outcome(Buffer.from(` ${blob}\n`))).toBe("ok");
  });

  test("may be past its nextUpdate: it is old, and nothing newer is at hand", () => {
    expect(verified(blobOf({ nextUpdate: "2026-09-01" })).metadata.nextUpdate).toBe(
      day("2026-09-01"),
    );
  });

  test("may hold members that nobody knows yet", () => {
    const lies = { header: { kid: "a" }, payload: { later: { deep: [] } } };
    expect(outcome(blobOf({ lies, entries: [{ ...contents.entries[0], more: 1 }] }))).toBe("ok");
  });

  test("holds no entries at all", () => {
    expect(verified(blobOf({ entries: [] })).metadata.models.size).toBe(0);
  });
});

describe("R21: a blob that is refused", () => {
  test("R21: with a signature over something else, or by another key", () => {
    expect(outcome(blobOf({ lies: { signature: flip } }))).toBe("mds_signature_invalid");
    const signingKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    expect(outcome(blobOf({ lies: { signingKey } }))).toBe("mds_signature_invalid");
    const [header, , signature] = blobOf().split(".");
    const [, payload] = blobOf({ no: 999 }).split(".");
    expect(outcome(`${header}.${payload}.${signature}`)).toBe("mds_signature_invalid");
    expect(outcome(blobOf({ lies: { signature: new Uint8Array() } }))).toBe(
      "mds_signature_invalid",
    );
  });

  test("R21: an ECDSA signature in DER, which a JWS never has", () => {
    const inDer = (raw: Uint8Array) => {
      const part = (half: Uint8Array) => [2, 33, 0, ...half];
      const body = [...part(raw.subarray(0, 32)), ...part(raw.subarray(32))];
      return Uint8Array.of(0x30, body.length, ...body);
    };
    expect(outcome(blobOf({ lies: { signature: inDer } }))).toBe("mds_signature_invalid");
  });

  test("R21: whose number is that of the one in force, or below it", () => {
    const blob = blobOf();
    expect(outcome(blob, { floor: 275 })).toBe("ok");
    expect(outcome(blob, { floor: 276 })).toBe("mds_not_newer");
    expect(outcome(blob, { floor: 277 })).toBe("mds_not_newer");
    expect(outcome(blobOf({ no: 0 }), { floor: 0 })).toBe("mds_not_newer");
    expect(outcome(blobOf({ no: 0 }))).toBe("ok");
  });

  test("R21: under another root, or under none", () => {
    const elsewhere = createMetadataAuthority();
    expect(outcome(elsewhere.blob(contents))).toBe("mds_chain_untrusted");
    expect(outcome(blobOf(), { roots: [elsewhere.root] })).toBe("mds_chain_untrusted");
    expect(outcome(blobOf(), { roots: [] })).toBe("mds_chain_untrusted");
    expect(outcome(blobOf(), { roots: [new Uint8Array(9)] })).toBe("mds_chain_untrusted");
    expect(outcome(blobOf(), { roots: [elsewhere.root, authority.root] })).toBe("ok");
  });

  test("R21: by a signer or under an authority that expired, or is not valid yet", () => {
    const until = new Date("2026-11-24T11:59:59Z");
    for (const options of [{ signerUntil: until }, { intermediateUntil: until }]) {
      const expired = createMetadataAuthority(options);
      const under = { roots: [expired.root], crls: expired.crls(LISTS) };
      const blob = expired.blob(contents);
      expect(verify(blob, under)).toMatchObject({
        code: "mds_chain_untrusted",
        detail: "path_expired",
      });
      expect(outcome(blob, { ...under, now: new Date("2026-11-24T11:00:00Z") })).toBe("ok");
    }
    const early = { now: new Date("2019-12-31T00:00:00Z"), requireRevocation: false };
    expect(outcome(blobOf(), early)).toBe("mds_chain_untrusted");
  });

  test("R21: by a certificate of the same root that is not the metadata service's", () => {
    expect(outcome(blobOf(), { signer: "mds.elsewhere" })).toBe("mds_signer_refused");
    expect(outcome(blobOf(), { signer: "example" })).toBe("mds_signer_refused");
    expect(outcome(blobOf(), { signer: "MDS.example" })).toBe("ok");
    expect(outcome(blobOf(), { signer: null })).toBe("ok");
  });

  test("R21: without the authority in between, or with the certificates in another order", () => {
    const [leaf = "", middle = ""] = chainOf(blobOf()).map((der) => der.toString("base64"));
    const withChain = (...x5c: string[]) => outcome(blobOf({ lies: { header: { x5c } } }));
    expect(withChain(leaf)).toBe("mds_chain_untrusted");
    expect(withChain(leaf, leaf, middle)).toBe("mds_chain_untrusted");
    // The path of what stands first may hold, but it signed nothing.
    expect(withChain(middle, leaf)).not.toBe("ok");
  });

  test.each([
    ["half of one", { x5c: ["MIIB"] }],
    ["base64url", { x5c: [Buffer.from([255, 255, 254]).toString("base64url")] }],
    ["an empty text", { x5c: [""] }],
    ["more than a path holds", { x5c: Array.from({ length: 9 }, () => ROOT) }],
  ])("R21: certificates that are %s", (_, header) => {
    expect(outcome(blobOf({ lies: { header } }))).toBe("mds_certificate_malformed");
  });

  test("R21: no certificates, or none in the list", () => {
    for (const x5c of [OMITTED, []]) {
      expect(outcome(blobOf({ lies: { header: { x5c } } }))).toBe("mds_certificates_missing");
    }
  });

  test("R21: x5u, jku and jwk, with x5c beside them and without: nothing is fetched", () => {
    const jwk = createPublicKey(
      generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
    ).export({ format: "jwk" });
    for (const elsewhere of [{ x5u: "https://mds.example/x" }, { jku: "https://a/" }, { jwk }]) {
      for (const beside of [{}, { x5c: OMITTED }]) {
        const lies = { header: { ...elsewhere, ...beside } };
        expect(outcome(blobOf({ lies }))).toBe("mds_certificates_elsewhere");
      }
    }
  });

  test("R21: a header that must be understood and is not", () => {
    const lies = { header: { crit: ["b64"], b64: false } };
    expect(outcome(blobOf({ lies }))).toBe("mds_header_unknown");
  });

  test("larger than any blob, without a look at it", () => {
    const huge = "A".repeat(64 * 1024 * 1024 + 1);
    expect(outcome(huge)).toBe("mds_too_large");
    expect(outcome(Buffer.alloc(huge.length, "A"))).toBe("mds_too_large");
  });
});

describe("FIDO MDS v3.1 section 3.2: revocation of the signer", () => {
  test("R21: a signer or an authority that was revoked is refused, asked for or not", () => {
    for (const who of ["signer", "intermediate"] as const) {
      const crls = authority.crls({ ...LISTS, revoked: [who] });
      expect(outcome(blobOf(), { crls })).toBe("mds_revoked");
      expect(outcome(blobOf(), { crls, requireRevocation: false })).toBe("mds_revoked");
      expect(outcome(blobOf({ alg: "RS256" }), { crls })).toBe("mds_revoked");
    }
  });

  test("R21: where it is not known, the operator's word decides", () => {
    const [ofRoot = new Uint8Array()] = authority.crls(LISTS);
    const foreign = createMetadataAuthority().crls(LISTS);
    const old = authority.crls({ ...LISTS, nextUpdate: new Date("2026-11-24T00:00:00Z") });
    for (const crls of [[], [ofRoot], foreign, old, [Buffer.of(1, 2, 3)]]) {
      expect(outcome(blobOf(), { crls })).toBe("mds_revocation_unknown");
      expect(verified(blobOf(), { crls, requireRevocation: false }).revocation).toBe("unchecked");
    }
    expect(verify(blobOf(), { crls: old })).toMatchObject({
      detail: expect.stringContaining("crl_expired"),
    });
  });
});

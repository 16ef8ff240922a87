import { describe, expect, test } from "vitest";
import { anchorsOf } from "../../src/trust/anchors.ts";
import { readRegistrationResponse } from "../../src/methods/passkey/input.ts";
import { checkRegistration } from "../../src/methods/passkey/registration.ts";
import {
  type AuthenticatorOptions,
  createAuthenticator,
  createTestRoot,
  metadataEntry,
} from "../../src/testing/public.ts";
import { creationOptions, ORIGIN, RP_ID } from "../testing/fixtures.ts";
import { AAGUID, blobOf, NOW, OTHER, verified } from "./mds.ts";

const vendor = createTestRoot();
const rival = createTestRoot();
const options = creationOptions({}, { attestation: "direct" });
type Entries = readonly object[] | null;

/** What a registration says of its model, under the anchors of a blob and those for every model. */
function attest(
  authenticator: AuthenticatorOptions | ReturnType<typeof createAuthenticator>,
  entries: Entries,
  everyModel: readonly Uint8Array[] = [],
  lie = {},
) {
  const key =
    "create" in authenticator
      ? authenticator
      : createAuthenticator({ attestation: "packed", aaguid: AAGUID, ...authenticator });
  const response = readRegistrationResponse(key.create(options, { origin: ORIGIN, lie }));
  if (!response.ok) throw new Error(response.code);
  const blob = entries === null ? null : verified(blobOf({ entries })).anchors;
  const checked = checkRegistration(
    response.value,
    {
      rpId: RP_ID,
      origins: [ORIGIN],
      challenge: options.challenge,
      userVerification: "required",
      algorithms: [-7],
      allowCrossOrigin: false,
      topOrigins: [],
      trustAnchors: anchorsOf(blob, everyModel),
      requireAttestation: false,
      mediation: "modal",
      knownCredentialIds: [],
    },
    NOW,
  );
  return checked.ok ? checked.value.attestation.verdict : checked.code;
}

const listed = (aaguid: string, ...anchors: readonly Uint8Array[]) =>
  metadataEntry({ aaguid, anchors });

describe("WebAuthn L3 section 7.1 step 23: the anchors of the model, and of no other", () => {
  test("R18: the vendor's own anchor vouches for it", () => {
    expect(attest({ testRoot: vendor }, [listed(AAGUID, vendor.certificate)])).toBe("verified");
    const several = [listed(OTHER, rival.certificate), listed(AAGUID, vendor.certificate)];
    expect(attest({ testRoot: vendor }, several)).toBe("verified");
  });

  test("R18: another vendor's does not, though he is in the blob and signs the AAGUID", () => {
    const entries = [listed(AAGUID, vendor.certificate), listed(OTHER, rival.certificate)];
    expect(attest({ testRoot: rival }, entries)).toBe("untrusted");
    expect(attest({ testRoot: rival, aaguid: OTHER }, entries)).toBe("verified");
  });

  test("R18: a model that is not listed has no anchors, and without a blob nobody has", () => {
    expect(attest({ testRoot: rival }, [listed(OTHER, rival.certificate)])).toBe("untrusted");
    expect(attest({ testRoot: vendor }, [])).toBe("untrusted");
    expect(attest({ testRoot: vendor }, null)).toBe("untrusted");
  });

  test("R18: the exact certificate is an anchor for itself, and for no other of its root", () => {
    const key = createAuthenticator({ attestation: "packed", aaguid: AAGUID, testRoot: vendor });
    const exact = key.attestation?.certificate ?? expect.fail("no certificate");
    expect(attest(key, [listed(AAGUID, exact)])).toBe("verified");
    expect(attest({ testRoot: vendor }, [listed(AAGUID, exact)])).toBe("untrusted");
  });

  test("R18: an AAGUID that the certificate does not name is refused, not merely untrusted", () => {
    const entries = [listed(AAGUID, vendor.certificate), listed(OTHER, vendor.certificate)];
    expect(attest({ testRoot: vendor }, entries, [], { aaguid: OTHER })).toBe(
      "attestation_certificate_refused",
    );
  });

  test("B13: neither none nor self attestation is ever the model's", () => {
    const entries = [listed(AAGUID, vendor.certificate)];
    expect(attest({ attestation: "none" }, entries)).toBe("none");
    expect(attest({ attestation: "packed-self" }, entries)).toBe("self");
  });

  test("anchors for every model apply to all, in the blob or not", () => {
    expect(attest({ testRoot: rival }, null, [rival.certificate])).toBe("verified");
    const entries = [listed(AAGUID, vendor.certificate)];
    expect(attest({ testRoot: rival }, entries, [rival.certificate])).toBe("verified");
    expect(attest({ testRoot: vendor }, entries, [rival.certificate])).toBe("verified");
  });
});

describe("WebAuthn L3 section 8.6: U2F keys have no AAGUID", () => {
  const key = createAuthenticator({
    kind: "security-key",
    attestation: "fido-u2f",
    testRoot: vendor,
  });
  const keyId = key.attestation?.keyId ?? expect.fail("no key");
  const u2f = (...keyIds: string[]) => metadataEntry({ keyIds, anchors: [vendor.certificate] });

  test("R18: they are known by the key of their certificate", () => {
    expect(attest(key, [u2f(keyId)])).toBe("verified");
    expect(attest(key, [u2f("00".repeat(20))])).toBe("untrusted");
    expect(attest(key, [listed(AAGUID, vendor.certificate)])).toBe("untrusted");
  });

  test("B13: an AAGUID that is written beside the statement finds no anchors", () => {
    const lie = { aaguid: AAGUID };
    expect(attest(key, [listed(AAGUID, vendor.certificate)], [], lie)).toBe("untrusted");
    expect(attest(key, [u2f(keyId)], [], lie)).toBe("verified");
  });

  test("B13: and a U2F vendor's anchors vouch for no model that has an AAGUID", () => {
    const packed = createAuthenticator({ attestation: "packed", aaguid: AAGUID, testRoot: rival });
    const batch = packed.attestation?.keyId ?? expect.fail("no key");
    const u2fOfRival = metadataEntry({ keyIds: [batch], anchors: [rival.certificate] });
    expect(attest(packed, [u2fOfRival, listed(AAGUID, vendor.certificate)])).toBe("untrusted");
    expect(attest(packed, [u2fOfRival])).toBe("untrusted");
  });
});

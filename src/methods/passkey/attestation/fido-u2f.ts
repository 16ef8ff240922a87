import { concat } from "../../../base/bytes.ts";
import { fail, ok } from "../../../base/result.ts";
import type { CoseKey } from "../cose.ts";
import { verifySignature } from "../signature.ts";
import type { FormatVerifier } from "./format.ts";
import { malformed, readBytes, readChain, readMembers } from "./statement-syntax.ts";

const ES256 = -7;
const COORDINATE_BYTES = 32;

/**
 * WebAuthn L3 section 8.6.
 *
 * The signature does not cover the authenticator data, and section 8.6 asks nothing of the AAGUID
 * (the official vector has one that is not zero). It is therefore not refused for its AAGUID, but
 * the findings say that neither the AAGUID nor the flags are attested.
 */
export const verifyFidoU2f: FormatVerifier = (input) => {
  // Step 1: the syntax.
  const members = readMembers(input.statement, ["x5c", "sig"]);
  const signature = members === undefined ? undefined : readBytes(members, "sig");
  if (members === undefined || signature === undefined) return malformed("members");
  const chain = readChain(members);
  if (!chain.ok) return chain;
  // Step 2: exactly one certificate, with a key on P-256.
  const [attestation, ...others] = chain.value;
  if (others.length > 0) return malformed("x5c holds more than one certificate");
  const key = attestation.publicKey;
  if (key === undefined || key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    return fail("attestation_certificate_refused", "key is not on P-256");
  }
  // Steps 3 and 4: the credential key in raw form; the signing procedure knows no other than ES256.
  const publicKeyU2f = rawPublicKey(input.credentialKey);
  if (publicKeyU2f === undefined) return fail("attestation_key_mismatch", "key is not ES256");
  // Steps 5 and 6: SHA-256 with the attestation key over the U2F registration response.
  const { rpIdHash, clientDataHash, credentialId } = input;
  const verificationData = concat(
    Uint8Array.of(0x00),
    rpIdHash,
    clientDataHash,
    credentialId,
    publicKeyU2f,
  );
  if (!verifySignature(key, ES256, verificationData, signature)) {
    return fail("attestation_signature_invalid");
  }
  return ok({ type: "certified", chain: chain.value, coversAuthenticatorData: false });
};

function rawPublicKey({ algorithm, curve, x, y }: CoseKey): Uint8Array | undefined {
  if (algorithm !== ES256 || curve !== "P-256") return undefined;
  if (x?.length !== COORDINATE_BYTES || y?.length !== COORDINATE_BYTES) return undefined;
  return concat(Uint8Array.of(0x04), x, y);
}

import { createHash } from "node:crypto";
import { equalBytes } from "../../../base/bytes.ts";
import { fail, ok } from "../../../base/result.ts";
import type { Certificate } from "../../../certificates/certificate.ts";
import { type DerElement, isUniversal, readChildren, readDer } from "../../../certificates/der.ts";
import type { FormatVerifier } from "./format.ts";
import { malformed, readChain, readMembers } from "./statement-syntax.ts";

const NONCE_EXTENSION = "1.2.840.113635.100.8.2";
const SEQUENCE = 16;
const OCTET_STRING = 4;

/**
 * WebAuthn L3 section 8.8. The statement holds no signature: the CA certified the credential key
 * together with a nonce over the authenticator data, so that everything rests on the path.
 * `alg` was sent by the first systems that had this format, and says nothing.
 */
export const verifyApple: FormatVerifier = (input) => {
  // Step 1: the syntax.
  const members = readMembers(input.statement, ["x5c", "alg"]);
  if (members === undefined) return malformed("members");
  const chain = readChain(members);
  if (!chain.ok) return chain;
  const [credential] = chain.value;
  // Steps 2 to 4: the nonce of the certificate is the hash over this ceremony.
  const nonce = createHash("sha256")
    .update(input.authenticatorData)
    .update(input.clientDataHash)
    .digest();
  const certified = readNonce(credential);
  if (certified === undefined) return fail("attestation_certificate_refused", "nonce is missing");
  if (!equalBytes(certified, nonce)) return fail("attestation_binding_invalid", "nonce differs");
  // Step 5: the certificate is the credential key's own.
  if (credential.publicKey?.equals(input.credentialKey.key) !== true) {
    return fail("attestation_key_mismatch");
  }
  return ok({ type: "certified", chain: chain.value, coversAuthenticatorData: true });
};

/** SEQUENCE { [1] EXPLICIT OCTET STRING }, as the official vector has it. */
function readNonce(certificate: Certificate): Uint8Array | undefined {
  const extension = certificate.extensions.get(NONCE_EXTENSION);
  const sequence = extension === undefined ? undefined : readDer(extension.value);
  if (!isUniversal(sequence, SEQUENCE)) return undefined;
  const tagged = onlyChild(sequence);
  if (tagged?.tagClass !== "context" || tagged.tag !== 1) return undefined;
  const nonce = onlyChild(tagged);
  return isUniversal(nonce, OCTET_STRING) ? nonce.content : undefined;
}

function onlyChild(parent: DerElement): DerElement | undefined {
  const children = readChildren(parent);
  return children?.length === 1 ? children[0] : undefined;
}

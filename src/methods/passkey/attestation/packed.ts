import { concat } from "../../../base/bytes.ts";
import { fail, ok, type Result } from "../../../base/result.ts";
import { verifySignature } from "../signature.ts";
import type { Findings, FormatVerifier, StatementCode, StatementInput } from "./format.ts";
import { checkPackedCertificate } from "./packed-certificate.ts";
import {
  type Members,
  malformed,
  readChain,
  readMembers,
  readSignature,
  type Signature,
} from "./statement-syntax.ts";

interface Signed extends Signature {
  readonly data: Uint8Array;
}

/** WebAuthn L3 section 8.2: signed by an attestation key (x5c) or by the credential key itself. */
export const verifyPacked: FormatVerifier = (input) => {
  const members = readMembers(input.statement, ["alg", "sig", "x5c"]);
  if (members === undefined) return malformed("members");
  const signature = readSignature(members);
  if (!signature.ok) return signature;
  const data = concat(input.authenticatorData, input.clientDataHash);
  const signed = { ...signature.value, data };
  return members.has("x5c") ? verifyBasic(input, members, signed) : verifySelf(input, signed);
};

function verifyBasic(
  input: StatementInput,
  members: Members,
  { algorithm, data, signature }: Signed,
): Result<Findings, StatementCode> {
  const chain = readChain(members);
  if (!chain.ok) return chain;
  const [attestation] = chain.value;
  // "Verify that sig is a valid signature": with the attestation key and the algorithm of `alg`.
  const key = attestation.publicKey;
  if (key === undefined) return fail("attestation_certificate_refused", "key");
  if (!verifySignature(key, algorithm, data, signature)) {
    return fail("attestation_signature_invalid");
  }
  // "Verify that attestnCert meets the requirements in section 8.2.1", AAGUID extension included.
  const broken = checkPackedCertificate(attestation, input.aaguid);
  if (broken !== undefined) return fail("attestation_certificate_refused", broken);
  return ok({ type: "certified", chain: chain.value, coversAuthenticatorData: true });
}

function verifySelf(
  input: StatementInput,
  { algorithm, data, signature }: Signed,
): Result<Findings, StatementCode> {
  // "Validate that alg matches the algorithm of the credentialPublicKey".
  if (algorithm !== input.credentialKey.algorithm) return fail("attestation_algorithm_mismatch");
  // "Verify that sig is a valid signature": with the credential key.
  if (!verifySignature(input.credentialKey.key, algorithm, data, signature)) {
    return fail("attestation_signature_invalid");
  }
  return ok({ type: "self" });
}

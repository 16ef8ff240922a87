import { constants, createHash, type KeyObject, verify } from "node:crypto";
import { concat, equalBytes } from "../../../base/bytes.ts";
import { fail, ok, type Result } from "../../../base/result.ts";
import { coseAlgorithm } from "../algorithms.ts";
import { verifySignature } from "../signature.ts";
import type { FormatVerifier, StatementCode, StatementInput, UntrustedReason } from "./format.ts";
import {
  type Chain,
  type Members,
  malformed,
  readAlgorithm,
  readBytes,
  readChain,
  readMembers,
} from "./statement-syntax.ts";
import { checkTpmCertificate } from "./tpm-certificate.ts";
import { isSameKey } from "./tpm-key.ts";
import {
  readCertifyInfo,
  readPublicArea,
  TPM_GENERATED_VALUE,
  TPM_ST_ATTEST_CERTIFY,
} from "./tpm-structures.ts";

/** TPM_ALG_ID of the hashes that a name may be made with; SHA-1 (0x0004) names nothing any more. */
const NAME_HASHES: ReadonlyMap<number, string> = new Map([
  [0x000b, "sha256"],
  [0x000c, "sha384"],
  [0x000d, "sha512"],
]);

/** RSASSA-PKCS1-v1_5 with SHA-1, which many a TPM of Windows still signs with. */
const RS1 = -65_535;

interface Statement {
  readonly chain: Chain;
  readonly algorithm: number;
  readonly signature: Uint8Array;
  readonly certInfo: Uint8Array;
  readonly pubArea: Uint8Array;
}

/** WebAuthn L3 section 8.3: a TPM certifies the credential key with its attestation identity key. */
export const verifyTpm: FormatVerifier = (input) => {
  const statement = readStatement(input.statement);
  if (!statement.ok) return statement;
  const { chain, algorithm } = statement.value;
  const hash = hashOf(algorithm);
  if (hash === undefined) return fail("attestation_algorithm_refused", String(algorithm));
  return (
    checkBinding(input, statement.value, hash) ??
    checkSignature(statement.value, input.aaguid) ??
    ok({ type: "certified", chain, coversAuthenticatorData: true, ...doubtOf(algorithm) })
  );
};

function readStatement(statement: unknown): Result<Statement, StatementCode> {
  const members = readMembers(statement, ["ver", "alg", "x5c", "sig", "certInfo", "pubArea"]);
  // "ver: The version of the TPM specification to which the signature conforms": 2.0 and no other.
  if (members?.get("ver") !== "2.0") return malformed("ver");
  return readFields(members);
}

function readFields(members: Members): Result<Statement, StatementCode> {
  const algorithm = readAlgorithm(members);
  const signature = readBytes(members, "sig");
  const certInfo = readBytes(members, "certInfo");
  const pubArea = readBytes(members, "pubArea");
  if (algorithm === undefined || signature === undefined) return malformed("alg, sig");
  if (certInfo === undefined || pubArea === undefined) return malformed("certInfo, pubArea");
  // "Verify that x5c is present".
  const chain = readChain(members);
  return chain.ok ? ok({ chain: chain.value, algorithm, signature, certInfo, pubArea }) : chain;
}

/** That the TPM speaks of this ceremony and of this key. */
function checkBinding(input: StatementInput, statement: Statement, hash: string) {
  const area = readPublicArea(statement.pubArea);
  const info = readCertifyInfo(statement.certInfo);
  if (area === undefined) return malformed("pubArea");
  if (info === undefined) return malformed("certInfo");
  // "Verify that the public key specified by … pubArea is identical to the credentialPublicKey".
  if (!isSameKey(area, input.credentialKey)) return fail("attestation_key_mismatch", "pubArea");
  // "Verify that magic is set to TPM_GENERATED_VALUE": else it was not the TPM that wrote it.
  if (info.magic !== TPM_GENERATED_VALUE) return fail("attestation_binding_invalid", "magic");
  // "Verify that type is set to TPM_ST_ATTEST_CERTIFY".
  if (info.type !== TPM_ST_ATTEST_CERTIFY) return fail("attestation_binding_invalid", "type");
  // "Verify that extraData is set to the hash of attToBeSigned using the hash algorithm … in alg".
  const attToBeSigned = concat(input.authenticatorData, input.clientDataHash);
  if (!equalBytes(info.extraData, createHash(hash).update(attToBeSigned).digest())) {
    return fail("attestation_binding_invalid", "extraData");
  }
  // "… whose name field contains a valid Name for pubArea": nameAlg, then the hash with it.
  const nameHash = NAME_HASHES.get(area.nameAlgorithm);
  if (nameHash === undefined) return fail("attestation_algorithm_refused", "nameAlg");
  const digest = createHash(nameHash).update(statement.pubArea).digest();
  if (!equalBytes(info.name, concat(statement.pubArea.subarray(2, 4), digest))) {
    return fail("attestation_binding_invalid", "name");
  }
  return undefined;
}

function checkSignature({ chain, algorithm, signature, certInfo }: Statement, aaguid: Uint8Array) {
  const [identity] = chain;
  const key = identity.publicKey;
  if (key === undefined) return fail("attestation_certificate_refused", "key");
  // "Verify the sig is a valid signature over certInfo using the attestation public key in aikCert".
  const signed =
    algorithm === RS1
      ? verifyRs1(key, certInfo, signature)
      : verifySignature(key, algorithm, certInfo, signature);
  if (!signed) return fail("attestation_signature_invalid");
  // "Verify that aikCert meets the requirements in section 8.3.1", AAGUID extension included.
  const broken = checkTpmCertificate(identity, aaguid);
  return broken === undefined ? undefined : fail("attestation_certificate_refused", broken);
}

function hashOf(algorithm: number): string | undefined {
  if (algorithm === RS1) return "sha1";
  const known = coseAlgorithm(algorithm);
  return known?.kty === "EC2" || known?.kty === "RSA" ? known.hash : undefined;
}

/**
 * SHA-1 holds up no evidence. A TPM that signs with it is still a good authenticator, though, and
 * its owner is not turned away for it: the statement must be valid, and counts as untrusted,
 * whatever its path.
 */
function doubtOf(algorithm: number): { readonly doubt?: UntrustedReason } {
  return algorithm === RS1 ? { doubt: "signature_algorithm_weak" } : {};
}

function verifyRs1(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  if (key.asymmetricKeyType !== "rsa") return false;
  try {
    return verify("sha1", data, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return false;
  }
}

import { concat, equalBytes } from "../../../base/bytes.ts";
import { type Failure, fail, ok } from "../../../base/result.ts";
import { verifySignature } from "../signature.ts";
import type { FormatVerifier, StatementCode, StatementInput, UntrustedReason } from "./format.ts";
import {
  KEY_DESCRIPTION_EXTENSION,
  type KeyDescription,
  readKeyDescription,
} from "./key-description.ts";
import {
  type Chain,
  malformed,
  readChain,
  readMembers,
  readSignature,
  type Signature,
} from "./statement-syntax.ts";

/** KM_ORIGIN_GENERATED: made where it is kept, not imported. */
const ORIGIN_GENERATED = 0;
/** KM_PURPOSE_SIGN. */
const PURPOSE_SIGN = 2;
/** KM_PURPOSE_VERIFY: an operation with the public key, which anybody can do. */
const PURPOSE_VERIFY = 3;

/** WebAuthn L3 section 8.4: the credential key's own certificate, issued where the key is kept. */
export const verifyAndroidKey: FormatVerifier = (input) => {
  const members = readMembers(input.statement, ["alg", "sig", "x5c"]);
  if (members === undefined) return malformed("members");
  const signature = readSignature(members);
  if (!signature.ok) return signature;
  const chain = readChain(members);
  if (!chain.ok) return chain;
  const invalid = checkKey(input, signature.value, chain.value);
  if (invalid !== undefined) return invalid;
  const description = readKeyDescription(chain.value[0]);
  if (description === undefined) {
    return fail("attestation_certificate_refused", "no readable key description");
  }
  return (
    checkDescription(input, description, chain.value) ??
    ok({
      type: "certified",
      chain: chain.value,
      coversAuthenticatorData: false,
      ...doubtOf(description),
    })
  );
};

function checkKey(
  { authenticatorData, clientDataHash, credentialKey }: StatementInput,
  { algorithm, signature }: Signature,
  [credential]: Chain,
): Failure<StatementCode> | undefined {
  // "Verify that sig is a valid signature": with the key of the first certificate.
  const key = credential.publicKey;
  if (key === undefined) return fail("attestation_certificate_refused", "key");
  if (!verifySignature(key, algorithm, concat(authenticatorData, clientDataHash), signature)) {
    return fail("attestation_signature_invalid");
  }
  // "Verify that the public key in the first certificate matches the credentialPublicKey".
  return key.equals(credentialKey.key) ? undefined : fail("attestation_key_mismatch");
}

function checkDescription(
  { clientDataHash }: StatementInput,
  description: KeyDescription,
  [, ...authorities]: Chain,
): Failure<StatementCode> | undefined {
  // Only the description nearest to the root was written by the hardware: a second one above the
  // leaf means that somebody's attested key issued this leaf (Android key attestation guide).
  if (authorities.some(({ extensions }) => extensions.has(KEY_DESCRIPTION_EXTENSION))) {
    return fail("attestation_certificate_refused", "key description above the leaf");
  }
  // "Verify that the attestationChallenge field is identical to clientDataHash".
  if (!equalBytes(description.attestationChallenge, clientDataHash)) {
    return fail("attestation_binding_invalid", "attestationChallenge");
  }
  const broken = checkAuthorizations(description);
  return broken === undefined ? undefined : fail("attestation_key_properties_refused", broken);
}

/** Section 8.4 over the union of both lists: what is said must be right wherever it is said. */
function checkAuthorizations(description: KeyDescription): string | undefined {
  for (const list of [description.softwareEnforced, description.hardwareEnforced]) {
    // "The allApplications field is not present": the key is scoped to the RP ID.
    if (list.allApplications) return "allApplications is present";
    if ((list.origin ?? ORIGIN_GENERATED) !== ORIGIN_GENERATED) return "origin is not generated";
    if (list.purpose !== undefined && !isForSigning(list.purpose)) return "purpose is not to sign";
  }
  return undefined;
}

/**
 * `verified` is read as "hardware keeps this key", so it takes a description in which the trusted
 * environment itself says that it made the key and lets it sign. A description that leaves this
 * out or leaves it to software makes a valid statement that counts as untrusted: section 8.4 lets
 * the relying party insist on the `teeEnforced` list. So does the official vector whose lists are
 * both empty, which was an error of its generator (w3c/webauthn#2379).
 */
function doubtOf(description: KeyDescription): { readonly doubt?: UntrustedReason } {
  const { hardwareEnforced, securityLevels } = description;
  const enforced =
    hardwareEnforced.origin === ORIGIN_GENERATED &&
    hardwareEnforced.purpose !== undefined &&
    securityLevels.every((level) => level > 0);
  return enforced ? {} : { doubt: "key_not_hardware_enforced" };
}

/** A key that also decrypts, agrees or certifies signs what its holder likes by other doors. */
function isForSigning(purpose: readonly number[]): boolean {
  return (
    purpose.includes(PURPOSE_SIGN) &&
    purpose.every((each) => each === PURPOSE_SIGN || each === PURPOSE_VERIFY)
  );
}

import { createHash } from "node:crypto";
import { fromBase64url } from "../../base/bytes.ts";
import { mintEvidence, standingOf } from "../../evidence/evidence.ts";
import type { AttestationFacts, PasskeyEnrolment } from "../../evidence/passkey.ts";
import type { Provenance } from "../../evidence/provenance.ts";
import { readAttestationObject } from "./attestation-object.ts";
import { verifyStatement } from "./attestation/statement.ts";
import { parseCoseKey } from "./cose.ts";
import { attestedProvenance } from "./evidence.ts";
import type { TrustAnchors } from "./trust-anchors.ts";

/** What was kept verbatim of a registration, base64url. */
export interface KeptRegistration {
  readonly attestationObject: string;
  readonly clientDataJson: string;
}

/**
 * The same enrolment with its attestation judged by the anchors of today, as of the day on which it
 * was made: a certificate that ran out since was good then. The statement itself does not change,
 * so that only whom it can be believed of does; what cannot be read again stays as it was.
 */
export function rejudgeEnrolment(
  enrolment: PasskeyEnrolment,
  kept: KeptRegistration,
  anchors: TrustAnchors,
): PasskeyEnrolment {
  // Without a certificate there is nothing that an anchor could vouch for.
  if (enrolment.attestation.keyId === null && enrolment.attestation.path.length === 0) {
    return enrolment;
  }
  const judged = judgeAgain(enrolment, kept, anchors);
  if (judged === null || isSame(judged.attestation, enrolment.attestation)) return enrolment;
  return mintEvidence(
    { ...withProvenance(enrolment, judged.from), attestation: judged.attestation },
    standingOf(enrolment),
  );
}

function judgeAgain(
  { at, rpId }: PasskeyEnrolment,
  kept: KeptRegistration,
  trustAnchors: TrustAnchors,
): { readonly attestation: AttestationFacts; readonly from: Provenance } | null {
  const bytes = fromBase64url(kept.attestationObject);
  const clientData = fromBase64url(kept.clientDataJson);
  if (bytes === undefined || clientData === undefined) return null;
  const object = readAttestationObject(bytes);
  if (!object.ok) return null;
  const { format, statement, authenticatorData, attested } = object.value;
  const key = parseCoseKey(attested.publicKey);
  if (!key.ok) return null;
  const judged = verifyStatement({
    format,
    statement,
    authenticatorData: authenticatorData.bytes,
    clientDataHash: createHash("sha256").update(clientData).digest(),
    aaguid: attested.aaguid,
    rpIdHash: createHash("sha256").update(rpId).digest(),
    credentialId: attested.credentialId,
    credentialKey: key.value,
    trustAnchors,
    now: new Date(at),
  });
  if (!judged.ok) return null;
  const { verdict, path, keyId, coversAuthenticatorData } = judged.value;
  return {
    attestation: { format, verdict, path, keyId },
    from: attestedProvenance(verdict, coversAuthenticatorData),
  };
}

/** Whose word the authenticator data is changes with whom the attestation can be believed of. */
function withProvenance(enrolment: PasskeyEnrolment, from: Provenance): PasskeyEnrolment {
  const { userPresent, userVerified, backupEligible, backedUp, signCount, aaguid } = enrolment;
  return {
    ...enrolment,
    userPresent: { ...userPresent, from },
    userVerified: { ...userVerified, from },
    backupEligible: { ...backupEligible, from },
    backedUp: { ...backedUp, from },
    signCount: { ...signCount, from },
    aaguid: { ...aaguid, from },
    authenticatorExtensions: { ...enrolment.authenticatorExtensions, from },
  };
}

function isSame(a: AttestationFacts, b: AttestationFacts): boolean {
  return a.verdict === b.verdict && a.path.join(" ") === b.path.join(" ") && a.keyId === b.keyId;
}

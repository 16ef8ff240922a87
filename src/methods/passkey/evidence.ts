import type { AccountId, Origin, RpId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { mintEvidence } from "../../evidence/evidence.ts";
import type { AttestationVerdict, PasskeyEnrolment, PasskeyProof } from "../../evidence/passkey.ts";
import { fact, type Provenance } from "../../evidence/provenance.ts";
import type { CheckedAuthentication } from "./authentication.ts";
import type { CheckedRegistration } from "./registration.ts";

/** What a registration established about an account at an instant. */
export function enrolmentEvidence(
  checked: CheckedRegistration,
  about: { readonly account: AccountId; readonly at: Instant },
): PasskeyEnrolment {
  const { expectation, response, attestation } = checked;
  const from = attestedProvenance(attestation.verdict, checked.attestationCoversData);
  return mintEvidence(
    {
      kind: "passkey",
      ceremony: "enrol",
      ...about,
      credential: checked.id,
      ...ceremonyFacts(checked, from),
      aaguid: fact(checked.aaguid, from),
      algorithm: checked.algorithm,
      transports: fact(response.transports, "claimed"),
      discoverable: fact(response.discoverable, "claimed"),
      attestation,
      mediation: expectation.mediation,
    },
    "seen",
  );
}

/** What an authentication proved about an account at an instant. */
export function proofEvidence(
  checked: CheckedAuthentication,
  about: {
    readonly account: AccountId;
    readonly at: Instant;
    /** How the credential came to be, as its record keeps it. */
    readonly enrolment: PasskeyEnrolment;
    /** From the record: until when it counts as one step of two. */
    readonly settlesAt: Instant | null;
  },
): PasskeyProof {
  return mintEvidence(
    {
      kind: "passkey",
      ceremony: "prove",
      ...about,
      credential: checked.id,
      ...ceremonyFacts(checked, "signed"),
      counter: checked.counter,
      backupChange: checked.backupChange,
      uvInitialized: checked.stored.uvInitialized,
    },
    "seen",
  );
}

/**
 * Whose word the authenticator data is. In a registration nobody signs it but the attestation: a
 * model's key, or the credential's own (`self`), or none, and then the client could have written
 * it. A statement that does not cover it (`fido-u2f`, WebAuthn L3 section 8.6) attests the key and
 * nothing else, whatever its path.
 */
export function attestedProvenance(verdict: AttestationVerdict, coversData: boolean): Provenance {
  if (!coversData) return "claimed";
  if (verdict === "verified") return "attested";
  return verdict === "self" ? "signed" : "claimed";
}

/**
 * What both ceremonies say. Client data is signed over, but what stands in it is the client's
 * word: a client that lies signs its lie.
 */
function ceremonyFacts(checked: CheckedRegistration | CheckedAuthentication, from: Provenance) {
  const { clientData, authenticatorData, expectation, response } = checked;
  const { flags } = authenticatorData;
  return {
    rpId: expectation.rpId as RpId,
    origin: fact(clientData.origin as Origin, "claimed"),
    crossOrigin: fact(clientData.crossOrigin, "claimed"),
    topOrigin: fact(clientData.topOrigin, "claimed"),
    userVerificationAsked: expectation.userVerification,
    userPresent: fact(flags.userPresent, from),
    userVerified: fact(flags.userVerified, from),
    backupEligible: fact(flags.backupEligible, from),
    backedUp: fact(flags.backedUp, from),
    signCount: fact(authenticatorData.signCount, from),
    attachment: fact<string | null>(response.attachment, "claimed"),
    authenticatorExtensions: fact(authenticatorData.extensions, from),
  } as const;
}

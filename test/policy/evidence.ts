import type { Aaguid, AccountId, CredentialId, Origin, RpId } from "../../src/base/ids.ts";
import { instant, type Instant } from "../../src/base/time.ts";
import type { EmailCodeProof } from "../../src/evidence/codes.ts";
import { mintEvidence, type Standing } from "../../src/evidence/evidence.ts";
import type { PasskeyEnrolment, PasskeyProof } from "../../src/evidence/passkey.ts";
import { fact } from "../../src/evidence/provenance.ts";

/** Evidence as the verifiers make it, for tests of what it is worth. */

export const NOW: Instant = instant(1_800_000_000_000);
export const ANN = "ann" as AccountId;
export const BEN = "ben" as AccountId;

export interface Traits {
  readonly account?: AccountId;
  readonly credential?: string;
  readonly userVerified?: boolean;
  readonly uvInitialized?: boolean;
  readonly at?: Instant;
  readonly standing?: Standing;
  readonly aaguid?: string;
  readonly wentBack?: boolean;
}

const ceremony = (traits: Traits) => ({
  kind: "passkey" as const,
  account: traits.account ?? ANN,
  at: traits.at ?? NOW,
  credential: (traits.credential ?? "one") as CredentialId,
  rpId: "example.org" as RpId,
  origin: fact("https://example.org" as Origin, "claimed"),
  crossOrigin: fact(false, "claimed"),
  topOrigin: fact(null, "claimed"),
  userVerificationAsked: "required" as const,
  userPresent: fact(true, "signed"),
  userVerified: fact(traits.userVerified ?? true, "signed"),
  backupEligible: fact(true, "signed"),
  backedUp: fact(true, "signed"),
  signCount: fact(0, "signed"),
  attachment: fact("platform", "claimed"),
  authenticatorExtensions: fact([], "signed"),
});

const enrolmentFacts = (traits: Traits): PasskeyEnrolment => ({
  ...ceremony(traits),
  ceremony: "enrol",
  aaguid: fact((traits.aaguid ?? "00000000-0000-0000-0000-000000000000") as Aaguid, "claimed"),
  algorithm: -7,
  transports: fact(["internal"], "claimed"),
  discoverable: fact(true, "claimed"),
  attestation: { format: "none", verdict: "none", path: [] },
  mediation: "modal",
});

export function enrolment(traits: Traits = {}): PasskeyEnrolment {
  return mintEvidence(enrolmentFacts(traits), traits.standing ?? "seen");
}

export function proof(traits: Traits = {}): PasskeyProof {
  return mintEvidence(proofFacts(traits), traits.standing ?? "seen");
}

export function proofFacts(traits: Traits = {}): PasskeyProof {
  return {
    ...ceremony(traits),
    ceremony: "prove",
    counter: traits.wentBack === true ? "went-back" : "unsupported",
    backupChange: "none",
    uvInitialized: traits.uvInitialized ?? true,
    enrolment: enrolmentFacts(traits),
  };
}

export function mailProof(address = "ann@example.org", account = ANN, at = NOW): EmailCodeProof {
  return mintEvidence(
    { kind: "email-code", ceremony: "prove", account, at, address, sentAt: at },
    "seen",
  );
}

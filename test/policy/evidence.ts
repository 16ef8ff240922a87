import type { Aaguid, AccountId, CredentialId, Origin, RpId } from "../../src/base/ids.ts";
import { instant, type Instant } from "../../src/base/time.ts";
import { type Evidence, mintEvidence, type Standing } from "../../src/evidence/evidence.ts";
import type {
  AttestationFacts,
  PasskeyEnrolment,
  PasskeyProof,
  UserVerificationAsked,
} from "../../src/evidence/passkey.ts";
import { fact, type Provenance } from "../../src/evidence/provenance.ts";

/** Passkey evidence as the verifiers make it, for tests of what it is worth. */

export const NOW: Instant = instant(1_800_000_000_000);
export const ANN = "ann" as AccountId;
export const BEN = "ben" as AccountId;
export const ZERO = "00000000-0000-0000-0000-000000000000";

/** How a passkey came to be: what stays as it is however it is used. */
export interface PasskeyTraits {
  readonly account?: AccountId;
  readonly credential?: string;
  readonly aaguid?: string;
  /** BE; a synced passkey is the usual one. */
  readonly synced?: boolean;
  readonly attestation?: Partial<AttestationFacts>;
  /** Whose word the authenticator data of the registration is. */
  readonly from?: Provenance;
  readonly mediation?: PasskeyEnrolment["mediation"];
}

/** How one ceremony went. */
export interface Traits extends PasskeyTraits {
  readonly at?: Instant;
  readonly standing?: Standing;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly asked?: UserVerificationAsked;
  readonly uvInitialized?: boolean;
  readonly settlesAt?: Instant | null;
  readonly wentBack?: boolean;
  readonly backupChange?: PasskeyProof["backupChange"];
}

export function enrolmentFacts(traits: Traits = {}): PasskeyEnrolment {
  const attestation = { format: "none", verdict: "none", path: [], keyId: null } as const;
  const verified = traits.attestation?.verdict === "verified";
  const from = traits.from ?? (verified ? "attested" : "claimed");
  return {
    ...ceremonyFacts(traits, from),
    ceremony: "enrol",
    aaguid: fact((traits.aaguid ?? ZERO) as Aaguid, from),
    algorithm: -7,
    transports: fact(["internal"], "claimed"),
    discoverable: fact(true, "claimed"),
    attestation: { ...attestation, ...traits.attestation },
    mediation: traits.mediation ?? "modal",
  };
}

export function proofFacts(traits: Traits = {}): PasskeyProof {
  const { standing: _, ...plain } = traits;
  return {
    ...ceremonyFacts(traits, "signed"),
    ceremony: "prove",
    counter: traits.wentBack === true ? "went-back" : "unsupported",
    backupChange: traits.backupChange ?? "none",
    uvInitialized: traits.uvInitialized ?? true,
    settlesAt: traits.settlesAt ?? null,
    enrolment: enrolment({ ...plain, userVerified: plain.uvInitialized ?? true }),
  };
}

export function enrolment(traits: Traits = {}): PasskeyEnrolment {
  return mintEvidence(enrolmentFacts(traits), traits.standing ?? "seen");
}

export function proof(traits: Traits = {}): PasskeyProof {
  return mintEvidence(proofFacts(traits), traits.standing ?? "seen");
}

function ceremonyFacts(traits: Traits, from: Provenance) {
  const synced = traits.synced ?? true;
  return {
    kind: "passkey" as const,
    account: traits.account ?? ANN,
    at: traits.at ?? NOW,
    credential: (traits.credential ?? "one") as CredentialId,
    rpId: "example.org" as RpId,
    origin: fact("https://example.org" as Origin, "claimed"),
    crossOrigin: fact(false, "claimed"),
    topOrigin: fact<string | null>(null, "claimed"),
    userVerificationAsked: traits.asked ?? "required",
    userPresent: fact(traits.userPresent ?? true, from),
    userVerified: fact(traits.userVerified ?? true, from),
    backupEligible: fact(synced, from),
    backedUp: fact(synced, from),
    signCount: fact(0, from),
    attachment: fact<string | null>("platform", "claimed"),
    authenticatorExtensions: fact<readonly string[]>([], from),
  };
}

/** The same pieces, said to be supposed. */
export function supposed(...evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.map((piece) => mintEvidence({ ...piece }, "supposed"));
}

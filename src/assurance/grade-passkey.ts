import type { PasskeyEnrolment, PasskeyProof } from "../evidence/passkey.ts";
import type { Factor, PasskeyGrade, ReasonCode, UvGrade } from "./assurance.ts";
import type { Knowledge, ProviderFacts } from "./knowledge.ts";

/** What one ceremony with a passkey is worth. */
export function gradePasskey(
  evidence: PasskeyProof | PasskeyEnrolment,
  knowledge: Knowledge,
): PasskeyGrade {
  const enrolment = evidence.ceremony === "enrol" ? evidence : evidence.enrolment;
  const attested = enrolment.attestation.verdict === "verified";
  const provider = knowledge.providers.get(enrolment.aaguid.value) ?? null;
  const uv = gradeUserVerification(evidence, attested, provider);
  const factors = factorsOf(uv);
  return {
    evidence,
    method: "passkey",
    ceremony: evidence.ceremony,
    account: evidence.account,
    at: evidence.at,
    root: `passkey:${evidence.credential}`,
    credential: evidence.credential,
    uv,
    attested,
    backupEligible: evidence.backupEligible.value,
    provider,
    factors,
    // The signature is bound to the origin by the client (NIST SP 800-63B-4 section 3.2.5.2).
    phishingResistant: true,
    amr: authenticationMethods(evidence, factors, attested),
    reasons: reasonsOf(evidence, uv),
  };
}

function gradeUserVerification(
  evidence: PasskeyProof | PasskeyEnrolment,
  attested: boolean,
  provider: ProviderFacts | null,
): UvGrade {
  if (!evidence.userVerified.value) return "none";
  if (evidence.ceremony === "prove" && !evidence.uvInitialized) return "unbacked";
  if (provider !== null && provider.uvKnownIssue !== null) return "known-issue";
  return attested ? "attested" : "claimed";
}

/** NIST SP 800-63B-4 section 3.1.7.2: without UV a cryptographic authenticator is single-factor. */
function factorsOf(uv: UvGrade): readonly Factor[] {
  return uv === "claimed" || uv === "attested" ? ["have", "know-or-are"] : ["have"];
}

/** RFC 8176. Never `swk` (the relying party cannot know), `hwk` only where attestation proves it. */
function authenticationMethods(
  evidence: PasskeyProof | PasskeyEnrolment,
  factors: readonly Factor[],
  attested: boolean,
): readonly string[] {
  const amr = ["pop"];
  if (attested && !evidence.backupEligible.value) amr.push("hwk");
  if (evidence.userPresent.value) amr.push("user");
  if (factors.length > 1) amr.push("mfa");
  return amr;
}

const REASON_OF_UV: Readonly<Record<UvGrade, ReasonCode>> = {
  none: "user_verification_missing",
  unbacked: "user_verification_unbacked",
  "known-issue": "user_verification_known_issue",
  claimed: "user_verified",
  attested: "user_verified",
};

function reasonsOf(evidence: PasskeyProof | PasskeyEnrolment, uv: UvGrade): readonly ReasonCode[] {
  const wentBack = evidence.ceremony === "prove" && evidence.counter === "went-back";
  return wentBack ? [REASON_OF_UV[uv], "counter_went_back"] : [REASON_OF_UV[uv]];
}

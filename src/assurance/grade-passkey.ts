import type { Instant } from "../base/time.ts";
import type { PasskeyEnrolment, PasskeyProof } from "../evidence/passkey.ts";
import type { Exportability, Factor, KeeperClass, PasskeyGrade, UvGrade } from "./assurance.ts";
import { aaguidOf, keeperOf, modelOf, PLATFORM_FORMATS, vaultRoots } from "./keeper.ts";
import type { Knowledge, ProviderFacts } from "./knowledge.ts";
import { type ModelStanding, modelStanding } from "./model-standing.ts";
import { passkeyReasons } from "./passkey-reasons.ts";

/** What one ceremony with a passkey is worth. */
export function gradePasskey(
  evidence: PasskeyProof | PasskeyEnrolment,
  knowledge: Knowledge,
  now: Instant,
): PasskeyGrade {
  const enrolment = evidence.ceremony === "enrol" ? evidence : evidence.enrolment;
  const model = modelStanding(modelOf(knowledge, enrolment), enrolment.attestation.path, now);
  const aaguid = aaguidOf(enrolment);
  const provider = knowledge.providers.get(aaguid) ?? null;
  const attested = isAttested(enrolment, model);
  const keeper = keeperOf(enrolment, provider, model, attested);
  const uv = gradeUserVerification(evidence, attested, provider, model);
  const factors = factorsOf(uv, model);
  const exportable = exportability(evidence, attested, model);
  const hardware = factors.length > 0 && isHardware(enrolment, attested, exportable, model);
  const grade = {
    evidence,
    method: "passkey" as const,
    ceremony: evidence.ceremony,
    account: evidence.account,
    at: evidence.at,
    credential: evidence.credential,
    roots: [`passkey:${evidence.credential}`, ...vaultRoots(keeper, aaguid)],
    uv,
    keeper,
    provider,
    model,
    attested,
    exportable,
    hardware,
    settled: isSettled(evidence),
    counterWentBack: evidence.ceremony === "prove" && evidence.counter === "went-back",
    factors,
    // The signature is bound to the origin by the client (NIST SP 800-63B-4 section 3.2.5.2).
    phishingResistant: factors.length > 0,
    amr: authenticationMethods(evidence, factors, hardware),
  };
  return { ...grade, reasons: passkeyReasons(grade) };
}

function isAttested({ attestation }: PasskeyEnrolment, { adverse }: ModelStanding): boolean {
  return attestation.verdict === "verified" && !adverse.has("attestation-compromised");
}

function gradeUserVerification(
  evidence: PasskeyProof | PasskeyEnrolment,
  attested: boolean,
  provider: ProviderFacts | null,
  { adverse }: ModelStanding,
): UvGrade {
  if (!evidence.userVerified.value) return "none";
  if (adverse.has("user-verification-bypassed")) return "bypassed";
  // NIST SP 800-63B-4 section 3.1.7.2 has UV inspected always; WebAuthn L3 section 7.2 checks it
  // only where it was required. What was only preferred never stands for what must be asked.
  if (evidence.userVerificationAsked !== "required") return "unasked";
  if (!isUvInitialized(evidence)) return "unbacked";
  if (provider !== null && provider.uvKnownIssue !== null) return "known-issue";
  // What a statement does not cover (WebAuthn L3 section 8.6) it does not attest.
  const signed = evidence.ceremony === "prove" || evidence.userVerified.from === "attested";
  return attested && signed ? "attested" : "claimed";
}

/** WebAuthn L3 section 4: not where it was created without asking anybody (conditional create). */
function isUvInitialized(evidence: PasskeyProof | PasskeyEnrolment): boolean {
  return evidence.ceremony === "prove" ? evidence.uvInitialized : evidence.mediation === "modal";
}

/** NIST SP 800-63B-4 section 3.1.7.2: without UV a cryptographic authenticator is single-factor. */
function factorsOf(uv: UvGrade, { adverse }: ModelStanding): readonly Factor[] {
  if (adverse.has("revoked") || adverse.has("key-compromised")) return [];
  return uv === "claimed" || uv === "attested" ? ["have", "know-or-are"] : ["have"];
}

function exportability(
  { backupEligible }: PasskeyProof | PasskeyEnrolment,
  attested: boolean,
  { adverse }: ModelStanding,
): Exportability {
  if (backupEligible.value) return "yes";
  return attested && !adverse.has("key-extractable") ? "no" : "claimed-no";
}

function isHardware(
  { attestation }: PasskeyEnrolment,
  attested: boolean,
  exportable: Exportability,
  model: ModelStanding,
): boolean {
  if (!attested || exportable !== "no") return false;
  return model.hardware || PLATFORM_FORMATS.includes(attestation.format);
}

function isSettled(evidence: PasskeyProof | PasskeyEnrolment): boolean {
  if (evidence.ceremony === "enrol") return true;
  return evidence.settlesAt === null || evidence.at >= evidence.settlesAt;
}

/** RFC 8176. Never `swk` (the relying party cannot know), `hwk` only where attestation proves it. */
function authenticationMethods(
  evidence: PasskeyProof | PasskeyEnrolment,
  factors: readonly Factor[],
  hardware: boolean,
): readonly string[] {
  if (factors.length === 0) return [];
  const amr = ["pop"];
  if (hardware) amr.push("hwk");
  if (evidence.userPresent.value) amr.push("user");
  return amr;
}

/** Names of what is kept by whom, for those who do not believe the claim. */
export function rootsIfUnknown(grade: { readonly credential: string }): readonly string[] {
  return [`passkey:${grade.credential}`, ...vaultRoots("unknown" satisfies KeeperClass, "")];
}

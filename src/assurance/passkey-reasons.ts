import type { PasskeyGrade, UvGrade } from "./assurance.ts";
import type { Adversity } from "./model-standing.ts";
import type { ReasonCode } from "./reasons.ts";

const OF_UV: Readonly<Record<UvGrade, ReasonCode>> = {
  none: "user_verification_missing",
  bypassed: "user_verification_bypassed",
  unasked: "user_verification_unasked",
  unbacked: "user_verification_unbacked",
  "known-issue": "user_verification_known_issue",
  claimed: "user_verified",
  attested: "user_verified",
};

/** The bypass of user verification is said with the grade that comes of it. */
const OF_ADVERSITY: Readonly<Record<Adversity, ReasonCode | null>> = {
  revoked: "model_revoked",
  "key-compromised": "model_key_compromised",
  "user-verification-bypassed": null,
  "key-extractable": "model_key_extractable",
  "attestation-compromised": "attestation_compromised",
  "status-unknown": "model_status_unknown",
};

/** Why a passkey is worth what it is worth: how it was used, who keeps it, what is known of it. */
export function passkeyReasons(grade: Omit<PasskeyGrade, "reasons">): readonly ReasonCode[] {
  const { evidence, model } = grade;
  const reasons: ReasonCode[] = [OF_UV[grade.uv]];
  if (grade.attested) reasons.push("key_attested");
  if (grade.keeper === "unknown") reasons.push("keeper_unknown");
  if (grade.keeper === "vault" && grade.provider?.secondStep === null) {
    reasons.push("vault_second_step_unknown");
  }
  if (!grade.settled) reasons.push("passkey_unsettled");
  if (grade.counterWentBack) reasons.push("counter_went_back");
  if (leftItsBackup(evidence)) reasons.push("no_longer_backed_up");
  for (const adversity of model.adverse) {
    const code = OF_ADVERSITY[adversity];
    if (code !== null) reasons.push(code);
  }
  if (model.retired) reasons.push("model_retired");
  if (model.updateAvailable) reasons.push("model_update_available");
  return reasons;
}

/** WebAuthn L3 section 7.2 step 20: BS from 1 to 0 means that the copy elsewhere is gone. */
function leftItsBackup(evidence: PasskeyGrade["evidence"]): boolean {
  return (
    evidence.kind === "passkey" &&
    evidence.ceremony === "prove" &&
    evidence.backupChange === "no-longer-backed-up"
  );
}

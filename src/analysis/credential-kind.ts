import type { CredentialView } from "../policy/requirement.ts";

/**
 * What kind of credential it is, in words that name no policy: `platform synced`, `vault synced
 * second-step`, `hardware-key bound attested`, `unknown synced without-uv`; of all else the method. There are
 * no more of them than traits that can stand together.
 */
export function credentialKind({ best }: CredentialView): string {
  if (best.method !== "passkey") return best.method;
  const { keeper, exportable, attested, provider, uv, evidence } = best;
  return [
    keeper,
    exportable === "yes" ? "synced" : "bound",
    ...(attested ? ["attested"] : []),
    ...(keeper === "vault" && provider !== null && provider.secondStep !== null
      ? ["second-step"]
      : []),
    // One that never verified anybody, and one whose word for it is known to be worth nothing.
    ...(wasVerified(evidence) && (uv === "claimed" || uv === "attested") ? [] : ["without-uv"]),
  ].join(" ");
}

function wasVerified(evidence: CredentialView["best"]["evidence"]): boolean {
  if (evidence.kind !== "passkey") return false;
  const enrolment = evidence.ceremony === "enrol" ? evidence : evidence.enrolment;
  return enrolment.userVerified.value;
}

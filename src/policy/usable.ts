import type { Proof } from "../assurance/assurance.ts";
import type { Method } from "../evidence/methods.ts";
import type { Asked, CredentialView } from "./requirement.ts";

type About = Pick<Asked, "account" | "action" | "params">;

/**
 * The credentials that may be shown: those that are active, and of a lifting the very one that it is
 * about. What is suspended counts in what is asked, and not among the ways to meet it (B51).
 */
export function usableCredentials({ account, action, params }: About): readonly CredentialView[] {
  const lifted = action.startsWith("lift:") ? params.credential : undefined;
  return (account?.credentials ?? []).filter(
    ({ id, state }) => state === "active" || id === lifted,
  );
}

/** Whether a proof is of something that its account may show: what was shown may be gone since. */
function isUsable(about: About, proof: Proof): boolean {
  if (about.account === null || proof.ceremony === "enrol") return true;
  const usable = usableCredentials(about);
  switch (proof.method) {
    case "passkey":
      return usable.some(({ id }) => id === proof.credential);
    case "totp":
    case "recovery-code":
      return usable.some(
        ({ id }) => "credential" in proof.evidence && id === proof.evidence.credential,
      );
    case "password":
      return usable.some(({ method }) => method === proof.method);
    case "sms-code":
      return isHeldNumber(usable, proof) || isNewNumber(about, proof);
    case "email-code":
    case "magic-link":
    case "external":
      return true;
  }
}

/**
 * Of the proofs that an account may show, the new number once: numbers that somebody else brings are no
 * second step towards themselves (B51).
 */
export function usableProofs(about: About, proofs: readonly Proof[]): readonly Proof[] {
  const usable = usableCredentials(about);
  const isNew = (proof: Proof) =>
    about.account !== null && proof.method === "sms-code" && !isHeldNumber(usable, proof);
  const fitting = proofs.filter((proof) => isUsable(about, proof));
  const first = fitting.find(isNew);
  return fitting.filter((proof) => !isNew(proof) || proof === first);
}

function isHeldNumber(usable: readonly CredentialView[], { evidence }: Proof): boolean {
  return usable.some(
    ({ best }) =>
      best.evidence.kind === "sms-code" &&
      evidence.kind === "sms-code" &&
      best.evidence.number === evidence.number,
  );
}

/** A number is not created but proved: the new one is no credential yet. */
export function isNewNumber(
  { action }: Pick<Asked, "action">,
  { method }: { readonly method: Method },
): boolean {
  return method === "sms-code" && action === "enrol:sms-code";
}

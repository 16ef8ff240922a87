import type { Proof } from "../assurance/assurance.ts";
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

/**
 * Of the proofs those that count for an account: what it may show, since that may be gone by now, and
 * what it does not have yet, since nothing is bound twice.
 */
export function usableProofs(about: About, proofs: readonly Proof[]): readonly Proof[] {
  const { account } = about;
  if (account === null) return proofs;
  // What was spent by being shown was shown.
  const spent = account.credentials.filter(({ state }) => state === "spent");
  const counting = [...usableCredentials(about), ...spent];
  return proofs.filter((proof) =>
    proof.ceremony === "enrol" ? !isAmong(account.credentials, proof) : isShown(counting, proof),
  );
}

function isShown(usable: readonly CredentialView[], proof: Proof): boolean {
  switch (proof.method) {
    case "passkey":
    case "password":
    case "totp":
    case "recovery-code":
    case "sms-code":
      return isAmong(usable, proof);
    case "email-code":
    case "magic-link":
    case "external":
      return true;
  }
}

/** Whether a proof is of one of these credentials. */
function isAmong(credentials: readonly CredentialView[], { evidence }: Proof): boolean {
  if (evidence.kind === "sms-code") {
    const { number } = evidence;
    return credentials.some(
      ({ best }) => best.evidence.kind === "sms-code" && best.evidence.number === number,
    );
  }
  return "credential" in evidence && credentials.some(({ id }) => id === evidence.credential);
}

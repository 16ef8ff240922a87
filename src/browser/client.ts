import { beginEnrolment, beginProof, beginSignIn, enrol, type Outcome, prove } from "./attempts.ts";
import { beginAttempt } from "./api.ts";

export type { Attempt } from "./api.ts";
export type { Outcome } from "./attempts.ts";
export { autofillSupported, passkeysSupported } from "./ceremony.ts";

export interface SignInOptions {
  /** An e-mail address, where the person gave one. Nobody has to. */
  readonly identifier?: string;
  /** Where Assay answers, without a slash at the end; this site by default. */
  readonly baseUrl?: string;
}

export interface CreateOptions {
  /** Where Assay answers, without a slash at the end; this site by default. */
  readonly baseUrl?: string;
}

/**
 * Signs in with a passkey, in the browser's own window: call it when somebody pressed a button.
 * `allowed` means that the session's cookie is set. Never throws; see `Outcome` for the rest.
 */
export async function signInWithPasskey({
  identifier,
  baseUrl = "",
}: SignInOptions = {}): Promise<Outcome> {
  const begin = () => beginSignIn(baseUrl, identifier);
  const begun = await begin();
  return begun.ok ? prove(baseUrl, begun.value, begin) : begun.failure;
}

/**
 * Adds a passkey to the account of the session, in the browser's own window. Where the policy
 * asks for a fresh proof first, a passkey that the account has is asked for before: two windows.
 * Never throws; see `Outcome`.
 */
export async function createPasskey({ baseUrl = "" }: CreateOptions = {}): Promise<Outcome> {
  const begun = await beginAttempt(baseUrl, { action: "enrol:passkey" });
  if (!begun.ok) return begun.failure;
  const { id, options, state } = begun.value;
  if (state !== "open") return { outcome: state, attempt: begun.value };
  if (options.some(({ ceremony }) => ceremony === "enrol")) return createIn(baseUrl, id);
  const proof = await proveIn(baseUrl, id);
  const goesOn =
    proof.outcome === "open" && proof.attempt.options.some(({ ceremony }) => ceremony === "enrol");
  return goesOn ? createIn(baseUrl, id) : proof;
}

async function proveIn(baseUrl: string, attempt: string): Promise<Outcome> {
  const begin = () => beginProof(baseUrl, attempt);
  const step = await begin();
  return step.ok ? prove(baseUrl, step.value, begin) : step.failure;
}

async function createIn(baseUrl: string, attempt: string): Promise<Outcome> {
  const step = await beginEnrolment(baseUrl, attempt);
  return step.ok ? enrol(baseUrl, step.value) : step.failure;
}

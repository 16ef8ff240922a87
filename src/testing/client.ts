import type { HeldCredential } from "./credential.ts";
import { COSE_ALGORITHM } from "./credential-key.ts";
import type { Traits } from "./traits.ts";
import type { CreationOptions, CredentialDescriptor, RequestOptions } from "./webauthn-json.ts";

/** The error of `navigator.credentials`: a `DOMException` with the name that a browser gives. */
export type RefusalName =
  | "InvalidStateError"
  | "NotAllowedError"
  | "NotSupportedError"
  | "SecurityError";

function refusal(name: RefusalName, message: string): DOMException {
  return new DOMException(message, name);
}

/** The RP ID of a ceremony: what the options name, else the host of the origin. */
export function rpIdOf(asked: string | undefined, origin: string): string {
  return asked ?? (URL.canParse(origin) ? new URL(origin).hostname : "");
}

/**
 * WebAuthn L3 sections 5.1.3 step 8 and 5.1.4.1 step 7: an RP ID is the origin's domain or a
 * suffix of it. (The list of public suffixes is left to real browsers.)
 * @throws DOMException `SecurityError`
 */
export function checkRpId(rpId: string, origin: string): void {
  if (!URL.canParse(origin)) throw refusal("SecurityError", `${origin} is no origin`);
  const { protocol, hostname } = new URL(origin);
  const local = hostname === "localhost" || hostname.endsWith(".localhost");
  if (protocol !== "https:" && !(protocol === "http:" && local)) {
    throw refusal("SecurityError", `${origin} is no secure context`);
  }
  if (hostname !== rpId && !hostname.endsWith(`.${rpId}`)) {
    throw refusal("SecurityError", `the RP ID ${rpId} is not a suffix of ${hostname}`);
  }
}

/**
 * What a browser and an authenticator refuse before they make a credential
 * (WebAuthn L3 sections 5.1.3 and 6.3.2).
 * @param held the authenticator's credentials of this relying party
 * @throws DOMException
 */
export function checkCreation(
  options: CreationOptions,
  traits: Traits,
  held: readonly HeldCredential[],
): void {
  const { authenticatorAttachment, userVerification } = options.authenticatorSelection ?? {};
  const algorithms = options.pubKeyCredParams.map(({ alg }) => alg);
  if (!algorithms.includes(COSE_ALGORITHM[traits.algorithm])) {
    throw refusal("NotSupportedError", `${traits.algorithm} is not among pubKeyCredParams`);
  }
  if (authenticatorAttachment !== undefined && authenticatorAttachment !== traits.attachment) {
    throw refusal("NotAllowedError", `the authenticator is ${traits.attachment}`);
  }
  checkUserVerification(userVerification, traits);
  if (residentKeyAsked(options) === "required" && !traits.discoverable) {
    throw refusal("NotAllowedError", "the authenticator keeps no discoverable credentials");
  }
  if (named(held, options.excludeCredentials ?? []).length > 0) {
    throw refusal("InvalidStateError", "the authenticator holds an excluded credential");
  }
}

export function residentKeyAsked(options: CreationOptions): string {
  const { residentKey, requireResidentKey } = options.authenticatorSelection ?? {};
  return residentKey ?? (requireResidentKey === true ? "required" : "discouraged");
}

/** @throws DOMException `NotAllowedError` */
export function checkUserVerification(asked: string | undefined, traits: Traits): void {
  if (asked === "required" && !traits.userVerified) {
    throw refusal("NotAllowedError", "the user was not verified");
  }
}

/**
 * The credential that answers: the newest that the list names, else the newest discoverable one.
 * @throws DOMException `NotAllowedError`
 */
export function chooseCredential(
  options: RequestOptions,
  rpId: string,
  held: readonly HeldCredential[],
): HeldCredential {
  const own = held.filter((credential) => credential.rpId === rpId);
  const allowed = options.allowCredentials ?? [];
  const candidates =
    allowed.length > 0 ? named(own, allowed) : own.filter(({ discoverable }) => discoverable);
  const chosen = candidates.at(-1);
  if (chosen === undefined) throw refusal("NotAllowedError", `no credential for ${rpId}`);
  return chosen;
}

function named(
  held: readonly HeldCredential[],
  list: readonly CredentialDescriptor[],
): readonly HeldCredential[] {
  const ids = new Set(list.map(({ id }) => id));
  return held.filter(({ id }) => ids.has(id));
}

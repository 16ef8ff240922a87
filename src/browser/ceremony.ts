import { createExclusive, REPLACED } from "./exclusive.ts";
import { creationOptions, credentialJson, requestOptions, type ResponseJson } from "./json.ts";

export type CreationJson = PublicKeyCredentialCreationOptionsJSON;
export type RequestJson = PublicKeyCredentialRequestOptionsJSON;

/**
 * How a ceremony ended on this side.
 *
 * - `answered`: with a response for the server.
 * - `unfinished`: cancelled, timed out, nothing there to use: browsers do not say which.
 * - `duplicate`: the authenticator holds a passkey of this account already (create only).
 * - `replaced`: we gave it up for another call.
 * - `unsupported`: not in this browser, or not at this address.
 */
export type Asked =
  | { readonly outcome: "answered"; readonly response: ResponseJson }
  | { readonly outcome: "unfinished" | "duplicate" | "replaced" | "unsupported" };

/** One per page: a browser has room for one call. */
const calls = createExclusive();

export function passkeysSupported(): boolean {
  return typeof PublicKeyCredential === "function" && "credentials" in navigator;
}

/** Whether passkeys can be offered in the list that autofill shows. */
export async function autofillSupported(): Promise<boolean> {
  if (!passkeysSupported()) return false;
  if (typeof PublicKeyCredential.isConditionalMediationAvailable !== "function") return false;
  return PublicKeyCredential.isConditionalMediationAvailable().catch(() => false);
}

/** Creates a passkey (WebAuthn L3 section 5.1.3). */
export function createPasskey(json: CreationJson): Promise<Asked> {
  return ask("create", (signal) =>
    navigator.credentials.create({ publicKey: creationOptions(json), signal }),
  );
}

/** Uses a passkey: in a window of its own, or `conditional`: when it is picked in a field. */
export function usePasskey(
  json: RequestJson,
  mediation: "conditional" | "optional",
): Promise<Asked> {
  return ask("get", (signal) =>
    navigator.credentials.get({ publicKey: requestOptions(json), signal, mediation }),
  );
}

async function ask(
  kind: "create" | "get",
  call: (signal: AbortSignal) => Promise<Credential | null>,
): Promise<Asked> {
  if (!passkeysSupported()) return { outcome: "unsupported" };
  try {
    // In a function of its own: options that a browser cannot read make it throw at once.
    const credential = await calls.run(async (signal) => call(signal));
    if (credential === REPLACED) return { outcome: "replaced" };
    if (credential === null) return { outcome: "unfinished" };
    return { outcome: "answered", response: credentialJson(credential as PublicKeyCredential) };
  } catch (error) {
    return { outcome: endingOf(kind, error) };
  }
}

/** WebAuthn L3 sections 5.1.3 and 5.1.4; `NotAllowedError` covers everything that is private. */
function endingOf(
  kind: "create" | "get",
  error: unknown,
): "unfinished" | "duplicate" | "unsupported" {
  switch (error instanceof Error ? error.name : "") {
    case "InvalidStateError":
      return kind === "create" ? "duplicate" : "unfinished";
    case "NotSupportedError":
    case "SecurityError":
    case "TypeError":
      return "unsupported";
    default:
      return "unfinished";
  }
}

/** The account as its password managers and keys know it, and every passkey that it has. */
export interface Known {
  readonly rpId: string;
  readonly userId: string;
  readonly name: string;
  /** All of them, suspended or refused ones too: what is missing here is deleted there. */
  readonly credentialIds: readonly string[];
}

/**
 * Tells the browser which passkeys an account has and what its owner is called (WebAuthn L3 sections
 * 5.1.10.3 and 5.1.10.4), so that what was removed is no longer offered and a new address is shown.
 */
export async function tellKnown({ rpId, userId, name, credentialIds }: Known): Promise<void> {
  if (typeof PublicKeyCredential.signalAllAcceptedCredentials !== "function") return;
  const accepted = { rpId, userId, allAcceptedCredentialIds: [...credentialIds] };
  await PublicKeyCredential.signalAllAcceptedCredentials(accepted).catch(() => undefined);
  if (name === "") return;
  const details = { rpId, userId, name, displayName: name };
  await PublicKeyCredential.signalCurrentUserDetails(details).catch(() => undefined);
}

/**
 * Tells the browser that a passkey is known to nobody here, so that it is no longer offered
 * (WebAuthn L3 section 5.1.10.2). Only ever after the server said so in so many words: some
 * password managers delete it at once.
 */
export async function forgetPasskey(rpId: string, credentialId: string): Promise<void> {
  if (typeof PublicKeyCredential.signalUnknownCredential !== "function") return;
  await PublicKeyCredential.signalUnknownCredential({ rpId, credentialId }).catch(() => undefined);
}

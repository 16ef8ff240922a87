import { hash } from "node:crypto";
import type { CredentialId, UserHandle } from "../../base/ids.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type {
  BackupChange,
  CounterBehaviour,
  UserVerificationAsked,
} from "../../evidence/passkey.ts";
import { type AuthenticatorData, parseAuthenticatorData } from "./authenticator-data.ts";
import { type ClientData, type ClientDataExpectation, checkClientData } from "./client-data.ts";
import type { CeremonyCode, PasskeyCode } from "./codes.ts";
import { credentialKey } from "./credential-keys.ts";
import { flagsProblem, isRpIdHash } from "./flags.ts";
import type { AuthenticationResponse } from "./input.ts";
import { verifySignature } from "./signature.ts";

/** What the answer to a request is held to. Every member is a decision; none has a default. */
export interface AuthenticationExpectation extends ClientDataExpectation {
  readonly rpId: string;
  readonly userVerification: UserVerificationAsked;
  /** Credential ids (base64url) that the options allowed; empty: any. */
  readonly allowCredentials: readonly string[];
  /** The user that was identified before the ceremony began; null: nobody was. */
  readonly identified: UserHandle | null;
  /** The user handle of the account that the credential record belongs to; null: not known here. */
  readonly owner: UserHandle | null;
  /** Whether the answer has to name its user: nobody was identified before. */
  readonly requireUserHandle: boolean;
  /** The AppID of the `appid` extension, where it was asked for. */
  readonly appId: string | null;
}

/** What is read of the credential record (WebAuthn L3 section 4). */
export interface StoredPasskey {
  /** Base64url. */
  readonly id: string;
  /** COSE_Key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  /** null: the record does not know (it was imported). */
  readonly backupEligible: boolean | null;
  readonly backedUp: boolean | null;
  readonly uvInitialized: boolean;
}

/** An assertion that passed every check: all that the ceremony said, in types. */
export interface CheckedAuthentication {
  readonly id: CredentialId;
  readonly algorithm: number;
  readonly clientData: ClientData;
  readonly authenticatorData: AuthenticatorData;
  readonly counter: CounterBehaviour;
  readonly backupChange: BackupChange;
  readonly stored: StoredPasskey;
  readonly expectation: AuthenticationExpectation;
  readonly response: AuthenticationResponse;
}

/**
 * The authentication ceremony as the relying party checks it: WebAuthn L3 section 7.2 from step 5
 * on (steps 1 to 4 are the browser's and `readAuthenticationResponse`). A counter that went back
 * is a fact of the result, not a refusal: synced passkeys would lock their owners out, so what it
 * weighs is the policy's (step 22). To update the record (step 24) is the caller's.
 */
export function checkAuthentication(
  response: AuthenticationResponse,
  stored: StoredPasskey,
  expectation: AuthenticationExpectation,
): Result<CheckedAuthentication, PasskeyCode> {
  // Steps 5 and 6.
  const identity = identityProblem(response, stored, expectation);
  if (identity !== undefined) return fail(identity);
  // Step 7.
  const parsed = parseAuthenticatorData(response.authenticatorData);
  if (!parsed.ok) return parsed;
  const authenticatorData = parsed.value;
  // Steps 8 to 14.
  const client = checkClientData(response.clientDataJson, "webauthn.get", expectation);
  if (!client.ok) return client;
  // Step 15.
  if (!isRpIdHash(authenticatorData.rpIdHash, expectedId(response, expectation))) {
    return fail("rp_id_mismatch");
  }
  // Steps 16 to 19.
  const { userVerification } = expectation;
  const problem =
    flagsProblem(authenticatorData.flags, { userPresence: true, userVerification }) ??
    backupProblem(authenticatorData, stored);
  if (problem !== undefined) return fail(problem);
  // Steps 20 and 21: under the stored key, whatever keys the answer may carry.
  const key = credentialKey(stored.publicKey);
  if (!key.ok) return key;
  const { algorithm, key: publicKey } = key.value;
  if (!verifySignature(publicKey, algorithm, signedData(response), response.signature)) {
    return fail("signature_invalid");
  }
  // Step 23: extension outputs are kept as facts; none that comes or is missing decides anything.
  return ok({
    id: stored.id as CredentialId,
    algorithm,
    clientData: client.value,
    authenticatorData,
    counter: counterBehaviour(authenticatorData.signCount, stored.counter),
    backupChange: backupChange(authenticatorData.flags.backedUp, stored.backedUp),
    stored,
    expectation,
    response,
  });
}

function identityProblem(
  { id, userHandle }: AuthenticationResponse,
  stored: StoredPasskey,
  { allowCredentials, identified, owner, requireUserHandle }: AuthenticationExpectation,
): CeremonyCode | undefined {
  // Step 5.
  if (allowCredentials.length > 0 && !allowCredentials.includes(id)) {
    return "credential_not_allowed";
  }
  // Step 6: the record that is verified with is the one that the answer names,
  if (id !== stored.id) return "credential_mismatch";
  // it belongs to whoever was identified before,
  if (identified !== null && owner !== null && identified !== owner) return "user_handle_mismatch";
  // and the user that the authenticator names is its owner. An absent name is enough only where
  // somebody was identified before.
  if (userHandle === null) return requireUserHandle ? "user_handle_missing" : undefined;
  return owner !== null && userHandle !== owner ? "user_handle_mismatch" : undefined;
}

/** Section 10.1.1: where `appid` was asked for and used, the authenticator answers for the AppID. */
function expectedId({ usedAppId }: AuthenticationResponse, expected: AuthenticationExpectation) {
  return usedAppId && expected.appId !== null ? expected.appId : expected.rpId;
}

/** Step 19: BE is fixed for the life of a credential; BS is the policy's. */
function backupProblem(
  { flags }: AuthenticatorData,
  { backupEligible }: StoredPasskey,
): CeremonyCode | undefined {
  if (backupEligible === null || flags.backupEligible === backupEligible) return undefined;
  return "backup_eligibility_changed";
}

/** The hash comes as text: that takes a third of the time of one with a buffer of its own. */
function signedData({ authenticatorData, clientDataJson }: AuthenticationResponse): Uint8Array {
  return Buffer.concat([authenticatorData, Buffer.from(hash("sha256", clientDataJson), "hex")]);
}

/** Step 22. */
function counterBehaviour(signCount: number, stored: number): CounterBehaviour {
  if (signCount === 0 && stored === 0) return "unsupported";
  return signCount > stored ? "advanced" : "went-back";
}

function backupChange(now: boolean, stored: boolean | null): BackupChange {
  if (stored === null || stored === now) return "none";
  return now ? "became-backed-up" : "no-longer-backed-up";
}

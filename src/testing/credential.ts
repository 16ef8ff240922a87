import { type KeyObject, randomBytes } from "node:crypto";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import {
  type AlgorithmName,
  exportPrivateKey,
  generateCredentialKey,
  importPrivateKey,
} from "./credential-key.ts";
import type { CreationOptions } from "./webauthn-json.ts";

/** What can be changed between ceremonies: as a provider, an accident or a thief would. */
export interface CredentialState {
  readonly signCount: number;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
}

/** A credential as it leaves an authenticator: everything that its holder needs to use it. */
export interface ExportedCredential extends CredentialState {
  /** Credential id, base64url. */
  readonly id: string;
  readonly rpId: string;
  /** Base64url, as `user.id` of the creation options. */
  readonly userHandle: string;
  readonly userName: string;
  readonly discoverable: boolean;
  readonly algorithm: AlgorithmName;
  /** PKCS#8 in DER, base64url. */
  readonly privateKey: string;
}

/** A credential inside an authenticator. */
export interface HeldCredential extends Omit<ExportedCredential, "privateKey"> {
  readonly privateKey: KeyObject;
}

export interface NewCredential extends CredentialState {
  readonly rpId: string;
  readonly user: CreationOptions["user"];
  readonly discoverable: boolean;
  readonly algorithm: AlgorithmName;
}

export function newCredential({ user, ...rest }: NewCredential): HeldCredential {
  return {
    ...rest,
    id: toBase64url(randomBytes(32)),
    userHandle: user.id,
    userName: user.name,
    privateKey: generateCredentialKey(rest.algorithm),
  };
}

export function exportCredential(held: HeldCredential): ExportedCredential {
  return { ...held, privateKey: toBase64url(exportPrivateKey(held.privateKey)) };
}

export function importCredential(exported: ExportedCredential): HeldCredential {
  const pkcs8 = fromBase64url(exported.privateKey);
  if (pkcs8 === undefined) {
    throw new AssayFault("ASSAY_TESTING_CREDENTIAL", "privateKey is PKCS#8 in base64url");
  }
  return { ...exported, privateKey: importPrivateKey(pkcs8) };
}

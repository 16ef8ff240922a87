import { fail, ok, type Result } from "../../base/result.ts";
import {
  type AttestedCredentialData,
  type AuthenticatorData,
  parseAuthenticatorData,
} from "./authenticator-data.ts";
import { decodeCbor } from "./cbor.ts";
import type { CeremonyCode } from "./codes.ts";

/** WebAuthn L3 section 6.5.4. The statement is judged by its format, not here. */
export interface AttestationObject {
  readonly format: string;
  readonly statement: unknown;
  readonly authenticatorData: AuthenticatorData;
  readonly attested: AttestedCredentialData;
}

/** Reads an attestation object: WebAuthn L3 section 7.1 step 13. */
export function readAttestationObject(bytes: Uint8Array): Result<AttestationObject, CeremonyCode> {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return fail("attestation_object_malformed", decoded.detail);
  const object = decoded.value;
  if (!(object instanceof Map)) return fail("attestation_object_malformed", "not a map");
  const format: unknown = object.get("fmt");
  const statement: unknown = object.get("attStmt");
  const authData: unknown = object.get("authData");
  if (typeof format !== "string") return fail("attestation_object_malformed", "fmt");
  if (statement === undefined) return fail("attestation_object_malformed", "attStmt");
  if (!(authData instanceof Uint8Array)) return fail("attestation_object_malformed", "authData");
  const authenticatorData = parseAuthenticatorData(authData);
  if (!authenticatorData.ok) return authenticatorData;
  const { attested } = authenticatorData.value;
  if (attested === null) return fail("authenticator_data_malformed", "no credential in it");
  return ok({ format, statement, authenticatorData: authenticatorData.value, attested });
}

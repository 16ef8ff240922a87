import { createHash } from "node:crypto";
import { fromBase64url } from "../../../../src/base/bytes.ts";
import { readAttestationObject } from "../../../../src/methods/passkey/attestation-object.ts";
import type { StatementInput } from "../../../../src/methods/passkey/attestation/format.ts";
import { parseCoseKey } from "../../../../src/methods/passkey/cose.ts";
import { type Case, CASES } from "../corpus.ts";

const decode = (text = "") => fromBase64url(text) ?? new Uint8Array();

/** What the registration procedure would hand over, where the case gets that far. */
export function statementOf({ response, policy, verifyAt }: Case): StatementInput | undefined {
  const { attestationObject, clientDataJSON } = response.response;
  const object = readAttestationObject(decode(attestationObject));
  if (!object.ok) return undefined;
  const { authenticatorData, attested, format, statement } = object.value;
  const credentialKey = parseCoseKey(attested.publicKey);
  if (!credentialKey.ok) return undefined;
  const anchors = (policy.trustAnchors ?? []).map((der) => decode(der));
  return {
    format,
    statement,
    authenticatorData: authenticatorData.bytes,
    clientDataHash: createHash("sha256").update(decode(clientDataJSON)).digest(),
    aaguid: attested.aaguid,
    rpIdHash: authenticatorData.rpIdHash,
    credentialId: attested.credentialId,
    credentialKey: credentialKey.value,
    trustAnchors: () => anchors,
    now: new Date(verifyAt ?? "2026-06-01T00:00:00Z"),
  };
}

/** The registrations that turn on their statement: sections 8 and 7.1 steps 21 to 24. */
export const STATEMENT_CASES = CASES.filter(
  ({ kind, step }) => kind === "registration" && /^(8\.|7\.1-2[1-4]$|all$)/.test(step),
);

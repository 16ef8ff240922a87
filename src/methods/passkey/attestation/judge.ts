import { type Aaguid, dashed, ZERO_AAGUID } from "../../../base/ids.ts";
import type { Certificate } from "../../../certificates/certificate.ts";
import { findTrustedPath } from "../../../certificates/path.ts";
import type { AttestedModel } from "../trust-anchors.ts";
import type {
  Certified,
  Findings,
  StatementInput,
  StatementVerdict,
  UntrustedReason,
} from "./format.ts";

/**
 * WebAuthn L3 section 7.1 steps 23 and 24: what a valid statement is worth to those who trust the
 * anchors of the model that it is of.
 */
export function judge(findings: Findings, input: StatementInput): StatementVerdict {
  switch (findings.type) {
    case "none":
      return { verdict: "none", path: [], keyId: null, coversAuthenticatorData: false };
    case "self":
      return { verdict: "self", path: [], keyId: null, coversAuthenticatorData: true };
    case "certified":
      return judgePath(findings, input);
  }
}

function judgePath(findings: Certified, input: StatementInput): StatementVerdict {
  const { chain, coversAuthenticatorData, doubt } = findings;
  const model = modelOf(findings, input);
  const path = findTrustedPath(chain, input.trustAnchors(model), input.now);
  if (!path.ok) return untrusted(findings, path.code);
  if (doubt !== undefined) return untrusted(findings, doubt);
  const { keyId } = model;
  return { verdict: "verified", path: fingerprints(path.value), keyId, coversAuthenticatorData };
}

/**
 * Section 8.6: no U2F key has an AAGUID, and the statement does not cover what stands in its place.
 * The model is the attestation key's, whatever the client writes there.
 */
function modelOf({ chain }: Certified, { format, aaguid }: StatementInput): AttestedModel {
  const [{ keyId }] = chain;
  if (format === "fido-u2f") return { aaguid: ZERO_AAGUID, keyId };
  return { aaguid: dashed(Buffer.from(aaguid).toString("hex")) as Aaguid, keyId };
}

function untrusted(
  { chain, coversAuthenticatorData }: Certified,
  untrustedBecause: UntrustedReason,
): StatementVerdict {
  const [{ keyId }] = chain;
  const path = fingerprints(chain);
  return { verdict: "untrusted", path, keyId, coversAuthenticatorData, untrustedBecause };
}

function fingerprints(path: readonly Certificate[]): readonly string[] {
  return path.map(({ fingerprint }) => fingerprint);
}

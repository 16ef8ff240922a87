import type { Certificate } from "../../../certificates/certificate.ts";
import type { Certified, Findings, StatementVerdict, UntrustedReason } from "./format.ts";
import { findTrustedPath } from "../../../certificates/path.ts";

/**
 * WebAuthn L3 section 7.1 steps 23 and 24: what a valid statement is worth to those who trust these
 * anchors.
 */
export function judge(
  findings: Findings,
  anchors: readonly Uint8Array[],
  now: Date,
): StatementVerdict {
  switch (findings.type) {
    case "none":
      return { verdict: "none", path: [], coversAuthenticatorData: false };
    case "self":
      return { verdict: "self", path: [], coversAuthenticatorData: true };
    case "certified":
      return judgePath(findings, anchors, now);
  }
}

function judgePath(
  findings: Certified,
  anchors: readonly Uint8Array[],
  now: Date,
): StatementVerdict {
  const { chain, coversAuthenticatorData, doubt } = findings;
  const path = findTrustedPath(chain, anchors, now);
  if (!path.ok) return untrusted(findings, path.code);
  if (doubt !== undefined) return untrusted(findings, doubt);
  return { verdict: "verified", path: fingerprints(path.value), coversAuthenticatorData };
}

function untrusted(
  { chain, coversAuthenticatorData }: Certified,
  untrustedBecause: UntrustedReason,
): StatementVerdict {
  const path = fingerprints(chain);
  return { verdict: "untrusted", path, coversAuthenticatorData, untrustedBecause };
}

function fingerprints(path: readonly Certificate[]): readonly string[] {
  return path.map(({ fingerprint }) => fingerprint);
}

import type { Certificate } from "./certificate.ts";
import type { Findings, StatementVerdict } from "./format.ts";
import { findTrustedPath } from "./path.ts";

/** WebAuthn L3 section 7.1 steps 23 and 24: what a valid statement is worth to those who trust these anchors. */
export function judge(
  findings: Findings,
  anchors: readonly Uint8Array[],
  now: Date,
): StatementVerdict {
  if (findings.type === "none") {
    return { verdict: "none", path: [], coversAuthenticatorData: false };
  }
  if (findings.type === "self") {
    return { verdict: "self", path: [], coversAuthenticatorData: true };
  }
  const { chain, coversAuthenticatorData, doubt } = findings;
  const path = findTrustedPath(chain, anchors, now);
  const untrustedBecause = path.ok ? doubt : path.code;
  if (path.ok && untrustedBecause === undefined) {
    return { verdict: "verified", path: fingerprints(path.value), coversAuthenticatorData };
  }
  return {
    verdict: "untrusted",
    path: fingerprints(chain),
    coversAuthenticatorData,
    ...(untrustedBecause === undefined ? {} : { untrustedBecause }),
  };
}

function fingerprints(path: readonly Certificate[]): readonly string[] {
  return path.map(({ fingerprint }) => fingerprint);
}

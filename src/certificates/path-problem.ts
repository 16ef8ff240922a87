/**
 * Why no certification path leads from the attestation certificate to a trust anchor
 * (RFC 5280 section 6.1). The statement may be valid all the same: it is then untrusted.
 *
 * - `path_no_anchors`: no anchor was given, so nothing can be trusted.
 * - `path_not_anchored`: the path ends before it meets an anchor.
 * - `path_repeats`: a certificate stands twice in the path.
 * - `path_signature_algorithm_refused`: signed with SHA-1, MD5 or an algorithm not known here.
 * - `path_signature_invalid`: the issuer's key did not sign the certificate.
 * - `path_key_refused`: a key of a kind not known here, or RSA under 2048 bits.
 * - `path_not_yet_valid`, `path_expired`: a date.
 * - `path_name_mismatch`: the issuer named is not the one who follows.
 * - `path_issuer_not_ca`: the issuer is no certification authority.
 * - `path_too_long`: more authorities below one than its pathLenConstraint allows.
 * - `path_key_usage_refused`: the key may not sign what it signed.
 * - `path_critical_extension_unknown`: an extension that must be understood and is not.
 * - `path_name_constraint_violated`: a name outside what an authority may certify.
 */
export type PathProblem =
  | "path_no_anchors"
  | "path_not_anchored"
  | "path_repeats"
  | "path_signature_algorithm_refused"
  | "path_signature_invalid"
  | "path_key_refused"
  | "path_not_yet_valid"
  | "path_expired"
  | "path_name_mismatch"
  | "path_issuer_not_ca"
  | "path_too_long"
  | "path_key_usage_refused"
  | "path_critical_extension_unknown"
  | "path_name_constraint_violated";

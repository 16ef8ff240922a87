/**
 * Why a list of revoked certificates says nothing about a certificate (RFC 5280 sections 5 and
 * 6.3).
 *
 * - `crl_missing`: no list of the certificate's issuer was given.
 * - `crl_malformed`: not one list in DER, or no nextUpdate in it.
 * - `crl_extension_unknown`: an extension, of the list or of an entry, that must be understood and
 *   is not.
 * - `crl_kind_refused`: a delta, an indirect list, or one for some reasons only: each tells a part
 *   that could be mistaken for the whole.
 * - `crl_out_of_scope`: for other certificates of this issuer.
 * - `crl_issuer_refused`: the issuer's key may not sign lists, or not with this algorithm.
 * - `crl_signature_invalid`: the issuer's key did not sign it.
 * - `crl_not_yet_valid`, `crl_expired`: a date.
 */
export type CrlProblem =
  | "crl_missing"
  | "crl_malformed"
  | "crl_extension_unknown"
  | "crl_kind_refused"
  | "crl_out_of_scope"
  | "crl_issuer_refused"
  | "crl_signature_invalid"
  | "crl_not_yet_valid"
  | "crl_expired";

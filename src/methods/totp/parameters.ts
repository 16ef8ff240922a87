/** The hash functions of RFC 6238 section 1.2, by the names of the key URI format. */
export type TotpAlgorithm = "SHA1" | "SHA256" | "SHA512";

/** What an authenticator and its verifier have agreed on (RFC 6238 section 4.1). */
export interface TotpParameters {
  readonly algorithm: TotpAlgorithm;
  readonly digits: 6 | 8;
  /** The time step, in seconds. */
  readonly period: 30 | 60;
}

/**
 * What every application for telephones can do; several read other values and use these all the
 * same. HMAC-SHA-1 does not rest on what is broken in SHA-1 (RFC 6194 section 3.3).
 */
export const APP_PARAMETERS: TotpParameters = { algorithm: "SHA1", digits: 6, period: 30 };

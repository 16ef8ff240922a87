/** Why a metadata blob was refused. Whatever was in force before stays in force. */
export type MdsCode =
  /** Larger than any blob of the service. */
  | "mds_too_large"
  /** Not a JWS in compact form (RFC 7515 section 7.1) with a header that can be read. */
  | "mds_malformed"
  /** Signed with an algorithm that is not taken: none, a shared secret, SHA-1, or one unheard of. */
  | "mds_algorithm_refused"
  /** The header asks for something that must be understood and is not (`crit`). */
  | "mds_header_unknown"
  /**
   * The signer's certificates or key stand elsewhere (`x5u`, `jku`) or without a certificate
   * (`jwk`). Nothing is fetched here: import a blob that carries its certificates (`x5c`).
   */
  | "mds_certificates_elsewhere"
  /** No certificates in the header, so that nobody can be believed to have signed. */
  | "mds_certificates_missing"
  /** A certificate of the header cannot be read, or there are more than a path can hold. */
  | "mds_certificate_malformed"
  /** No path leads from the signer's certificate to a configured root. */
  | "mds_chain_untrusted"
  /** The path holds, but the certificate is not the metadata service's. */
  | "mds_signer_refused"
  /** The signer's key did not sign this. */
  | "mds_signature_invalid"
  /** A certificate of the path was revoked. */
  | "mds_revoked"
  /** Revocation has to be known, and the lists at hand do not say. */
  | "mds_revocation_unknown"
  /** Signed, but not the payload of a blob: no number, no date, no entries. */
  | "mds_payload_malformed"
  /** Its number is not above the one in force. */
  | "mds_not_newer";

/**
 * What is wrong with one entry of a blob. The rest of the blob counts all the same, since one slip
 * must not keep the revocation of another model away; what cannot be read is taken at its worst.
 */
export type MdsEntryCode =
  /** It names no model, or not in the form of one: left out. */
  | "mds_entry_unnamed"
  /** Named with the zero AAGUID, that of everybody who does not say what he is: left out. */
  | "mds_entry_zero"
  /** Its statement cannot be read: no anchors and no protection of keys are taken from it. */
  | "mds_entry_statement_malformed"
  /** Its statement is another model's: nothing is taken from that either. */
  | "mds_entry_statement_mismatch"
  /** A status report cannot be read: an adverse one stands in its place. */
  | "mds_entry_status_malformed"
  /** An anchor is no certificate that can be read: it is left out. */
  | "mds_entry_anchor_malformed"
  /** The model has an entry already: the reports of both count, and the anchors of neither. */
  | "mds_entry_repeated";

/**
 * What an operator reads about the metadata of authenticators. What the codes are is for `trust`,
 * `outbound` and `assurance` to say: their unions have to fit.
 */

/** Why a blob did not come into force, and what to do next. */
export const mdsText = {
  mds_too_large: "This is larger than any metadata blob. Check that it is the file that you meant.",
  mds_malformed:
    "This is no metadata blob. Download it again, and keep it as it comes: three parts with dots between them.",
  mds_algorithm_refused:
    "The blob is signed in a way that proves nothing. Download it again from the metadata service.",
  mds_header_unknown:
    "The blob asks for something that this version does not understand. Look for a newer version of Assay.",
  mds_certificates_elsewhere:
    "The blob says where its signer's certificates are instead of carrying them. Get one that has them in x5c.",
  mds_certificates_missing:
    "The blob carries no certificate, so nobody can be believed to have signed it. Download it again.",
  mds_certificate_malformed:
    "A certificate in the blob cannot be read. Download it again from the metadata service.",
  mds_chain_untrusted:
    "No way leads from the signer's certificate to a root that is trusted. Check where the blob is from, and that mdsRoots names its roots.",
  mds_signer_refused:
    "The blob is signed by somebody, but not by the metadata service. Do not use it.",
  mds_signature_invalid:
    "The signature does not hold: the blob was changed on its way, or damaged. Download it again.",
  mds_revoked:
    "A certificate of the signer was revoked. Do not use this blob; a new one will come of a new signer.",
  mds_revocation_unknown:
    "Nothing says whether the signer's certificates were revoked. Give the lists of their issuers with --crl, or let assay mds update fetch them.",
  mds_payload_malformed:
    "The blob is signed, but what it says cannot be read. Look for a newer version of Assay, or a newer blob.",
  mds_not_newer:
    "The blob in force has this number or a higher one, and it never goes back. There is nothing to do but to get a newer one.",

  download_address_refused:
    "There is nothing to download from such an address. Check mdsUrl in the configuration.",
  download_insecure:
    "The way led to plain HTTP, where anybody can listen. Name an https address in mdsUrl.",
  download_redirected:
    "The service sent us on and on. Check mdsUrl, or bring the blob in a file: assay mds import FILE.",
  download_status:
    "The service answered, but with no blob. Try again later, or bring it in a file: assay mds import FILE.",
  download_too_large:
    "What the service sent is larger than any metadata blob. Check mdsUrl in the configuration.",
  download_too_slow:
    "The service took too long. Try again later, or bring the blob in a file: assay mds import FILE.",
  download_failed:
    "The service could not be reached. Check the network and mdsUrl, or bring the blob in a file: assay mds import FILE.",
} as const satisfies Readonly<Record<string, string>>;

/** What is wrong with one entry of a blob. */
export const mdsEntryText = {
  mds_entry_unnamed: "names no model; left out",
  mds_entry_zero: "has the AAGUID of those that do not say what they are; left out",
  mds_entry_statement_malformed: "its statement cannot be read: no anchors are taken from it",
  mds_entry_statement_mismatch: "its statement is another model's: no anchors are taken from it",
  mds_entry_status_malformed: "a status cannot be read: it counts as adverse",
  mds_entry_anchor_malformed: "an anchor is no certificate; left out",
  mds_entry_repeated: "the model has several entries: all their statuses count, no anchors do",
} as const satisfies Readonly<Record<string, string>>;

/** What is wrong with a model, and what a passkey of it is worth whatever the policy says. */
export const adversityText = {
  revoked: "It is not to be trusted for anything. Its passkeys prove nothing.",
  "key-compromised": "Its keys can be stolen from afar. Its passkeys prove nothing.",
  "user-verification-bypassed":
    "Its check of PIN, finger or face can be got round. Its passkeys are one step of two.",
  "key-extractable":
    "Whoever holds it can copy its keys. Its passkeys do not count as bound to it.",
  "attestation-compromised":
    "A key that attests it was lost. Its passkeys count as if they were not attested.",
  "status-unknown": "It has a status that this version does not know, and that counts as adverse.",
} as const satisfies Readonly<Record<string, string>>;

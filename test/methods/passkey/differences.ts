/**
 * Every case of the corpus that SimpleWebAuthn 14.0.3 answers otherwise than we do, with the
 * reason. Ours is the answer that the corpus expects, except where `decided.ts` says otherwise.
 */
export interface Difference {
  readonly ours: "accept" | "reject";
  readonly why: string;
  readonly cases: readonly string[];
}

export const DIFFERENCES: readonly Difference[] = [
  {
    ours: "accept",
    why: "It verifies no Ed448 signatures; the runtime's crypto can.",
    cases: ["w3c-packed-ed448-auth"],
  },
  {
    ours: "accept",
    why: "It knows TPM vendors by a list that lacks the official vector's 00000000. The list ages; whom to believe is said by the trust anchors.",
    cases: ["w3c-tpm-es256-reg"],
  },
  {
    ours: "accept",
    why: "Its path code stops at an error on the official vector. The statement is valid; its authorisation lists are empty, so nothing says that hardware holds the key, and we keep it as untrusted.",
    cases: ["w3c-android-key-es256-reg"],
  },
  {
    ours: "accept",
    why: "It takes fido-u2f with a zero AAGUID only. Section 8.6 does not ask that, the official vector has another, and nothing is read from it: the statement does not sign it.",
    cases: ["w3c-fido-u2f-es256-reg"],
  },
  {
    ours: "accept",
    why: "Its certificate code knows no Ed25519 attestation keys.",
    cases: ["gen-reg-ok-packed-att-EdDSA"],
  },
  {
    ours: "reject",
    why: "It does not look at the type of crossOrigin; a client that writes text there follows no specification, and true must not hide in it.",
    cases: ["gen-reg-cd-crossorigin-string", "gen-auth-cd-crossorigin-string"],
  },
  {
    ours: "reject",
    why: "It takes the last of a repeated member, so what it checks may not be what another component reads; it has no limit of depth.",
    cases: [
      "gen-auth-cd-dup-challenge-last-right",
      "gen-auth-cd-dup-origin-last-right",
      "gen-auth-cd-deep",
    ],
  },
  {
    ours: "reject",
    why: "It replaces bytes that are not UTF-8 (see decided.ts).",
    cases: ["gen-reg-cd-bad-utf8-extra"],
  },
  {
    ours: "reject",
    why: "It leaves section 7.1 step 25 (at most 1023 bytes) and step 26 (known ids) to the caller.",
    cases: ["gen-reg-credid-4000", "gen-reg-credid-known"],
  },
  {
    ours: "reject",
    why: "It takes other spellings of base64url; one value has one spelling here, so that ids can be compared as text.",
    cases: ["gen-reg-outer-id-standard-b64"],
  },
  {
    ours: "reject",
    why: "With fmt none it stores the COSE key without reading it (sections 5.8.5 and 6.5.1.1): its owner could never sign in, or anybody could.",
    cases: [
      "gen-reg-alg-crv-mismatch",
      "gen-reg-kty-unknown",
      "gen-reg-crv-missing",
      "gen-reg-x-missing",
      "gen-reg-x-31-bytes",
      "gen-reg-not-on-curve",
      "gen-reg-ed25519-31",
      "gen-reg-ed25519-crv-x25519",
      "gen-reg-ed25519-low-order",
      "gen-reg-rsa-e-even",
      "gen-reg-rsa-8192",
    ],
  },
  {
    ours: "reject",
    why: "It does not notice bytes after the attestation object (section 7.1 step 13).",
    cases: ["gen-reg-ao-trailing"],
  },
  {
    ours: "reject",
    why: "It ignores members that the statement's syntax does not have (section 8.2).",
    cases: ["gen-reg-self-extra-field"],
  },
  {
    ours: "reject",
    why: "It has no way to require an attestation (section 7.1 step 24).",
    cases: ["gen-reg-self-when-basic-required"],
  },
  {
    ours: "reject",
    why: "It leaves out requirements of the format on its certificate (sections 8.2.1, 8.4 and 8.6).",
    cases: [
      "gen-reg-x5c-bc-missing",
      "gen-reg-u2f-x5c-two",
      "gen-reg-u2f-cert-rsa",
      "gen-reg-akey-purpose-verify",
    ],
  },
  {
    ours: "reject",
    why: "It accepts a path through a certificate that is no CA (RFC 5280): the holder of a genuine key could certify a software key as hardware.",
    cases: ["gen-reg-akey-chain-extended"],
  },
  {
    ours: "reject",
    why: "It leaves the user handle (section 7.2 step 6) to the caller.",
    cases: [
      "gen-auth-userhandle-mismatch",
      "gen-auth-userhandle-empty",
      "gen-auth-userhandle-prefix",
      "gen-auth-userhandle-65",
    ],
  },
  {
    ours: "reject",
    why: "It takes bytes after the DER of an ECDSA signature (section 6.5.5): one signature, many spellings.",
    cases: ["gen-auth-sig-extended-ES512", "gen-auth-ecdsa-der-outer-trailing"],
  },
  {
    ours: "reject",
    why: "It takes the AppID as one more RP ID, whether the client said that it used it or not (section 10.1.1).",
    cases: ["gen-auth-ext-appid-requested-not-claimed"],
  },
];

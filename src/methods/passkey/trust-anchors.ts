import type { Aaguid } from "../../base/ids.ts";

/** What an attestation statement says that the authenticator is. */
export interface AttestedModel {
  /** Zero where nobody vouches for it, as beside a U2F statement (WebAuthn L3 section 8.6). */
  readonly aaguid: Aaguid;
  /** SHA-1 (hex) of the attestation certificate's public key; null: it is not known. */
  readonly keyId: string | null;
}

/**
 * The DER certificates that the attestation path of a model may end in: WebAuthn L3 section 7.1
 * step 23. By model, since a vendor's anchor vouches for that vendor's models and for no other's:
 * its holder can sign any AAGUID he likes.
 */
export type TrustAnchors = (model: AttestedModel) => readonly Uint8Array[];

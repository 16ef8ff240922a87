import { type Aaguid, ZERO_AAGUID } from "../base/ids.ts";

/** The trust anchors (DER) of a blob, each for the models of its own entry. */
export interface ModelAnchors {
  readonly byAaguid: ReadonlyMap<Aaguid, readonly Uint8Array[]>;
  /** U2F keys: by SHA-1 (hex) of the attestation certificate's public key. */
  readonly byKeyId: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** What a statement says that its authenticator is. */
interface Model {
  readonly aaguid: Aaguid;
  readonly keyId: string | null;
}

/**
 * WebAuthn L3 section 7.1 step 23: the anchors of one model and of no other, so that no vendor
 * vouches for another's. A model with an AAGUID is known by it alone; one without is a U2F key,
 * known by the key of its certificate.
 *
 * @param anchors those of the blob in force; null: there is none
 * @param everyModel anchors that apply whatever the model: for the private authority of an
 *   organisation that attests its own authenticators, and for vendors who are not in the metadata.
 *   Their holders can attest as any model that there is: give none that you would not trust so far.
 */
export function anchorsOf(
  anchors: ModelAnchors | null,
  everyModel: readonly Uint8Array[],
): (model: Model) => readonly Uint8Array[] {
  return (model) => [...(anchors === null ? [] : listed(anchors, model)), ...everyModel];
}

function listed({ byAaguid, byKeyId }: ModelAnchors, { aaguid, keyId }: Model) {
  if (aaguid !== ZERO_AAGUID) return byAaguid.get(aaguid) ?? [];
  return keyId === null ? [] : (byKeyId.get(keyId) ?? []);
}

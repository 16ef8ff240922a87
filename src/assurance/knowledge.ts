import type { Aaguid } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";

/** What kind of keeper a passkey provider is. */
export type ProviderClass = "platform" | "hardware-key" | "vault";

/** Where a statement about the world is from, so that somebody can look again. */
export interface Source {
  /** The day it was read, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
}

/** What the world says about one passkey provider. Dated data, not code. */
export interface ProviderFacts {
  readonly name: string;
  readonly class: ProviderClass;
  /** Known to set UV without verifying anybody. */
  readonly uvKnownIssue: Source | null;
  /** A vault that is known to demand a second step before it opens anywhere new. */
  readonly secondStep: Source | null;
  readonly stated: Source;
}

/** One line of a model's history in the FIDO metadata (MDS v3.1 section 3.1.3). */
export interface StatusReport {
  /** As it is written there; one that nobody knows is adverse. */
  readonly status: string;
  /** The instant from which it holds; a report without a date has always held. */
  readonly from: Instant;
  /** The instant from which a certification holds no more; null: it has no such end. */
  readonly until: Instant | null;
  /** SHA-256 (base64url) of the certificate that it is about; null: about the whole model. */
  readonly certificate: string | null;
}

/** What the FIDO metadata says about one authenticator model. */
export interface ModelFacts {
  readonly description: string;
  /** In no order that could be relied on. */
  readonly reports: readonly StatusReport[];
  /** `hardware`, `tee`, `secure_element`, `software`, `remote_handle` (FIDO registry 3.2). */
  readonly keyProtection: readonly string[];
}

/** One verified blob of the FIDO Metadata Service. */
export interface Metadata {
  /** Its serial number; it never goes back. */
  readonly no: number;
  /** The start of the day from which a newer one should be in force. */
  readonly nextUpdate: Instant;
  readonly models: ReadonlyMap<Aaguid, ModelFacts>;
  /** U2F keys have no AAGUID: by SHA-1 (hex) of the attestation certificate's public key. */
  readonly modelsByKeyId: ReadonlyMap<string, ModelFacts>;
}

/**
 * What the world says about authenticators, as of one version. Immutable and handed in:
 * changing it re-grades what is stored.
 */
export interface Knowledge {
  /** Names the blob and the provider facts that it is made of. */
  readonly version: string;
  readonly providers: ReadonlyMap<Aaguid, ProviderFacts>;
  /** Null where no blob was imported: then no model is known. */
  readonly metadata: Metadata | null;
}

/** Nothing is known: every unattested passkey is one of an unknown provider. */
export const NO_KNOWLEDGE: Knowledge = { version: "none", providers: new Map(), metadata: null };

import type { Aaguid } from "../base/ids.ts";

/** What kind of keeper a passkey provider is. */
export type ProviderClass = "platform" | "hardware-key" | "vault";

/** What the world says about one authenticator model or passkey provider. Dated data, not code. */
export interface ProviderFacts {
  readonly name: string;
  readonly class: ProviderClass;
  /** Known to set UV without verifying anybody; where it is said and since when. */
  readonly uvKnownIssue?: { readonly date: string; readonly source: string };
}

/**
 * What the world says about authenticators, as of one version. Immutable and handed in:
 * changing it re-grades what is stored.
 */
export interface Knowledge {
  readonly version: string;
  readonly providers: ReadonlyMap<Aaguid, ProviderFacts>;
}

/** Nothing is known: every unattested passkey is one of an unknown provider. */
export const NO_KNOWLEDGE: Knowledge = { version: "none", providers: new Map() };

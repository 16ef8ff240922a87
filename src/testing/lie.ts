import type { KeyObject } from "node:crypto";

/** Says that a member shall not be there at all. */
export const OMITTED: unique symbol = Symbol("omitted");

/** Other bytes, or what is done to the true ones: cut, lengthened, one bit flipped. */
export type BytesLie = Uint8Array | ((truth: Uint8Array) => Uint8Array);

/** The flags of authenticator data (WebAuthn L3 section 6.1). */
export interface Flags {
  readonly UP: boolean;
  readonly UV: boolean;
  readonly BE: boolean;
  readonly BS: boolean;
  readonly AT: boolean;
  readonly ED: boolean;
}

/**
 * What a client or an authenticator says in place of the truth. A lie is told before hashing and
 * signing, so that everything else of the answer agrees with it and only the check that is meant
 * can catch it; only `signature` and what stands under `json` and `jsonResponse` come after.
 */
export interface Lie {
  /** Members of the client data, in any type; `OMITTED` leaves one out. */
  readonly type?: unknown;
  readonly challenge?: unknown;
  readonly origin?: unknown;
  readonly crossOrigin?: unknown;
  readonly topOrigin?: unknown;
  /** Further members of the client data, after the usual ones. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  readonly clientDataJson?: BytesLie;

  /** The RP ID that is hashed into the authenticator data. */
  readonly rpId?: string;
  readonly rpIdHash?: BytesLie;
  readonly flags?: Partial<Flags>;
  readonly signCount?: number;
  /** In the 8-4-4-4-12 form. */
  readonly aaguid?: string;
  readonly credentialId?: BytesLie;
  /** The COSE algorithm identifier in the credential's key and in a packed statement. */
  readonly algorithm?: number;
  readonly credentialKey?: BytesLie;
  /** Authenticator extension outputs, as they stand in the authenticator data (CBOR); sets ED. */
  readonly extensions?: Uint8Array;
  readonly authenticatorData?: BytesLie;

  /** The format identifier of the attestation, in any type. */
  readonly attestationFormat?: unknown;
  /** The attestation statement, in any type that CBOR knows. */
  readonly attestationStatement?: unknown;
  readonly attestationObject?: BytesLie;

  /** Another private key of the same algorithm: it signs assertions and packed statements. */
  readonly signingKey?: KeyObject;
  readonly signature?: BytesLie;

  readonly userHandle?: string | null | typeof OMITTED;
  /** Members of the outer JSON, such as `id`, `rawId` and `type`, in any type; or `OMITTED`. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Members of its `response`, the same way. */
  readonly jsonResponse?: Readonly<Record<string, unknown>>;

  /**
   * The client and the authenticator do as they are told, whatever the options say: no check of
   * the RP ID against the origin, of user verification, algorithms, attachment, discoverability
   * or the lists of credentials, and attestation is given though nobody asked.
   */
  readonly unruly?: boolean;
}

export function bend(truth: Uint8Array, lie: BytesLie | undefined): Uint8Array {
  if (lie === undefined) return truth;
  return typeof lie === "function" ? lie(truth) : lie;
}

/**
 * The members of an object with those of a lie over them, without those that are `OMITTED`.
 * A member of the lie that is `undefined` is no lie.
 */
export function overlay(
  truth: object,
  lie: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const told = Object.entries(lie).filter(([, value]) => value !== undefined);
  const members = Object.entries({ ...truth, ...Object.fromEntries(told) });
  return Object.fromEntries(members.filter(([, value]) => value !== OMITTED));
}

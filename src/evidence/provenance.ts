/**
 * Where a fact is from, best first. Rules speak about provenance; `unknown` is taken at its worst.
 *
 * - `attested`: signed by a key whose certificate path was verified to a trust anchor.
 * - `signed`: signed by the credential itself.
 * - `claimed`: said by the client, unsigned.
 * - `asserted`: said by an operator or another system.
 * - `imported`: taken over from a record that somebody else kept.
 * - `unknown`: nobody can say.
 */
export type Provenance = "attested" | "signed" | "claimed" | "asserted" | "imported" | "unknown";

/** A value and where it is from. */
export interface Fact<T> {
  readonly value: T;
  readonly from: Provenance;
}

export function fact<T>(value: T, from: Provenance): Fact<T> {
  return { value, from };
}

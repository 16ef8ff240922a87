import { isObject } from "./shape.ts";

/**
 * What earlier versions stored, in the shape of today: applied to parsed JSON before its shape is
 * checked. What today's code writes has every field; one that a record of before could not have
 * yet reads as null. Nothing else is forgiven: what is absent here and not named below is corrupt.
 *
 * - `attestation.keyId`, `settlesAt` of a proof, `settlesAt` and `graded` of a credential: absent
 *   before migration 2.
 */

type Table = Readonly<Record<string, unknown>>;

export function modernEnrolment(enrolment: unknown): unknown {
  if (!isObject(enrolment) || !isObject(enrolment["attestation"])) return enrolment;
  return { ...enrolment, attestation: withNulls(enrolment["attestation"], "keyId") };
}

/** A list of evidence of any kind. */
export function modernEvidence(list: unknown): unknown {
  return each(list, (evidence) => {
    if (evidence["kind"] !== "passkey") return evidence;
    if (evidence["ceremony"] === "enrol") return modernEnrolment(evidence);
    return withModernEnrolment(withNulls(evidence, "settlesAt"));
  });
}

/** A list of credentials that an attempt keeps until it is allowed. */
export function modernPending(list: unknown): unknown {
  return each(list, (pending) =>
    "method" in pending ? pending : withModernEnrolment(withNulls(pending, "settlesAt", "graded")),
  );
}

function each(list: unknown, modernise: (table: Table) => unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown) => (isObject(item) ? modernise(item) : item));
}

function withNulls(table: Table, ...names: readonly string[]): Table {
  const absent = names.filter((name) => !Object.hasOwn(table, name));
  if (absent.length === 0) return table;
  return { ...table, ...Object.fromEntries(absent.map((name) => [name, null])) };
}

/** Without one it stays without: to make one up would be to make a fact. */
function withModernEnrolment(table: Table): Table {
  if (!Object.hasOwn(table, "enrolment")) return table;
  return { ...table, enrolment: modernEnrolment(table["enrolment"]) };
}

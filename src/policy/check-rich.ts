import { independent } from "../assurance/independence.ts";
import type { Ceremony } from "../evidence/methods.ts";
import type { KnownPasskey } from "./check-known.ts";
import type { Combination, PasskeyClass, Term } from "./policy.ts";
import type { PasskeyTraits, SupposedPiece } from "./suppositions-schema.ts";

/** The known passkeys that are in one of some classes. */
export type InOneOf = (classes: readonly PasskeyClass[]) => readonly KnownPasskey[];

/**
 * What somebody would show for a combination who had everything that there is: for each term enough
 * of its kind that no two have to fall together. Null: for one of them there is nothing at all.
 */
export function richestPieces(
  { terms }: Combination,
  inOneOf: InOneOf,
): readonly SupposedPiece[] | null {
  const pieces = terms.map((term, index) =>
    term.method === "passkey"
      ? passkeysFor(term, index, terms.length, inOneOf)
      : plainPieces(term, index),
  );
  return pieces.some((some) => some.length === 0) ? null : pieces.flat();
}

function passkeysFor(
  term: Term,
  index: number,
  most: number,
  inOneOf: InOneOf,
): readonly SupposedPiece[] {
  return apart(inOneOf(term.classes), most).map((traits, each) => ({
    ...shown(term.ceremony, "passkey"),
    ...traits,
    credential: `passkey-${index + 1}-${each + 1}`,
  }));
}

/** So many of them that no two are kept in one place; one that falls alone may be had twice. */
export function apart(known: readonly KnownPasskey[], most: number): readonly PasskeyTraits[] {
  const chosen: KnownPasskey[] = [];
  for (const candidate of known.flatMap((one) => Array.from({ length: most }, () => one))) {
    if (chosen.length === most) break;
    const roots = placesOf(candidate);
    if (chosen.every((other) => independent(placesOf(other), roots))) chosen.push(candidate);
  }
  return chosen.map(({ traits }) => traits);
}

function placesOf({ weighed }: KnownPasskey): readonly string[] {
  return weighed.roots.filter((root) => !root.startsWith("passkey:"));
}

/** Of its own for each term, but for what an account has once: a password, a set of codes. */
export function plainPieces(
  { ceremony, method, assertion }: Term,
  index: number,
): readonly SupposedPiece[] {
  const enrols = ceremony === "enrol";
  switch (method) {
    case "passkey":
      return [];
    case "password":
    case "recovery-code":
      return [shown(ceremony, method)];
    case "totp":
      return [
        { ...shown(ceremony, method), keptIn: KEPT[index % 2], credential: `totp-${index + 1}` },
      ];
    case "sms-code":
      return [{ ...shown(ceremony, method), number: `+44163296000${index}` }];
    case "email-code":
      return [{ ...shown(ceremony, method), address: `mailbox-${index + 1}@example.org` }];
    case "magic-link":
      return enrols ? [] : [{ prove: method, address: `mailbox-${index + 1}@example.org` }];
    case "external":
      return [{ prove: method, assertion: assertion ?? "approval", by: `operator-${index + 1}` }];
  }
}

/** The key that a piece of evidence begins with. */
function shown(ceremony: Ceremony, method: NonNullable<SupposedPiece["enrol"]>): SupposedPiece {
  return ceremony === "enrol" ? { enrol: method } : { prove: method };
}

const KEPT = ["own-app", "hardware-token"] as const;

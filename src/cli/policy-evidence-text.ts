import type { EvidenceSet } from "../policy/diff-space.ts";
import { PASSKEY_KINDS, type PasskeyKind } from "../policy/suppositions-kinds.ts";
import type { SupposedPiece } from "../policy/suppositions-schema.ts";
import { isPolicyWord, sayDuration, sayPolicy } from "../words/policy-say.ts";
import { LANGUAGE } from "./policy-text.ts";

/** What is supposed to be shown, in few words: sets that differ in one passkey stand in one line. */
export function evidenceLines(sets: readonly EvidenceSet[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const set of sets) {
    const passkey = set.find(({ prove, enrol }) => (prove ?? enrol) === "passkey");
    const others = set.filter((piece) => piece !== passkey && piece.fact === undefined);
    const key = [...beginning(passkey), ...others.map(pieceText), ...waited(set)].join(" + ");
    lines.set(key, [...(lines.get(key) ?? []), passkey === undefined ? "" : traitsText(passkey)]);
  }
  return [...lines].map(([key, traits]) => {
    if (key === "") return sayPolicy(LANGUAGE, "diff.nothing");
    return key.replace(PLACE, `(${listed([...new Set(traits)])})`);
  });
}

const NAMED = 4;

function listed(traits: readonly string[]): string {
  const more = traits.length - NAMED;
  const others = more > 0 ? [sayPolicy(LANGUAGE, "diff.more", { count: more })] : [];
  return [...traits.slice(0, NAMED), ...others].join(" | ");
}

/** Stands where the passkeys of a line are named. */
const PLACE = "(…)";

function beginning(passkey: SupposedPiece | undefined): readonly string[] {
  if (passkey === undefined) return [];
  return [ceremonyText(passkey, `passkey ${PLACE}${ageText(passkey)}`)];
}

function pieceText(piece: SupposedPiece): string {
  const { prove, enrol, keptIn, assertion, number, address, by } = piece;
  const method = prove ?? enrol ?? "passkey";
  const more =
    method === "passkey"
      ? [traitsText(piece)]
      : [keptIn, assertion, number, address, by].filter((one) => one !== undefined);
  const said = more.length === 0 ? method : `${method} (${more.join(", ")})`;
  return ceremonyText(piece, `${said}${ageText(piece)}`);
}

function ceremonyText({ enrol }: SupposedPiece, method: string): string {
  return enrol === undefined ? method : sayPolicy(LANGUAGE, "piece.enrol", { method });
}

function ageText({ ageSeconds = 0 }: SupposedPiece): string {
  if (ageSeconds === 0) return "";
  return `, ${sayPolicy(LANGUAGE, "proof.age", { age: sayDuration(LANGUAGE, ageSeconds) })}`;
}

/** What happened around it, as one thing. */
function waited(set: EvidenceSet): readonly string[] {
  const begun = set.find(({ fact }) => fact === "begun");
  if (begun === undefined) return [];
  const count = set.filter(({ fact }) => fact === "notified").length;
  const age = sayDuration(LANGUAGE, begun.ageSeconds ?? 0);
  return [sayPolicy(LANGUAGE, "piece.waited", { age, count })];
}

function traitsText(piece: SupposedPiece): string {
  const lowered = [
    ...(piece.userVerified === false ? [sayPolicy(LANGUAGE, "piece.unverified")] : []),
    ...(piece.asked === "preferred" ? [sayPolicy(LANGUAGE, "piece.unasked")] : []),
    ...(piece.uvInitialized === false ? [sayPolicy(LANGUAGE, "piece.unbacked")] : []),
    ...(piece.settled === false ? [sayPolicy(LANGUAGE, "piece.unsettled")] : []),
    ...(piece.counterWentBack === true ? [sayPolicy(LANGUAGE, "piece.counter")] : []),
  ];
  return [keeperText(piece), ...lowered].join(", ");
}

function keeperText(piece: SupposedPiece): string {
  const kind = kindOf(piece);
  if (kind !== null) return sayPolicy(LANGUAGE, `kind.${kind}`);
  return piece.provider ?? piece.aaguid ?? sayPolicy(LANGUAGE, "kind.unknown");
}

const OF_A_KIND = [
  "provider",
  "aaguid",
  "keeper",
  "secondStep",
  "uvKnownIssue",
  "statuses",
  "synced",
  "attested",
] as const;

function kindOf(piece: SupposedPiece): PasskeyKind | null {
  const traits = (one: SupposedPiece) => JSON.stringify(OF_A_KIND.map((key) => one[key] ?? null));
  const found = Object.entries(PASSKEY_KINDS).find(([, one]) => traits(one) === traits(piece));
  return found !== undefined && isKind(found[0]) ? found[0] : null;
}

function isKind(name: string): name is PasskeyKind {
  return Object.hasOwn(PASSKEY_KINDS, name) && isPolicyWord(`kind.${name}`);
}

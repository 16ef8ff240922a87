import type { KeeperClass } from "../assurance/assurance.ts";
import type { Action } from "./action.ts";
import { plainPieces } from "./check-rich.ts";
import type { EvidenceSet } from "./diff-space.ts";
import type { Combination, Policy, Term } from "./policy.ts";
import { KIND_NAMES, PASSKEY_KINDS, type PasskeyKind } from "./suppositions-kinds.ts";
import type { SupposedPiece } from "./suppositions-schema.ts";

const NOTICES = ["notices-1@example.net", "notices-2@example.net", "notices-3@example.net"];

/**
 * What each way of a policy to meet an action asks for, and the same with every kind of passkey in
 * each place; shown so long ago; where it waits, before the waiting and after it.
 */
export function rulePieces(
  policy: Policy,
  action: Action,
  ages: readonly number[],
): readonly EvidenceSet[] {
  const lists = [policy.actions, ...[...policy.groups.values()].map(({ actions }) => actions)];
  return lists
    .flatMap((actions) => actions.get(action) ?? [])
    .flatMap((combination) => {
      const [best, ...others] = kindsFor(combination).map((kinds) => piecesFor(combination, kinds));
      const aged = ages.flatMap((age) => (best === undefined ? [] : [provedAgo(best, age)]));
      const sets = [...(best === undefined ? [] : [best]), ...aged, ...others];
      return combination.delaySeconds === 0
        ? sets
        : sets.flatMap((set) => [set, [...set, ...waited(combination)]]);
    });
}

function provedAgo(set: EvidenceSet, ageSeconds: number): EvidenceSet {
  return set.map((piece) => (piece.prove === undefined ? piece : { ...piece, ageSeconds }));
}

/** The best kind for each passkey that is asked for, and any other one in the place of one of them. */
function kindsFor({ terms }: Combination): readonly (readonly PasskeyKind[])[] {
  const best = terms.filter(isPasskey).map(bestKind);
  return [best, ...best.flatMap((_, index) => KIND_NAMES.map((kind) => best.with(index, kind)))];
}

/** A kind of the first keeper that its classes name. */
function bestKind({ classes }: Term): PasskeyKind {
  if (classes.some(({ certified }) => certified !== null)) return "hardware-key-certified";
  const [keeper = "platform"] = classes.flatMap(({ keepers }) => keepers);
  if (keeper === "vault" && classes.some(({ vaultSecondStep }) => vaultSecondStep)) {
    return "vault-second-step";
  }
  return OF_KEEPER[keeper];
}

const OF_KEEPER: Readonly<Record<KeeperClass, PasskeyKind>> = {
  platform: "platform-synced",
  "hardware-key": "hardware-key-attested",
  vault: "vault",
  unknown: "unknown",
};

/** Named as the pieces of every other set are, so that none is asked about twice. */
function piecesFor({ terms }: Combination, kinds: readonly PasskeyKind[]): EvidenceSet {
  const left = [...kinds];
  const pieces: SupposedPiece[] = [];
  for (const term of terms) {
    const before = pieces.filter(({ prove, enrol }) => (prove ?? enrol) === term.method).length;
    if (isPasskey(term)) pieces.push(passkeyPiece(term, left.shift() ?? "unknown", before));
    else pieces.push(...plainPiece(term, before));
  }
  return pieces;
}

function passkeyPiece({ ceremony }: Term, kind: PasskeyKind, before: number): SupposedPiece {
  if (ceremony === "enrol") {
    return { enrol: "passkey", credential: `new-${before}-${kind}`, ...PASSKEY_KINDS[kind] };
  }
  const credential = before === 0 ? kind : before === 1 ? `second-${kind}` : `${before}-${kind}`;
  return { prove: "passkey", credential, ...PASSKEY_KINDS[kind] };
}

/** The first of its kind as everybody has it; a further one is another one. */
function plainPiece(term: Term, before: number): readonly SupposedPiece[] {
  const { ceremony, method, assertion } = term;
  if (ceremony === "prove" && before === 0 && method !== "passkey") {
    if (method === "totp") return [{ prove: method, keptIn: "own-app" }];
    return [{ prove: method, ...(assertion === null ? {} : { assertion }) }];
  }
  return plainPieces(term, before);
}

function waited({ delaySeconds }: Combination): EvidenceSet {
  const since = { ageSeconds: delaySeconds };
  return [
    { fact: "begun", ...since },
    ...NOTICES.map((channel) => ({ fact: "notified" as const, channel, ...since })),
  ];
}

function isPasskey({ method }: Term): boolean {
  return method === "passkey";
}

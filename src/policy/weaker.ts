import type { Proof } from "../assurance/assurance.ts";
import { isWeaker, type Strength, strengthOf, strongestFirst } from "../assurance/strength.ts";
import { type Match, matchCombination } from "./meets.ts";
import { isOffered } from "./reachable.ts";
import { type AccountView, type Asked, type Clause, clausesOf } from "./requirement.ts";
import { usableCredentials } from "./usable.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** A way in that an account has. */
export interface WayIn {
  readonly rule: string;
  readonly proofs: readonly Proof[];
  readonly strength: Strength;
}

/**
 * The best way in that an account had where it came by a weaker one: all of it with what it has, by
 * rules that are open to it, without waiting. Null: it came by none that is weaker.
 *
 * Whether the weaker one is enough was for `decide` to say; this says only that there was a better one,
 * which is what it looks like when somebody who has a stolen password goes round a passkey.
 *
 * @param used - what was counted
 */
export function betterWayIn(
  asked: Pick<Asked, "policy" | "offered" | "now"> & { readonly account: AccountView },
  used: readonly Proof[],
): WayIn | null {
  const held = usableCredentials({ ...asked, action: "sign-in", params: {} })
    .map(({ best }) => weigh(asked.policy, best))
    // The first that meets a term is taken.
    .toSorted((one, other) => strongestFirst(strengthOf([one.proof]), strengthOf([other.proof])));
  const ways = clausesOf({ ...asked, action: "sign-in" }, asked.account).map((clause) =>
    waysThrough(clause, held, asked),
  );
  const strength = strengthOf(used.map((proof) => atBest(asked.account, proof)));
  return bestOfAll(together(ways).filter((way) => isWeaker(strength, way.strength)));
}

/**
 * What was shown, at its best as the rest is: a passkey whose user was not verified this time is the same
 * path, and no other one.
 */
function atBest({ credentials }: AccountView, proof: Proof): Proof {
  const { evidence } = proof;
  if (!("credential" in evidence)) return proof;
  return credentials.find(({ id }) => id === evidence.credential)?.best ?? proof;
}

/** By each combination that can be met at once, with the strongest credentials that meet it. */
function waysThrough(
  { combinations }: Clause,
  proofs: readonly Weighed[],
  { offered, now }: Pick<Asked, "offered" | "now">,
): readonly WayIn[] {
  return combinations
    .filter(({ delaySeconds, terms }) => {
      return delaySeconds === 0 && terms.every((term) => isOffered(offered, term));
    })
    .map((combination) => matchCombination(combination, { proofs, circumstances: [], now }))
    .flatMap((match) => wayOf(match) ?? []);
}

function wayOf({ combination, proofs }: Match): WayIn | null {
  const shown = proofs.flatMap((weighed) => (weighed === null ? [] : [weighed.proof]));
  if (shown.length < proofs.length) return null;
  return { rule: combination.rule, proofs: shown, strength: strengthOf(shown) };
}

/** Where several clauses stand, one way through each of them. */
function together(clauses: readonly (readonly WayIn[])[]): readonly WayIn[] {
  const [first = [], ...rest] = clauses;
  return rest.reduce(
    (ways, more) => ways.flatMap((way) => more.map((other) => joined(way, other))),
    first,
  );
}

function joined(one: WayIn, other: WayIn): WayIn {
  const proofs = [...new Set([...one.proofs, ...other.proofs])];
  return { rule: `${one.rule} + ${other.rule}`, proofs, strength: strengthOf(proofs) };
}

/** None is weaker than the best; of several such the one that the policy names first. */
function bestOfAll(ways: readonly WayIn[]): WayIn | null {
  return ways.find((way) => ways.every((other) => !isWeaker(way.strength, other.strength))) ?? null;
}

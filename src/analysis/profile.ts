import { classOf, type CompromiseClass, isRemote } from "./compromises.ts";

/**
 * The least number of compromises that reaches a goal, by what they are come by; null: it cannot be
 * reached so. Coordinates stand side by side: there is no single score, and no probability.
 */
export interface Profile {
  readonly remote: number | null;
  /** The same where nobody reacts to notices: a delay buys nothing then. */
  readonly remoteIgnoringDelay: number | null;
  readonly remoteOrNear: number | null;
  /** Without a laboratory. */
  readonly physical: number | null;
  readonly endpoint: number | null;
  /** With what leaked from the server, and remote means beside it. */
  readonly leakAssisted: number | null;
}

export const COORDINATES = [
  "remote",
  "remoteIgnoringDelay",
  "remoteOrNear",
  "physical",
  "endpoint",
  "leakAssisted",
] as const satisfies readonly (keyof Profile)[];

type Sets = readonly (readonly string[])[];

export function profileOf(sets: Sets): Profile {
  return {
    remote: least(sets, isRemote),
    remoteIgnoringDelay: least(sets, isRemote, 0),
    remoteOrNear: least(sets, (one) => isRemote(one) || isOf(one, "proximity")),
    physical: least(sets, (one) => isOf(one, "physical")),
    endpoint: least(sets, (one) => isOf(one, "endpoint")),
    leakAssisted: least(
      sets.filter((set) => set.some(isLeak)),
      (one) => isRemote(one) || isLeak(one),
    ),
  };
}

/** Circumstances belong to every coordinate; each counts as one, or as nothing. */
function least(
  sets: Sets,
  belongs: (compromise: string) => boolean,
  circumstance: 0 | 1 = 1,
): number | null {
  const sizes = sets
    .filter((set) => set.every((one) => belongs(one) || isCircumstance(one)))
    .map((set) => set.reduce((size, one) => size + (isCircumstance(one) ? circumstance : 1), 0));
  return sizes.length === 0 ? null : Math.min(...sizes);
}

function isOf(compromise: string, asked: CompromiseClass): boolean {
  return classOf(compromise) === asked;
}

function isLeak(compromise: string): boolean {
  return isOf(compromise, "infrastructure");
}

function isCircumstance(compromise: string): boolean {
  return isOf(compromise, "circumstance");
}

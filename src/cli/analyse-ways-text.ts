import { asTold, classOf, COMPROMISE_CLASSES } from "../analysis/compromises.ts";
import type { Leg } from "../analysis/walk.ts";
import { sayAnalysis } from "../words/analysis-say.ts";
import { saySet, sayWay } from "../words/way-say.ts";
import { LANGUAGE, wrap } from "./policy-text.ts";

/** One way to be defeated: what has to happen, and how it is walked. */
export interface WayDown {
  readonly set: readonly string[];
  readonly legs: readonly Leg[];
}

/** Remote ones first, then the smaller; what runs on the owner's own devices is one line. */
export function waysText(ways: readonly WayDown[]): readonly string[] {
  const resident = ways.filter(({ set }) => isResident(set));
  const others = remoteFirst(ways.filter(({ set }) => !isResident(set)));
  return [
    ...others.flatMap(({ set, legs }) => [wrap(`- ${setText(set)}`, 4, 6), legsText(legs)]),
    ...(resident.length === 0 ? [] : [wrap(`- ${sayAnalysis(LANGUAGE, "fold.endpoint")}`, 4, 6)]),
  ];
}

export function remoteFirst<T extends Pick<WayDown, "set">>(ways: readonly T[]): readonly T[] {
  return ways.toSorted((a, b) => farthest(a.set) - farthest(b.set) || a.set.length - b.set.length);
}

export function isResident(set: readonly string[]): boolean {
  return set.length === 1 && (set[0] ?? "").startsWith("malware(");
}

/** The class that is hardest to come by from afar decides where a set stands. */
function farthest(set: readonly string[]): number {
  const ranks = set
    .map((one) => COMPROMISE_CLASSES.indexOf(classOf(one)))
    .filter((rank) => rank !== COMPROMISE_CLASSES.indexOf("circumstance"));
  return Math.max(0, ...ranks);
}

export function setText(set: readonly string[]): string {
  return saySet(LANGUAGE, set.toSorted(asTold));
}

function legsText(legs: readonly Leg[]): string {
  return legs.length === 0 ? "" : wrap(`(${sayWay(LANGUAGE, legs)})`, 6);
}

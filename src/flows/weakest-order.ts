import type { Sets } from "../analysis/analyse.ts";
import { classOf, COMPROMISE_CLASSES, type CompromiseClass } from "../analysis/compromises.ts";

/** Where somebody has to be, or what he has to run, for all that a takeover needs. */
export type Reach = "afar" | "near" | "hand" | "device" | "server";

/** The same sets in the order in which they are told; those that tell of either device are one. */
export function inOrder(sets: Sets): readonly Sets[] {
  const groups = new Map<string, string[][]>();
  for (const set of sets.toSorted(byRemoteness)) {
    const key = keyOf(set.map((one) => one.replace(/\((?:phone|laptop)\)$/, "(device)")));
    groups.set(key, [...(groups.get(key) ?? []), [...set]]);
  }
  // Sets that mix the two devices, or of which there is one alone, stand by themselves.
  return [...groups.values()].flatMap((group) => (isEither(group) ? [group] : group.map(alone)));
}

/** Nothing comes last. */
export function byRemoteness(a: readonly string[] | null, b: readonly string[] | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return rankOf(a) - rankOf(b) || a.length - b.length;
}

function alone(set: readonly string[]): Sets {
  return [set];
}

function isEither(group: Sets): boolean {
  const devices = group.map((set) => new Set(set.flatMap((one) => deviceOf(one) ?? [])));
  return group.length === 2 && devices.every(({ size }) => size === 1);
}

function deviceOf(compromise: string): string | null {
  return /\((phone|laptop)\)$/.exec(compromise)?.[1] ?? null;
}

/** The same for the same set, however it is written. */
export function keyOf(set: readonly string[]): string {
  return set.toSorted().join(" & ");
}

/** The class that is hardest to come by from afar decides where a set stands. */
function rankOf(set: readonly string[]): number {
  const circumstance = COMPROMISE_CLASSES.indexOf("circumstance");
  const ranks = set.map((one) => COMPROMISE_CLASSES.indexOf(classOf(one)));
  return Math.max(0, ...ranks.filter((rank) => rank !== circumstance));
}

const REACHES: Readonly<Record<CompromiseClass, Reach>> = {
  "remote-bulk": "afar",
  "remote-targeted": "afar",
  proximity: "near",
  physical: "hand",
  "physical-lab": "hand",
  endpoint: "device",
  infrastructure: "server",
  circumstance: "afar",
};

export function reachOf(set: readonly string[]): Reach {
  const hardest = COMPROMISE_CLASSES[rankOf(set)];
  return hardest === undefined ? "afar" : REACHES[hardest];
}

import { keptBy } from "./authenticators.ts";
import type { Shape, Way } from "./shape.ts";
import { type Step, stepsOf } from "./steps.ts";
import { worldWith } from "./world.ts";

/** One way by which an owner gets in: all of it has to be shown. */
export interface Entry {
  readonly action: "sign-in" | "recover";
  readonly shown: readonly Way[];
  readonly waits: boolean;
}

/** Suppose that this is gone: things, as lock-outs name them, and credentials wherever they are. */
export interface Loss {
  readonly things: readonly string[];
  readonly credentials: readonly string[];
}

export const NOTHING_LOST: Loss = { things: [], credentials: [] };

/**
 * What still gets the owner in, nothing in it too much. It is empty for just those losses of things
 * that hold a set of the lock-out family: both are read off the same steps.
 */
export function entriesAfter(shape: Shape, loss: Loss): readonly Entry[] {
  const left = new Set(shape.ways.filter((way) => isLeft(shape, way, loss)));
  return (["sign-in", "recover"] as const).flatMap((action) => {
    const clauses = stepsOf(shape, action);
    if (clauses === null) return [];
    const taken = clauses.map(({ steps }) =>
      steps.filter(({ shown }) => shown.every(({ way }) => left.has(way))),
    );
    return least(taken.reduce(joined, [NOTHING_SHOWN]).map((entry) => ({ action, ...entry })));
  });
}

/** The things of which a loss takes something away from these. */
export function thingsUnder(shape: Shape, entries: readonly Entry[]): readonly string[] {
  const ways = new Set(entries.flatMap(({ shown }) => shown));
  return [...new Set([...ways].flatMap((way) => keptFor(shape, way).flat()))];
}

/** Whether it can still be shown. */
export function isLeft(shape: Shape, way: Way, { things, credentials }: Loss): boolean {
  if (way.credential !== null && credentials.includes(way.credential)) return false;
  return keptFor(shape, way).some((kept) => !kept.some((thing) => things.includes(thing)));
}

function keptFor({ formulas, world }: Shape, way: Way): readonly (readonly string[])[] {
  const around = worldWith(world, way.flags);
  return keptBy(way.authenticator, formulas, around);
}

type Together = Omit<Entry, "action">;

const NOTHING_SHOWN: Together = { shown: [], waits: false };

/** One step of each clause. */
function joined(some: readonly Together[], steps: readonly Step[]): readonly Together[] {
  return some.flatMap(({ shown, waits }) =>
    steps.map((step) => ({
      shown: [...new Set([...shown, ...step.shown.map(({ way }) => way)])],
      waits: waits || step.told !== null,
    })),
  );
}

/** Each list once, and none that asks for more than another one. */
function least(entries: readonly Entry[]): readonly Entry[] {
  const keyed = entries.map((entry) => ({ entry, keys: new Set(entry.shown.map(keyOf)) }));
  const sorted = keyed.toSorted(
    (a, b) => a.keys.size - b.keys.size || Number(a.entry.waits) - Number(b.entry.waits),
  );
  return sorted
    .filter(
      ({ entry, keys }, index) =>
        !sorted
          .slice(0, index)
          .some((less) => (entry.waits || !less.entry.waits) && isWithin(less.keys, keys)),
    )
    .map(({ entry }) => entry);
}

/** A passkey is the same one, whether or not its user is verified. */
function keyOf({ id, credential }: Way): string {
  return credential ?? id;
}

function isWithin(less: ReadonlySet<string>, more: ReadonlySet<string>): boolean {
  return [...less].every((one) => more.has(one));
}

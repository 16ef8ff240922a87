import type { Sets } from "../analysis/analyse.ts";
import { FORMULAS } from "../analysis/formulas.ts";
import { impliesIn } from "../analysis/implications.ts";
import { withstood } from "../analysis/withstood.ts";
import { REFERENCE_WORLD } from "../analysis/world.ts";
import { isResident, remoteFirst } from "./analyse-ways-text.ts";

/** What takes an account over, as it is today and under a policy. */
export interface Beside {
  /** Whether there is anybody whom the policy takes in as before. */
  readonly before: boolean;
  readonly rows: readonly BesideRow[];
}

export interface BesideRow {
  readonly set: readonly string[];
  /** A password that a mail resets, and a code from an app. */
  readonly today: boolean;
  /** Under the policy: an account that holds, or held, a passkey; null: it takes none. */
  readonly passkey: boolean | null;
  /** One that never did; null: it takes none. */
  readonly before: boolean | null;
}

/** One line for each smallest set of either, remote ones first. */
export function besideToday(today: Sets, passkey: Sets | null, before: Sets | null): Beside {
  const all = [today, passkey ?? [], before ?? []].flat();
  const sets = [...new Map(all.map((set) => [set.toSorted().join(), set])).values()];
  const ordered = [
    ...remoteFirst(sets.filter((set) => !isResident(set)).map((set) => ({ set }))),
    ...sets.filter(isResident).map((set) => ({ set })),
  ];
  const takes = (family: Sets, set: readonly string[]) =>
    withstood([set], family, IMPLIES).length === 0;
  return {
    before: before !== null,
    rows: ordered.map(({ set }) => ({
      set,
      today: takes(today, set),
      passkey: passkey === null ? null : takes(passkey, set),
      before: before === null ? null : takes(before, set),
    })),
  };
}

const IMPLIES = impliesIn(FORMULAS, REFERENCE_WORLD);

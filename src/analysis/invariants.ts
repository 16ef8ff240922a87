import type { PolicySource } from "../policy/schema.ts";
import type { Analysis, Sets } from "./analyse.ts";
import { CONTROL } from "./attack-rules.ts";
import { isRemote, UNRESPONSIVE } from "./compromises.ts";
import { consequences } from "./horn.ts";
import { impliesIn } from "./implications.ts";
import { compare } from "./compare.ts";
import { implied, type Implies } from "./lattice.ts";
import { COORDINATES, profileOf } from "./profile.ts";
import type { PolicyFamily } from "./policy-families.ts";
import { falls, quiet } from "./action-rules.ts";
import { stepsOf } from "./steps.ts";

export type Invariant = PolicySource["invariants"][number];

/** Whether a claim holds of every account that a policy admits, and what shows that it does not. */
export interface InvariantResult {
  readonly invariant: Invariant;
  readonly holds: boolean;
  /** Sets that break it. */
  readonly witnesses: Sets;
}

/** Decides the claims of a policy on one of its families. */
export function checkInvariants(
  invariants: readonly Invariant[],
  family: PolicyFamily,
): readonly InvariantResult[] {
  return invariants.map((invariant) => {
    const witnesses = WITNESSES[invariant](family);
    return { invariant, holds: witnesses.length === 0, witnesses };
  });
}

const WITNESSES: Readonly<Record<Invariant, (family: PolicyFamily) => Sets>> = {
  "no-single-remote-takeover": ({ analysis }) => singleRemote(analysis, false),
  "no-single-remote-takeover-without-delays": ({ analysis }) => singleRemote(analysis, true),
  "phishing-resistant-on-every-path": ({ analysis }) =>
    analysis.control.filter((set) => set.every((one) => LURES.has(one))),
  "recovery-not-weaker": ({ analysis, shape }) => weakerRecovery(analysis, impliesOf(shape)),
  "notice-independent": dependentNotices,
  "session-theft-gives-no-control": ({ analysis, shape }) =>
    THEFTS.filter((theft) => reaches(analysis, [theft], impliesOf(shape))).map((one) => [one]),
};

const LURES = new Set(["phishes-live", "coaches-user", UNRESPONSIVE]);
const THEFTS = ["steals-session", "infostealer(laptop)"];

/** One remote compromise is enough; a circumstance is a second one, or nothing. */
function singleRemote({ control }: Analysis, ignoringDelays: boolean): Sets {
  return control.filter((set) => {
    const size = ignoringDelays ? profileOf([set]).remoteIgnoringDelay : profileOf([set]).remote;
    return size !== null && size <= 1;
  });
}

/** By its sets, or coordinate by coordinate: whoever recovers could as well have signed in. */
function weakerRecovery({ entries }: Analysis, implies: Implies): Sets {
  const { weakerAgainst } = compare(entries.recover, entries.signIn, implies);
  const back = profileOf(entries.recover);
  const front = profileOf(entries.signIn);
  const worse = COORDINATES.some(
    (name) => (back[name] ?? Number.POSITIVE_INFINITY) < (front[name] ?? Number.POSITIVE_INFINITY),
  );
  return worse ? weakerAgainst : [];
}

/**
 * One remote compromise gives something that a recovery asks for, and keeps its notices from being
 * seen.
 */
function dependentNotices({ analysis, shape }: PolicyFamily): Sets {
  const implies = impliesOf(shape);
  const remote = analysis.program.atoms.filter(isRemote);
  const waiting = (stepsOf(shape, "recover") ?? [])
    .flatMap(({ steps }) => steps)
    .flatMap(({ shown, told }) => (told === null ? [] : [{ shown, told }]));
  return remote
    .filter((one) => {
      const holds = consequences(analysis.program, implied(one, implies));
      return waiting.some(
        ({ shown, told }) =>
          holds.has(quiet(told)) && shown.some(({ way }) => holds.has(falls(way))),
      );
    })
    .map((one) => [one]);
}

function reaches({ program }: Analysis, set: readonly string[], implies: Implies): boolean {
  const given = set.flatMap((one) => [...implied(one, implies)]);
  return consequences(program, given).has(CONTROL);
}

function impliesOf({ formulas, world }: PolicyFamily["shape"]): Implies {
  return impliesIn(formulas, world);
}

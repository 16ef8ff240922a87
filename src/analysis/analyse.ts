import { ACCESS, done, type Taken } from "./action-rules.ts";
import { attackOn, CONTROL } from "./attack-rules.ts";
import { certify } from "./certificate.ts";
import { UNRESPONSIVE } from "./compromises.ts";
import { programOf } from "./derive-rules.ts";
import { consequences, type Program, solve } from "./horn.ts";
import { impliesIn } from "./implications.ts";
import { IN, keepingProgram } from "./keeping-rules.ts";
import { type Family, generatorsOf, type Lattice, latticeOf, NEVER } from "./lattice.ts";
import { type Profile, profileOf } from "./profile.ts";
import type { Shape } from "./shape.ts";
import { transversals } from "./transversals.ts";

export type Sets = readonly (readonly string[])[];

/** What breaks one account. */
export interface Analysis {
  /** The smallest sets of compromises by which somebody acts in a session of it. */
  readonly access: Sets;
  /** The smallest sets by which somebody binds a credential of his own, or completes a recovery. */
  readonly control: Sets;
  /** The smallest sets of losses after which its owner has no way in or back. */
  readonly lockout: Sets;
  /** The smallest sets that sign in, and that recover. */
  readonly entries: { readonly signIn: Sets; readonly recover: Sets };
  readonly profile: ByGoal<Profile>;
  readonly phishable: Phishable;
  /** False where there were more sets than are worked out: then the smallest are given. */
  readonly complete: boolean;
  /** Which formulas it rests on. */
  readonly formulas: string;
  /** What it was read off: to walk the way of a set, and to check it again. */
  readonly program: Program;
  readonly taken: ReadonlyMap<string, Taken>;
}

export interface ByGoal<T> {
  readonly control: T;
  readonly access: T;
}

/**
 * Whether a lure alone reaches a goal, whatever the person can be made to type, paste or read out.
 */
export interface Phishable extends ByGoal<boolean> {
  /**
   * The same for CONTROL where notices are not heeded: a delay is no answer to a lure by itself.
   */
  readonly controlIfUserDoesNotReact: boolean;
}

/** What an attacker may do, before anything is worked out. */
export type Attacked = Pick<Analysis, "program" | "taken">;

export function attackOf(shape: Shape): Attacked {
  const attack = attackOn(shape);
  return {
    program: programOf(attack.rules, shape.formulas, shape.world),
    get taken() {
      return attack.taken;
    },
  };
}

/**
 * The one caller of the fixed point, for scenarios, accounts and the templates of a policy. What nobody
 * asks for is not worked out: of a change often no more than who takes control.
 */
export function analyse(shape: Shape, attacked: Attacked = attackOf(shape)): Analysis {
  const { program } = attacked;
  const lattice = latticeOf(program.atoms, impliesIn(shape.formulas, shape.world));
  const solved = lazily(() => solve(program, lattice));
  const setsFor = (goal: string) => lazily(() => setsOf(program, lattice, solved(), goal));
  const [access, control] = [setsFor(ACCESS), setsFor(CONTROL)];
  const [signIn, recover] = [setsFor(doneBy("sign-in")), setsFor(doneBy("recover"))];
  const lockout = lazily(() => lockoutOf(shape));
  const profile = lazily(() => ({ control: profileOf(control()), access: profileOf(access()) }));
  const phishable = lazily(() => phishableBy(program));
  return {
    get access() {
      return access();
    },
    get control() {
      return control();
    },
    get lockout() {
      return lockout().sets;
    },
    get entries() {
      return { signIn: signIn(), recover: recover() };
    },
    get profile() {
      return profile();
    },
    get phishable() {
      return phishable();
    },
    get complete() {
      solved();
      return !lattice.guard.exceeded && lockout().complete;
    },
    formulas: shape.formulas.version,
    program,
    get taken() {
      return attacked.taken;
    },
  };
}

/** Worked out when it is first asked for, and once. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function doneBy(action: "sign-in" | "recover"): string {
  return done({ action, params: {} });
}

function setsOf(
  program: Program,
  lattice: Lattice,
  found: ReadonlyMap<string, Family>,
  goal: string,
): Sets {
  const family = found.get(goal) ?? NEVER;
  // A family that was cut off may hold sets that one which was dropped would have made smaller.
  if (!lattice.guard.exceeded) certify(program, lattice, goal, family);
  return family.map((ideal) => generatorsOf(lattice, ideal)).toSorted(bySize);
}

function lockoutOf(shape: Shape): { readonly sets: Sets; readonly complete: boolean } {
  const program = keepingProgram(shape);
  const lattice = latticeOf(program.atoms, () => []);
  const family = solve(program, lattice).get(IN) ?? NEVER;
  const sets = transversals(family).map((ideal) => generatorsOf(lattice, ideal));
  return { sets: sets.toSorted(bySize), complete: !lattice.guard.exceeded };
}

const LURES = ["phishes-live", "coaches-user"];

function phishableBy(program: Program): Phishable {
  const lured = consequences(program, LURES);
  const unheeded = consequences(program, [...LURES, UNRESPONSIVE]);
  return {
    control: lured.has(CONTROL),
    access: lured.has(ACCESS),
    controlIfUserDoesNotReact: unheeded.has(CONTROL),
  };
}

/** The smaller first, then by name: the same families read the same. */
function bySize(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || (a.join() < b.join() ? -1 : 1);
}

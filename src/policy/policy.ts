import type { UvGrade } from "../assurance/assurance.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { Action } from "./action.ts";

/**
 * What the developer wants, parsed. There is no optional field that security depends on:
 * absent is not a value, and `parsePolicy` is the only way here.
 */
export interface Policy {
  readonly name: string;
  /** Each class of passkeys that a term may name. */
  readonly classes: ReadonlyMap<string, PasskeyClass>;
  readonly actions: ReadonlyMap<Action, readonly Combination[]>;
  readonly session: SessionLimits;
}

/** Which passkeys belong to a class: all those that are at least this. */
export interface PasskeyClass {
  readonly name: string;
  readonly userVerification: UvGrade;
}

/** One way to be allowed: all of its terms. A policy lists alternatives. */
export interface Combination {
  /** Names the rule in every decision, such as `sign-in/1`. */
  readonly rule: string;
  readonly terms: readonly Term[];
}

/** One thing that has to be shown. */
export interface Term {
  readonly ceremony: Ceremony;
  readonly method: Method;
  /** Null for every method but `passkey`. */
  readonly passkey: PasskeyClass | null;
  /** How old the evidence may be; null: as old as the attempt or session it belongs to. */
  readonly maxAgeSeconds: number | null;
}

export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

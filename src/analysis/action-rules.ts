import { type Action, beginsSession } from "../policy/action.ts";
import type { ActionParams } from "../policy/grant.ts";
import { UNRESPONSIVE } from "./compromises.ts";
import type { Rule } from "./horn.ts";
import type { NoticeChannel, Shape, Way } from "./shape.ts";
import { type ClauseSteps, type Shown, type Step, stepsOf } from "./steps.ts";

/** The attacker acts in a session of the account. */
export const ACCESS = "goal:access";

/** The account as it is, or as it is once something was done to it. */
export interface Situation {
  readonly name: string;
  readonly shape: Shape;
  /** The facts by which it comes about. */
  readonly needs: readonly string[];
}

/** An action, and what it is about. */
export interface Doing {
  readonly action: Action;
  readonly params: ActionParams;
}

/** A step that somebody takes. */
export interface Taken extends Doing {
  readonly step: Step;
}

export interface ActionRules {
  readonly rules: readonly Rule[];
  /**
   * Steps by `stepKey`: actions that ask for the same share their facts, and not their rules'
   * names. Few ever ask.
   */
  readonly taken: () => readonly (readonly [string, Taken])[];
}

const NOTHING: ActionRules = { rules: [], taken: () => [] };

/** One step of each clause; whatever needs a session needs one. */
export function actionRules(situation: Situation, doing: Doing): ActionRules {
  const clauses = stepsOf(situation.shape, doing.action, doing.params);
  if (clauses === null) return NOTHING;
  const session = beginsSession(doing.action) ? [] : [accessIn(situation)];
  const about = clauses.map((clause) => clauseRules(situation, doing, clause));
  const body = [...about.map(({ met }) => met), ...session, ...situation.needs];
  // Worked out once for all actions that ask for the same.
  const enough = `enough:${body.join(" & ")}`;
  return {
    rules: [
      ...about.flatMap(({ rules }) => rules),
      { head: enough, body },
      { head: done(doing), body: [enough] },
      ...(doing.action === "sign-in" && situation.needs.length > 0
        ? [{ head: accessIn(situation), body: [enough, done(doing)] }]
        : []),
    ],
    taken: () => clauses.flatMap(({ steps }) => steps.map((step) => takenBy(doing, step))),
  };
}

/**
 * Somebody acts in a session once it has come about: one that he began before ends with what it rested
 * on, and he has to sign in with what is left.
 */
export function accessIn({ name, needs }: Situation): string {
  return needs.length === 0 ? ACCESS : `access:${name}`;
}

function takenBy(doing: Doing, step: Step): readonly [string, Taken] {
  return [stepKey(done(doing), bodyOf(step, doing)), { ...doing, step }];
}

interface ClauseRules {
  /** The fact that the clause is met. */
  readonly met: string;
  readonly rules: readonly Rule[];
}

/** By shape and by what the clause is met by: the same rules, not others that say the same. */
const known = new WeakMap<Shape, Map<string, ClauseRules>>();

function clauseRules({ name, shape }: Situation, doing: Doing, clause: ClauseSteps): ClauseRules {
  // What an action is about is shown otherwise than for all else: it shares with no other action.
  const own = doing.params.credential === undefined ? [] : [done(doing)];
  const met = ["met", name, clause.alike, ...own].join(":");
  const ofShape = known.get(shape) ?? new Map<string, ClauseRules>();
  known.set(shape, ofShape);
  const rules = ofShape.get(met) ?? { met, rules: rulesOf(met, doing, clause) };
  ofShape.set(met, rules);
  return rules;
}

function rulesOf(met: string, doing: Doing, { steps }: ClauseSteps): readonly Rule[] {
  const bodies = new Map(
    steps.map((step) => {
      const body = bodyOf(step, doing);
      return [body.join(" & "), body] as const;
    }),
  );
  const told = new Map(
    steps.flatMap((step) => (step.told === null ? [] : [[quiet(step.told), step.told] as const])),
  );
  return [
    ...[...bodies.values()].map((body) => ({ head: met, body })),
    ...[...told.values()].flatMap(undisturbedRules),
  ];
}

/** Which step of which action it is, by the fact that it is done and what it rests on. */
export function stepKey(fact: string, body: readonly string[]): string {
  return `${fact} by ${body.join(" & ")}`;
}

/** In whichever order things are shown, it is the same. */
function bodyOf({ shown, told }: Step, doing: Doing): readonly string[] {
  const facts = new Set(shown.map((one) => shownBy(one, doing)).toSorted());
  return [...facts, ...(told === null ? [] : [quiet(told)])];
}

/** What was suspended is shown only to lift it. */
function shownBy({ way, fresh }: Shown, { params }: Doing): string {
  if (way.credential !== null && way.credential === params["credential"]) return defeated(way);
  return fresh ? falls(way) : carries(way);
}

/** Nobody objects: the person does not react, or nothing that was sent is seen. */
function undisturbedRules(told: readonly NoticeChannel[]): readonly Rule[] {
  return [
    { head: quiet(told), body: [UNRESPONSIVE] },
    { head: quiet(told), body: told.map((channel) => channel.quiet) },
  ];
}

/** Its formula is met: somebody else can show it, if it can be shown at all. */
export function defeated({ alike }: Way): string {
  return `defeated:${alike}`;
}

/** Somebody else can show it now. */
export function falls({ alike }: Way): string {
  return `falls:${alike}`;
}

/** Somebody else can show it, or has a session that rests on it. */
export function carries({ id }: Way): string {
  return `carries:${id}`;
}

export function done({ action, params }: Doing): string {
  return ["done", action, ...Object.values(params)].join(":");
}

export function quiet(told: readonly NoticeChannel[]): string {
  return `quiet:${told.map((channel) => channel.quiet).join("+")}`;
}

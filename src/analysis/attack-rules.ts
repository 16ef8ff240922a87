import { type Action, beginsSession, targetMethod } from "../policy/action.ts";
import {
  ACCESS,
  accessIn,
  actionRules,
  carries,
  defeated,
  done,
  type Doing,
  falls,
  quiet,
  type Situation,
  type Taken,
} from "./action-rules.ts";
import { fallsTo } from "./authenticators.ts";
import { expandClauses } from "./clauses.ts";
import type { Rule } from "./horn.ts";
import type { Shape, Way } from "./shape.ts";
import { lifted, situationsOf } from "./situations.ts";
import { stepsOf } from "./steps.ts";
import { worldWith } from "./world.ts";

/** The attacker binds a credential of his own, or completes a recovery: he stays. */
export const CONTROL = "goal:control";
/** A session that the owner began is taken over. */
export const SESSION = "goal:session";
/** What was bound before the owner came is still there. */
export const SURVIVES = "goal:survives";

const PRE_REGISTERS = "pre-registers";

/** An attack is rules, and which of their heads are steps that somebody takes. */
export interface Attack {
  readonly rules: readonly Rule[];
  readonly taken: ReadonlyMap<string, Taken>;
}

/**
 * What an attacker can do to an account, as rules: what defeats each thing that can be shown, which
 * of them carry out which action, what an action gives. Derived from the requirement of each
 * action; only what an allow buys (a session, a credential, another shape of the account) stands
 * here.
 */
export function attackOn(shape: Shape): Attack {
  const offered = [...shape.policy.actions.keys()];
  const entries = offered.filter((action) => action === "sign-in" || action === "recover");
  const bindings = offered.filter(binds);
  const { situations, changing, rules: changed } = situationsOf(shape);
  const doings = [...entries, ...bindings].map(plainly);
  const acting = [
    ...changing,
    ...situations.flatMap((one) => doings.map((doing) => actionRules(one, doing))),
  ];
  const rules = [
    ...shape.ways.flatMap((way) => fallRules(shape, way)),
    ...sessionRules(shape),
    ...changed,
    ...acting.flatMap((one) => one.rules),
    ...entries.map((action) => ({ head: ACCESS, body: [done(plainly(action))] })),
    // Its owner's rests on all that he has, and stands as long as he could sign in.
    ...situations.map((one) => ({ head: accessIn(one), body: [SESSION] })),
    ...["recover" as const, ...bindings].map((action) => ({
      head: CONTROL,
      body: [done(plainly(action))],
    })),
    ...survivalRules(situations, bindings),
  ];
  let taken: Attack["taken"] | null = null;
  return {
    rules,
    get taken() {
      taken ??= new Map(acting.flatMap((one) => one.taken()));
      return taken;
    },
  };
}

function plainly(action: Action): Doing {
  return { action, params: {} };
}

/** Whether who may do this leaves something of his own behind. */
function binds(action: Action): boolean {
  if (beginsSession(action) || targetMethod(action) !== null) return false;
  return /^(?:enrol|change|regenerate):/.test(action);
}

function fallRules({ formulas, world, account }: Shape, way: Way): readonly Rule[] {
  const kept = account.credentials.find(({ id }) => id === way.credential);
  const around = worldWith(world, way.flags);
  return [
    ...fallsTo(way.authenticator, formulas, around).map((body) => ({ head: defeated(way), body })),
    { head: falls(way), body: [defeated(way), ...(kept === undefined ? [] : lifted(kept))] },
    { head: carries(way), body: [falls(way)] },
  ];
}

/**
 * A session that is taken over carries whatever its owner ever showed in it, as old as that may be: for
 * each action that he carried out before, all that it asks for. Of what was suspended since, nothing,
 * until it is lifted.
 */
function sessionRules({ ways, account, formulas, world }: Shape): readonly Rule[] {
  return [
    ...expandClauses(formulas.session, world).map((body) => ({ head: SESSION, body })),
    ...ways.map((way) => {
      const kept = account.credentials.find(({ id }) => id === way.credential);
      return { head: carries(way), body: [SESSION, ...(kept === undefined ? [] : lifted(kept))] };
    }),
  ];
}

/**
 * Somebody signed up under the person's name before the person did, and what he bound then is still
 * there. Where signing up asks for nothing that only the owner of an address can show, he could.
 */
function survivalRules(
  situations: readonly Situation[],
  bindings: readonly Action[],
): readonly Rule[] {
  const [first] = situations;
  const signingUp = first?.shape.policy.actions.get("sign-up") ?? [];
  const unproved = signingUp.some(({ terms }) =>
    terms.every(({ ceremony }) => ceremony === "enrol"),
  );
  if (first === undefined || !unproved) return [];
  return [
    { head: SURVIVES, body: [PRE_REGISTERS] },
    { head: ACCESS, body: [SURVIVES] },
    ...bindings.flatMap((action) =>
      (stepsOf(first.shape, action) ?? []).flatMap(({ steps }) =>
        steps.map(({ told }) => ({
          head: done(plainly(action)),
          body: [SURVIVES, ...(told === null ? [] : [quiet(told)])],
        })),
      ),
    ),
  ];
}

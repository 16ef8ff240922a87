import type { Method } from "../evidence/methods.ts";
import { parseAction } from "../policy/action.ts";
import type { Policy } from "../policy/policy.ts";
import type { CredentialView } from "../policy/requirement.ts";
import { type ActionRules, actionRules, done, type Doing, type Situation } from "./action-rules.ts";
import type { Rule } from "./horn.ts";
import type { Shape } from "./shape.ts";
import { stepsOf } from "./steps.ts";

/** What can be made of an account by those who may change what it has. */
export interface Situations {
  readonly situations: readonly Situation[];
  /** How what they need comes about. */
  readonly changing: readonly ActionRules[];
  readonly rules: readonly Rule[];
}

/**
 * An attacker need not take an account as it is. He lifts what was suspended; and where he may
 * remove the last credential of a method, the mark falls that keeps weaker rules closed
 * (`unlessEverHad`, bypass class B51); and who may remove the number, to which notice goes, is
 * told of by one channel less. Suspending opens no rule and silences nobody, nor does removing what
 * no rule asks after: those are not followed.
 */
export function situationsOf(given: Shape): Situations {
  const inactive = given.account.credentials.filter(({ state }) => state !== "active");
  const asItIs: Situation = { name: "as-it-is", shape: given, needs: [] };
  const lifts = inactive.flatMap((one) => doingTo("lift", one));
  const lifting = lifts.map((doing) => actionRules(asItIs, doing));
  const active = withLifted(given);
  const base: Situation = { name: "as-it-is", shape: active, needs: [] };
  const lowered = loweredFrom(active);
  const removals = new Set(lowered.flatMap(({ removing }) => removing));
  const removing = [...removals].map((doing) => actionRules(base, doing));
  return {
    situations: [base, ...lowered],
    changing: [...lifting, ...removing],
    rules: lowered.flatMap(({ needs: [name = ""], removing: doings }) => [
      { head: name, body: doings.map(done) },
    ]),
  };
}

/** What is suspended as if it were not: that it has to be lifted first is said where it falls. */
function withLifted(shape: Shape): Shape {
  const credentials = shape.account.credentials.map((one) => ({
    ...one,
    state: "active" as const,
  }));
  return { ...shape, account: { ...shape.account, credentials } };
}

/** The fact that a credential can be shown: it is active, or was lifted. */
export function lifted(one: CredentialView): readonly string[] {
  if (one.state === "active") return [];
  const [doing] = doingTo("lift", one);
  return doing === undefined ? ["never:lifted"] : [done(doing)];
}

interface Lowered extends Situation {
  readonly removing: readonly Doing[];
}

/**
 * For each choice of marks that close a rule: the account without the credentials that keep them.
 */
function loweredFrom(shape: Shape): readonly Lowered[] {
  const { account } = shape;
  const marks = closingMethods(shape.policy).filter(
    (method) =>
      account.everHad.includes(method) && account.credentials.some((one) => one.method === method),
  );
  const all = removesNotice(shape) ? [...new Set<Method>([...marks, "sms-code"])] : marks;
  return choicesOf(all).flatMap((methods): readonly Lowered[] => {
    const gone = account.credentials.filter(({ method }) => methods.includes(method));
    const credentials = account.credentials.filter((one) => !gone.includes(one));
    // The last way in is never removed, by the mark that stands until it is.
    if (!hasSteps({ ...shape, account: { ...account, credentials } })) return [];
    const everHad = account.everHad.filter((method) => !methods.includes(method));
    const after = withoutNumber(shape, methods.includes("sms-code"));
    const name = `without-${methods.join("-")}`;
    const removing = gone.flatMap((one) => doingTo("remove", one));
    const lowered = { ...after, account: { ...after.account, credentials, everHad } };
    return [{ name, shape: lowered, needs: [`lowered:${name}`], removing }];
  });
}

/** Notice goes to a number for as long as the account has it, and to it no more. */
function withoutNumber(shape: Shape, gone: boolean): Shape {
  if (!gone) return shape;
  const { account } = shape;
  const numbers = account.credentials.filter(({ method }) => method === "sms-code").length;
  return {
    ...shape,
    account: { ...account, channels: account.channels - numbers },
    channelsOf: (combination) =>
      shape
        .channelsOf(combination)
        .map((list) => list.filter(({ root }) => !root.startsWith("number:")))
        .filter((list) => list.length >= combination.conditions.channels),
  };
}

/**
 * Whether somebody gains by removing the number: something waits for notice, and what the removal
 * asks for does not let him bind something of his own anyway.
 */
function removesNotice(shape: Shape): boolean {
  const number = shape.account.credentials.find(({ method }) => method === "sms-code");
  const waits = [...shape.policy.actions.values()].flat().some((rule) => rule.delaySeconds > 0);
  if (number === undefined || !waits) return false;
  const asItIs: Situation = { name: "as-it-is", shape, needs: [] };
  const [removal] = doingTo("remove", number).map((doing) => bodiesOf(asItIs, doing));
  if (removal === undefined || removal === null) return removal === null;
  const binding = [...shape.policy.actions.keys()]
    .filter((action) => /^(?:enrol|change|regenerate):/.test(action))
    .map((action) => bodiesOf(asItIs, { action, params: {} }));
  return !binding.some((bodies) =>
    removal.every((body) => bodies?.some((less) => less.every((fact) => body.includes(fact)))),
  );
}

/** What meets an action of one clause; null: there are several clauses. */
function bodiesOf(situation: Situation, doing: Doing): readonly (readonly string[])[] | null {
  const { rules } = actionRules(situation, doing);
  const met = rules.filter(({ head }) => head.startsWith("met:"));
  if (new Set(met.map(({ head }) => head)).size > 1) return null;
  return met.map(({ body }) => body.map((fact) => fact.replace(/^defeated:/, "falls:")));
}

function hasSteps(shape: Shape): boolean {
  return (stepsOf(shape, "sign-in") ?? []).every(({ steps }) => steps.length > 0);
}

/** Methods that close some rule to those who ever had them. */
export function closingMethods(policy: Policy): readonly Method[] {
  const known = closing.get(policy) ?? readClosing(policy);
  closing.set(policy, known);
  return known;
}

const closing = new WeakMap<Policy, readonly Method[]>();

function readClosing(policy: Policy): readonly Method[] {
  const rules = [policy.actions, ...[...policy.groups.values()].map(({ actions }) => actions)];
  const combinations = rules.flatMap((actions) => [...actions.values()].flat());
  return [...new Set(combinations.flatMap(({ conditions }) => conditions.unlessEverHad))];
}

/** Every choice of at least one. */
export function choicesOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  const choices = all.reduce<readonly (readonly T[])[]>(
    (some, one) => [...some, ...some.map((choice) => [...choice, one])],
    [[]],
  );
  return choices.slice(1);
}

function doingTo(verb: "lift" | "remove", { id, method }: CredentialView): readonly Doing[] {
  const action = parseAction(`${verb}:${method}`);
  return action === undefined ? [] : [{ action, params: { credential: id } }];
}

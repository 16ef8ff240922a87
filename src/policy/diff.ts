import type { Knowledge } from "../assurance/knowledge.ts";
import { canonicalJson } from "../base/digest.ts";
import type { Instant } from "../base/time.ts";
import { type Action, targetMethod } from "./action.ts";
import { askPolicy, canShow, DIFF_ACCOUNTS, type DiffAccount } from "./diff-ask.ts";
import { type Change, type Difference, groupDifferences } from "./diff-group.ts";
import { diffSettings, type SettingChange } from "./diff-settings.ts";
import { evidenceSets } from "./diff-space.ts";
import type { Policy } from "./policy.ts";
import type { Offered } from "./reachable.ts";
import { type Suppose, supposer } from "./diff-suppose.ts";

/** Two policies, and what both are asked against. */
export interface Comparison {
  readonly before: Policy;
  readonly after: Policy;
  readonly knowledge: Knowledge;
  readonly offered: Offered;
  readonly now: Instant;
}

export interface PolicyDiff {
  readonly changes: readonly Change[];
  readonly settings: readonly SettingChange[];
}

/**
 * What gets another answer, found by asking `decide` both ways about a space of suppositions. What is
 * not in that space is not seen: it holds every kind of passkey, every method, each alone and in
 * pairs, and each rule of either policy with every kind in every place.
 */
export function diffPolicies(comparison: Comparison): PolicyDiff {
  const { before, after } = comparison;
  const suppose = supposer(comparison.knowledge, comparison.now);
  const differences = alike(comparison).flatMap((actions) =>
    differencesOf(comparison, suppose, actions),
  );
  return { changes: groupDifferences(differences), settings: diffSettings(before, after) };
}

/** Actions of which both policies ask the same are asked about once. */
function alike({ before, after }: Comparison): readonly (readonly [Action, ...Action[]])[] {
  const actions = new Set([...before.actions.keys(), ...after.actions.keys()]);
  const groups = new Map<string, [Action, ...Action[]]>();
  for (const action of actions) {
    if (whatDecides(before, action) === whatDecides(after, action)) continue;
    // Who signs up has no account, and what is removed is one thing and no other.
    const own = action === "sign-up" || targetMethod(action) !== null ? action : "";
    const key = canonicalJson([own, rulesOf(before, action), rulesOf(after, action)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [action]);
    else group.push(action);
  }
  return [...groups.values()];
}

/**
 * Everything of a policy that an answer about an action could depend on: all that it says, but for
 * what is about something else. What is alike in it gets the same answers.
 */
function whatDecides({ source }: Policy, action: Action): string {
  const { name: _, $schema: __, session: ___, invariants: ____, ...rest } = source;
  const rules = (actions: Policy["source"]["actions"] = {}) => [
    actions[action],
    // To remove something takes a way in that is left.
    actions["sign-in"],
  ];
  const groups = Object.entries(source.groups).map(([name, group]) => [name, rules(group.actions)]);
  return canonicalJson({ ...rest, actions: rules(source.actions), groups });
}

function rulesOf({ actions, groups }: Policy, action: Action): unknown {
  const rules = [...groups].map(([name, group]) => [name, group.actions.get(action) ?? null]);
  const all = [actions.get(action) ?? null, ...rules];
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (key === "rule" ? null : value)));
}

function differencesOf(
  comparison: Comparison,
  suppose: Suppose,
  actions: readonly [Action, ...Action[]],
): readonly Difference[] {
  const [action] = actions;
  const { before, after, offered } = comparison;
  const accounts: DiffAccount[] = [
    ...DIFF_ACCOUNTS,
    ...new Set([...before.groups.keys(), ...after.groups.keys()].map((g) => `group:${g}` as const)),
  ];
  return evidenceSets([before, after], action).flatMap((evidence) =>
    accounts
      .filter((account) => canShow(account, action, evidence))
      .flatMap((account) => {
        const about = { ...suppose(account, evidence), params: paramsOf(action) };
        const question = { ...about, policy: before, action, offered };
        const [old, young] = [askPolicy(before, question), askPolicy(after, question)];
        if (JSON.stringify(old.answer) === JSON.stringify(young.answer)) return [];
        const rules = { before: old.rules, after: young.rules };
        return [{ actions, account, evidence, before: old.answer, after: young.answer, rules }];
      }),
  );
}

/** What is removed, suspended, lifted or renamed is something that the account has. */
function paramsOf(action: Action): Readonly<Record<string, string>> {
  const method = targetMethod(action);
  if (method === null) return {};
  return { credential: method === "passkey" ? "kept-one" : method };
}

import { type Checked, combinationsOf, type PlacedRule } from "./check-world.ts";
import { type Finding, finding } from "./check-finding.ts";
import { asksNoMore, orderOfClasses } from "./check-subset.ts";
import { ASKED_IN_ORDER } from "./explain-shortfalls.ts";
import type { PasskeyClass } from "./policy.ts";
import { isOffered, offerOf } from "./reachable.ts";
import { classShortfall } from "./satisfies.ts";

/** What single rules and classes are good for. */
export function checkRules(checked: Checked): readonly Finding[] {
  const rules = combinationsOf(checked.policy);
  return [
    ...neverDeciding(rules),
    ...emptyClasses(checked, rules),
    ...unmeetable(checked, rules),
    ...notOffered(checked, rules),
    ...unusedClasses(checked, rules),
  ];
}

/** An earlier rule of the same list that asks for no more is met first, always. */
function neverDeciding(rules: readonly PlacedRule[]): readonly Finding[] {
  const isWithin = orderOfClasses();
  return rules.flatMap((later) => {
    const earlier = rules
      .slice(0, rules.indexOf(later))
      .filter(({ action, from }) => action === later.action && from === later.from)
      .find(({ combination }) => asksNoMore(combination, later.combination, isWithin));
    if (earlier === undefined) return [];
    const [rule, by] = [later.combination.rule, earlier.combination.rule];
    return [
      finding("warning", "rule_never_decides", {
        path: later.path,
        rules: [rule],
        params: { rule, by },
      }),
    ];
  });
}

/** Classes that no passkey can be in, as far as is known, and what the nearest one lacks. */
function emptyClasses(checked: Checked, rules: readonly PlacedRule[]): readonly Finding[] {
  return [...checked.policy.classes.values()].flatMap((one) => {
    const naming = rules.map(({ combination }) => ({
      ...combination,
      terms: combination.terms.filter(({ classes }) => classes.includes(one)),
    }));
    const named = naming.some(({ terms }) => terms.length > 0);
    if (!named || checked.inOneOf([one]).length > 0) return [];
    const shut = naming
      .filter(({ terms }) => terms.some(({ classes }) => checked.inOneOf(classes).length === 0))
      .map(({ rule }) => rule);
    return [
      finding("note", "class_empty", {
        path: `passkeyClasses.${one.name}`,
        rules: shut,
        params: { class: one.name, lacks: nearest(checked, one), count: shut.length },
      }),
    ];
  });
}

/** What the passkey lacks that comes nearest; where there is none at all, the most that is asked. */
function nearest({ known }: Checked, asked: PasskeyClass): keyof PasskeyClass {
  const lacks = new Set(known.map(({ weighed }) => classShortfall(weighed, asked)));
  const asks = (key: keyof PasskeyClass) => asked[key] !== false && asked[key] !== null;
  return ASKED_IN_ORDER.findLast(known.length > 0 ? (key) => lacks.has(key) : asks) ?? "keepers";
}

/**
 * Rules that nothing meets although each of their classes has somebody in it, by action. Where no
 * rule of an action is left, that is said of the action.
 */
function unmeetable(checked: Checked, rules: readonly PlacedRule[]): readonly Finding[] {
  const shut = rules
    .filter(({ combination }) => !checked.canBeMet(combination))
    .filter(({ combination }) =>
      combination.terms
        .filter(({ method }) => method === "passkey")
        .every(({ classes }) => checked.inOneOf(classes).length > 0),
    );
  const lists = new Map<string, PlacedRule[]>();
  for (const rule of shut) lists.set(listOf(rule), [...(lists.get(listOf(rule)) ?? []), rule]);
  return [...lists]
    .filter(([path]) =>
      rules.some((one) => listOf(one) === path && checked.canBeMet(one.combination)),
    )
    .map(([path, some]) =>
      finding("warning", "rule_unmeetable", {
        path,
        rules: some.map(({ combination }) => combination.rule),
        params: { count: some.length },
      }),
    );
}

function listOf({ path }: PlacedRule): string {
  return path.slice(0, path.lastIndexOf("["));
}

/** What this deployment cannot do, each once. */
function notOffered({ offered }: Checked, rules: readonly PlacedRule[]): readonly Finding[] {
  const asking = new Map<string, string[]>();
  for (const { combination } of rules) {
    const missing = combination.terms.filter((term) => !isOffered(offered, term)).map(offerOf);
    for (const what of new Set(missing)) {
      asking.set(what, [...(asking.get(what) ?? []), combination.rule]);
    }
  }
  const waiting = rules
    .filter(({ combination }) => combination.delaySeconds > 0 && !offered.has("wait"))
    .map(({ combination }) => combination.rule);
  const findings = [...asking].map(([what, named]) =>
    finding("note", "not_offered", { rules: named, params: { what, count: named.length } }),
  );
  if (waiting.length === 0) return findings;
  return [
    ...findings,
    finding("note", "cannot_wait_here", { rules: waiting, params: { count: waiting.length } }),
  ];
}

function unusedClasses({ policy }: Checked, rules: readonly PlacedRule[]): readonly Finding[] {
  const used = new Set(
    rules.flatMap(({ combination }) => combination.terms.flatMap(({ classes }) => classes)),
  );
  return [...policy.classes.values()]
    .filter((one) => !used.has(one))
    .map(({ name }) =>
      finding("note", "class_unused", {
        path: `passkeyClasses.${name}`,
        params: { class: name },
      }),
    );
}

import type { z } from "zod";
import { type Action, parseAction } from "./action.ts";
import type { Combination, PasskeyClass, Policy, Term } from "./policy.ts";
import { type PolicySource, policySchema, type TermSource } from "./schema.ts";

/** One thing that is wrong with a policy: where, and what was expected there. */
export interface PolicyProblem {
  /** A path as one would write it, such as `actions.sign-in.anyOf[0].allOf[1].class`. */
  readonly path: string;
  readonly expected: string;
}

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** Parses a policy once, from anything. All problems are named at once. */
export function parsePolicy(source: unknown): ParsedPolicy {
  const shape = policySchema.safeParse(source);
  if (!shape.success) return { ok: false, problems: shape.error.issues.flatMap(problemOf) };
  const problems = [...unknownNames(shape.data), ...impossibleTerms(shape.data)];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, policy: build(shape.data) };
}

function build(source: PolicySource): Policy {
  const classes = new Map<string, PasskeyClass>(
    Object.entries(source.passkeyClasses).map(([name, rules]) => [name, { name, ...rules }]),
  );
  const actions = new Map<Action, readonly Combination[]>();
  for (const [name, rule] of Object.entries(source.actions)) {
    const action = parseAction(name);
    if (action === undefined) continue;
    actions.set(
      action,
      rule.anyOf.map(({ allOf }, index) => ({
        rule: `${name}/${index + 1}`,
        terms: allOf.map((term) => buildTerm(term, classes)),
      })),
    );
  }
  return { name: source.name, classes, actions, session: source.session };
}

function buildTerm(term: TermSource, classes: ReadonlyMap<string, PasskeyClass>): Term {
  const maxAgeSeconds = term.maxAgeSeconds ?? null;
  const passkey = "class" in term ? (classes.get(term.class) ?? null) : null;
  return "prove" in term
    ? { ceremony: "prove", method: term.prove, passkey, maxAgeSeconds }
    : { ceremony: "enrol", method: term.enrol, passkey, maxAgeSeconds };
}

function unknownNames(source: PolicySource): readonly PolicyProblem[] {
  const classes = Object.keys(source.passkeyClasses);
  const actions = Object.keys(source.actions)
    .filter((name) => parseAction(name) === undefined)
    .map((name) => ({ path: `actions.${name}`, expected: "the name of an action" }));
  const terms = everyTerm(source)
    .filter(({ term }) => "class" in term && !classes.includes(term.class))
    .map(({ path }) => ({
      path: `${path}.class`,
      expected: `one of passkeyClasses: ${classes.join(", ") || "(none is declared)"}`,
    }));
  return [...actions, ...terms];
}

/** A sign-in that creates something, or a sign-up that binds before it proved anything. */
function impossibleTerms(source: PolicySource): readonly PolicyProblem[] {
  return everyTerm(source)
    .filter(({ action, term }) => action === "sign-in" && "enrol" in term)
    .map(({ path }) => ({ path, expected: "a `prove` term: signing in creates nothing" }));
}

function everyTerm(source: PolicySource) {
  return Object.entries(source.actions).flatMap(([action, rule]) =>
    rule.anyOf.flatMap((combination, i) =>
      combination.allOf.map((term, j) => ({
        action,
        term,
        path: `actions.${action}.anyOf[${i}].allOf[${j}]`,
      })),
    ),
  );
}

function problemOf(issue: z.core.$ZodIssue): readonly PolicyProblem[] {
  const at = pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: at === "" ? key : `${at}.${key}`,
      expected: "no such key",
    }));
  }
  return [{ path: at === "" ? "(the policy)" : at, expected: expectation(issue) }];
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  return '{ "prove" or "enrol": a method, "class": a passkey class (passkeys only), "maxAgeSeconds"? }';
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : text === ""
          ? String(part)
          : `${text}.${String(part)}`,
    "",
  );
}

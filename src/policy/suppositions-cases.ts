import type { Knowledge } from "../assurance/knowledge.ts";
import type { ReasonCode } from "../assurance/reasons.ts";
import type { Instant } from "../base/time.ts";
import { type Action, parseAction } from "./action.ts";
import { decide } from "./decide.ts";
import type { Decision, RefusalCode } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { type PolicyProblem, problemsOf } from "./problems.ts";
import type { Offered } from "./reachable.ts";
import { questionAbout, type Supposed, supposeAll } from "./suppositions.ts";
import { caseFileSchema, type PolicyCase } from "./suppositions-schema.ts";

/** Whether a policy answers as one case says. */
export interface CaseResult {
  readonly name: string;
  readonly action: Action;
  readonly holds: boolean;
  readonly expected: Expected;
  readonly got: {
    readonly answer: Decision["answer"];
    readonly rule: string | null;
    readonly reasons: readonly (ReasonCode | RefusalCode)[];
  };
}

interface Expected {
  readonly answer: Decision["answer"];
  /** Null: whichever. */
  readonly rule: string | null;
  /** Each of them, and others as well. */
  readonly reasons: readonly string[];
}

export type RunCases =
  | { readonly ok: true; readonly results: readonly CaseResult[] }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

export interface CaseWorld {
  readonly policy: Policy;
  readonly knowledge: Knowledge;
  readonly offered: Offered;
  readonly now: Instant;
}

/** Asks `decide` about every case of a file, read from anything. All problems are named at once. */
export function runCases(value: unknown, world: CaseWorld): RunCases {
  const read = caseFileSchema.safeParse(value);
  if (!read.success) return { ok: false, problems: problemsOf(read.error) };
  const { policy, cases } = read.data;
  const problems: PolicyProblem[] = [];
  if (policy !== undefined && policy !== world.policy.name) {
    problems.push({ path: "policy", expected: `${world.policy.name}, which is asked about here` });
  }
  const results = cases.flatMap((one, index) => {
    const ran = runCase(one, world);
    if (ran.ok) return ran.results;
    problems.push(
      ...ran.problems.map(({ path, expected }) => ({ path: `cases[${index}].${path}`, expected })),
    );
    return [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, results };
}

function runCase(one: PolicyCase, world: CaseWorld): RunCases {
  const { name, action: named, expect, rule, reasons, ...suppositions } = one;
  const action = parseAction(named);
  if (action === undefined) {
    return { ok: false, problems: [{ path: "action", expected: "the name of an action" }] };
  }
  if (rule !== undefined && expect !== "allow" && expect !== "wait") {
    const problem = { path: "rule", expected: `no rule beside ${expect}: none matches then` };
    return { ok: false, problems: [problem] };
  }
  const read = supposeAll(suppositions, { ...world, action });
  if (!read.ok) return read;
  const expected = { answer: expect, rule: rule ?? null, reasons: reasons ?? [] };
  return { ok: true, results: [judged(name, action, expected, read.supposed, world)] };
}

function judged(
  name: string,
  action: Action,
  expected: Expected,
  supposed: Supposed,
  { policy, offered }: CaseWorld,
): CaseResult {
  const decision = decide(questionAbout(supposed, { policy, action, offered }));
  const got = {
    answer: decision.answer,
    rule: "rule" in decision ? decision.rule : null,
    reasons: [...new Set(decision.reasons.map(({ code }) => code))],
  };
  const holds =
    got.answer === expected.answer &&
    (expected.rule === null || expected.rule === got.rule) &&
    expected.reasons.every((code) => got.reasons.some((one) => one === code));
  return { name, action, holds, expected, got };
}

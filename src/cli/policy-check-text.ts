import type { PasskeyAnswer } from "../policy/answers.ts";
import { type Finding, SEVERITIES } from "../policy/check-finding.ts";
import type { CaseResult } from "../policy/suppositions-cases.ts";
import { isPolicyWord, sayPolicy, sayPolicyOf } from "../words/policy-say.ts";
import type { ClaimsReport } from "./policy-claims.ts";
import { brokenText, claimsText } from "./policy-claims-text.ts";
import { shortfallText } from "./policy-explain-text.ts";
import { headText, LANGUAGE, row, wrap } from "./policy-text.ts";

/** What `policy check` found, as JSON. */
export interface CheckReport extends ClaimsReport {
  readonly policy: string;
  readonly knowledge: string;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly answers: readonly PasskeyAnswer[];
  readonly cases: readonly CaseFileReport[];
}

export interface CaseFileReport {
  readonly file: string;
  readonly results: readonly CaseResult[];
}

/** The same for a person. */
export function checkText(report: CheckReport): string {
  const { findings, answers, cases } = report;
  return [
    headText(report),
    ...SEVERITIES.map((severity) =>
      section(
        countText(`severity.${severity}`, findings, severity),
        findings.filter((one) => one.severity === severity).map(findingText),
      ),
    ),
    section(sayPolicy(LANGUAGE, "verdict.title"), answers.map(answerText)),
    claimsText(report),
    ...cases.map(({ file, results }) => section(file, results.map(caseText))),
    `\n${summary(report)}\n`,
  ].join("");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `\n${title}\n${lines.join("")}`;
}

function countText(
  key: `severity.${Finding["severity"]}`,
  findings: readonly Finding[],
  severity: Finding["severity"],
): string {
  const count = findings.filter((one) => one.severity === severity).length;
  return sayPolicy(LANGUAGE, key, { count });
}

const RULES_NAMED = 6;

function findingText(one: Finding): string {
  const { severity, code, path, rules, params } = one;
  if (code === "invariant_broken") return `  ${code}  ${path}\n${brokenText(one)}`;
  const lacks = `lacks.${params["lacks"]}`;
  const values = isPolicyWord(lacks)
    ? { ...params, lacks: sayPolicyOf(LANGUAGE, lacks, {}) }
    : params;
  const said = wrap(sayPolicyOf(LANGUAGE, wordsOf(code, params), values), 4);
  const named = rules.slice(0, RULES_NAMED).join(", ");
  const more = rules.length > RULES_NAMED ? ", …" : "";
  const list = rules.length < 2 || severity === "note" ? "" : wrap(`${named}${more}`, 4);
  return `  ${[code, path].join("  ").trimEnd()}\n${said}${list}`;
}

/** Some are said in one of two ways. */
function wordsOf(code: Finding["code"], params: Finding["params"]) {
  if (code === "class_empty" && params["count"] === 0) return "finding.class_empty_beside";
  if (code === "signs_up_and_stays_out" && params["passkeys"] !== "") {
    return "finding.signs_up_with_and_stays_out";
  }
  return `finding.${code}` as const;
}

const VERDICT_WIDTH = 10;
const EXAMPLES = 2;

function answerText({ kind, verdict, rule, conditions, because, examples }: PasskeyAnswer): string {
  const names = examples.slice(0, EXAMPLES).join(", ");
  const who = names === "" ? "" : `, ${sayPolicy(LANGUAGE, "kind.example", { names })}`;
  const count = conditions?.passkeyKinds ?? 0;
  const when = count === 0 ? "" : `, ${sayPolicy(LANGUAGE, "verdict.kinds", { count })}`;
  const by = rule === null ? "" : ` (${rule}${when})`;
  const said = `${sayPolicy(LANGUAGE, `kind.${kind}`)}${who}${by}`;
  const why = because === null ? "" : wrap(shortfallText([because]), VERDICT_WIDTH + 4);
  return `${row(sayPolicy(LANGUAGE, `verdict.${verdict}`), VERDICT_WIDTH, said)}${why}`;
}

function caseText({ name, holds, expected, got }: CaseResult): string {
  if (holds) return row("ok", 4, name);
  const line = sayPolicy(LANGUAGE, "case.expected", {
    expected: sideText(expected),
    got: sideText(got),
  });
  return `${row("FAIL", 4, name)}${wrap(line, 8)}`;
}

function sideText({
  answer,
  rule,
  reasons,
}: Pick<CaseResult["got"], "answer" | "rule"> & { readonly reasons: readonly string[] }): string {
  const by = rule === null ? "" : ` by ${rule}`;
  return reasons.length === 0 ? `${answer}${by}` : `${answer}${by} (${reasons.join(", ")})`;
}

function summary({ findings, cases }: CheckReport): string {
  const counted = SEVERITIES.map((severity) =>
    countText(`severity.${severity}`, findings, severity),
  );
  const results = cases.flatMap((one) => one.results);
  const holding = results.filter(({ holds }) => holds).length;
  const held =
    results.length === 0
      ? []
      : [sayPolicy(LANGUAGE, "cases.hold", { holding, count: results.length })];
  return [...counted, ...held].join(", ").concat(".");
}

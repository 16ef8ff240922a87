import type { ExplainedClause, ExplainedCombination } from "../policy/explain-clauses.ts";
import type { Explanation, ExplainedDecision } from "../policy/explain.ts";
import type { ExplainedProof } from "../policy/explain-proofs.ts";
import type { Shortfall } from "../policy/explain-shortfalls.ts";
import type { ExplainedTerm } from "../policy/explain-terms.ts";
import { toIso } from "../base/time.ts";
import { isPolicyWord, sayDuration, sayPolicy, sayPolicyOf } from "../words/policy-say.ts";
import { sayReason } from "../words/say.ts";
import { headText, LANGUAGE, row, wrap } from "./policy-text.ts";

/** An explanation for a person. Proofs are numbered from one. */
export function explanationText(explanation: Explanation): string {
  const { action, decision, proofs, clauses } = explanation;
  return [
    headText(explanation),
    "\n",
    ...decisionText(action, decision),
    `\n${sayPolicy(LANGUAGE, proofs.length === 0 ? "title.nothing" : "title.shown")}\n`,
    ...proofs.map(proofText),
    ...clauses.map(clauseText),
  ].join("");
}

function decisionText(action: string, decision: ExplainedDecision): readonly string[] {
  const rule = "rule" in decision ? decision.rule : "";
  const said = sayPolicyOf(LANGUAGE, `answer.${decision.answer}`, { rule });
  const codes = [...new Set(decision.reasons.map(({ code }) => code))];
  return [
    `${action}: ${said}\n`,
    ...next(decision).map((line) => wrap(line, 2)),
    ...codes.map((code) => wrap(`- ${sayReason(LANGUAGE, code)}`, 2, 4)),
  ];
}

function next(decision: ExplainedDecision): readonly string[] {
  if (decision.answer === "need") {
    return decision.options.map(({ ceremony, methods }) =>
      sayPolicy(LANGUAGE, "answer.option", { ceremony, methods: methods.join(" + ") }),
    );
  }
  if (decision.answer !== "wait") return [];
  const { until, notices, delaySeconds } = decision;
  return [
    until === null
      ? sayPolicy(LANGUAGE, "answer.delay", { delay: sayDuration(LANGUAGE, delaySeconds) })
      : sayPolicy(LANGUAGE, "answer.until", { until: toIso(until) }),
    ...(notices === 0 ? [] : [sayPolicy(LANGUAGE, "answer.notices", { count: notices })]),
  ];
}

function proofText(proof: ExplainedProof, index: number): string {
  const { method, ceremony, ageSeconds, passkey, refusedBy, fallsTo, counts } = proof;
  const who = passkey === null ? "" : ` (${passkey.provider ?? passkey.keeper})`;
  const age = ageSeconds === 0 ? "" : `, ${sayPolicy(LANGUAGE, "proof.age", ageOf(ageSeconds))}`;
  const details = [
    ...(counts ? [] : [sayPolicy(LANGUAGE, "proof.elsewhere")]),
    ...(passkey === null
      ? []
      : [
          `UV ${sayPolicy(LANGUAGE, `uv.${passkey.userVerification}`)}`,
          `keeper ${passkey.keeper}`,
        ]),
    ...(refusedBy.length === 0 ? [] : [shortfallText([{ code: "refused", by: refusedBy }])]),
    `falls to ${fallsTo.join(", ")}`,
  ];
  const said = `${ceremony} ${method}${who}${age}`;
  return `${row(String(index + 1), 1, said)}${wrap(details.join("; "), 5)}`;
}

function clauseText({ from, combinations }: ExplainedClause): string {
  const title =
    from === "policy"
      ? sayPolicy(LANGUAGE, "title.rules")
      : sayPolicy(LANGUAGE, "title.group", { group: from });
  return `\n${title}\n${combinations.map(combinationText).join("")}`;
}

function combinationText(combination: ExplainedCombination): string {
  const { rule, state, terms } = combination;
  const why = whyText(combination);
  const head = `${rule}  ${sayPolicy(LANGUAGE, `state.${state}`)}${why === "" ? "" : `: ${why}`}`;
  return `${wrap(head, 2, 4)}${terms.map(termText).join("")}`;
}

function whyText({ closedBy, because, waiting }: ExplainedCombination): string {
  const closed = closedBy.map(({ condition, asked, is }) =>
    sayPolicyOf(LANGUAGE, `closed.${condition}`, { asked: String(asked), is: String(is) }),
  );
  const blocked = because.map((one) =>
    one.code === "not-offered"
      ? sayPolicy(LANGUAGE, "because.not-offered", { what: one.what })
      : sayPolicy(LANGUAGE, `because.${one.code}`),
  );
  const waits =
    waiting.state === "none"
      ? []
      : waiting.state === "running"
        ? [
            sayPolicy(LANGUAGE, "waiting.running", { until: toIso(waiting.until) }),
            sayPolicy(LANGUAGE, "waiting.missing", { count: waiting.noticesMissing }),
          ]
        : [sayPolicy(LANGUAGE, `waiting.${waiting.state}`)];
  return [...closed, ...blocked, ...waits].join("; ");
}

function termText({ metBy, candidates, ...asked }: ExplainedTerm): string {
  const { ceremony, method, classes, assertion, maxAgeSeconds } = asked;
  const kinds = [...classes, ...(assertion === null ? [] : [assertion])].join(", ");
  const age =
    maxAgeSeconds === null ? "" : `, ${sayPolicy(LANGUAGE, "term.age", ageOf(maxAgeSeconds))}`;
  const met =
    metBy === null
      ? sayPolicy(LANGUAGE, "term.missing")
      : sayPolicy(LANGUAGE, "term.met", { proof: metBy + 1 });
  const head = `${ceremony} ${method}${kinds === "" ? "" : ` (${kinds})`}${age}: ${met}`;
  const failing = candidates.map(({ proof, shortfalls }) =>
    row(String(proof + 1), 1, shortfallText(shortfalls), 6),
  );
  return `${wrap(head, 4, 6)}${failing.join("")}`;
}

/** Why a proof is not what was asked for; classes that lack the same are named together. */
export function shortfallText(shortfalls: readonly Shortfall[]): string {
  const together = new Map<string, string[]>();
  for (const shortfall of shortfalls) {
    if (shortfall.code !== "not-in-class") continue;
    const key = `${shortfall.lacks} ${String(shortfall.is)}`;
    together.set(key, [...(together.get(key) ?? []), shortfall.class]);
  }
  const said = shortfalls.map((shortfall) => {
    if (shortfall.code !== "not-in-class") return plainText(shortfall);
    const { lacks, is } = shortfall;
    const names = together.get(`${lacks} ${String(is)}`) ?? [];
    const how = lacks === "userVerification" ? uvText(String(is)) : String(is);
    return sayPolicyOf(LANGUAGE, `shortfall.${lacks}`, { class: names.join(", "), is: how });
  });
  return [...new Set(said)].join("; ");
}

function plainText(shortfall: Exclude<Shortfall, { readonly code: "not-in-class" }>): string {
  switch (shortfall.code) {
    case "refused":
      return sayPolicy(LANGUAGE, "shortfall.refused", { by: shortfall.by.join(", ") });
    case "too-old":
      return sayPolicy(LANGUAGE, "shortfall.too-old", ageOf(shortfall.ageSeconds));
    case "other-assertion":
      return sayPolicy(LANGUAGE, "shortfall.other-assertion", { is: shortfall.is });
    case "used-already":
      return sayPolicy(LANGUAGE, "shortfall.used-already");
    case "falls-with": {
      const { proof, to } = shortfall;
      return sayPolicy(LANGUAGE, "shortfall.falls-with", { proof: proof + 1, to: to.join(", ") });
    }
  }
}

function uvText(grade: string): string {
  const key = `uv.${grade}`;
  return isPolicyWord(key) ? sayPolicyOf(LANGUAGE, key, {}) : grade;
}

function ageOf(seconds: number): { readonly age: string } {
  return { age: sayDuration(LANGUAGE, seconds) };
}

import type { InvariantResult } from "../analysis/invariants.ts";
import type { Finding } from "../policy/check-finding.ts";
import { sayAnalysis } from "../words/analysis-say.ts";
import { headingText, limitsText } from "./analyse-text.ts";
import { isResident, setText } from "./analyse-ways-text.ts";
import type { Beside, BesideRow } from "./policy-beside.ts";
import type { Claim, ClaimsReport } from "./policy-claims.ts";
import type { Exception } from "./policy-exceptions.ts";
import { LANGUAGE, row, wrap } from "./policy-text.ts";

/** What is claimed, of whom it is not, and what takes an account over today and then. */
export function claimsText(report: ClaimsReport): string {
  const { claims, givenUp, exceptions, beside } = report;
  const given = givenUp.map((invariant) =>
    claimRow(sayAnalysis(LANGUAGE, "claims.given-up"), invariant),
  );
  return [
    headingText(sayAnalysis(LANGUAGE, "claims.heading")),
    ...claims.map(claimText),
    ...given,
    ...(claims.length + given.length > 0 ? [] : [wrap(sayAnalysis(LANGUAGE, "claims.none"), 2)]),
    ...(exceptions.length === 0 ? [] : [headingText(sayAnalysis(LANGUAGE, "exceptions.heading"))]),
    ...exceptions.flatMap(exceptionText),
    ...(report.complete ? [] : [`\n${wrap(sayAnalysis(LANGUAGE, "incomplete"), 0)}`]),
    ...besideText(beside),
    ...limitsText(report),
  ].join("");
}

/** A claim that does not hold: by what, by which way, and what to do. */
export function brokenText({ params }: Finding): string {
  const { invariant, happens, way, remedy } = params;
  const walked = way === "" ? "" : wrap(`(${String(way)})`, 4);
  const said = sayAnalysis(LANGUAGE, "claims.broken_by", {
    invariant: String(invariant),
    set: String(happens),
  });
  return `${wrap(said, 4)}${walked}${wrap(String(remedy), 4)}`;
}

const OUTCOME_WIDTH = 8;
const OUTCOMES = {
  proved: "claims.proved",
  broken: "claims.broken",
  undecided: "claims.undecided",
} as const;

function claimText({ invariant, outcome }: Claim): string {
  return claimRow(sayAnalysis(LANGUAGE, OUTCOMES[outcome]), invariant);
}

function claimRow(outcome: string, invariant: Claim["invariant"]): string {
  const said = `${invariant}: ${sayAnalysis(LANGUAGE, `claim.${invariant}`)}`;
  return row(outcome, OUTCOME_WIDTH, said);
}

function exceptionText(exception: Exception): readonly string[] {
  const { never, broken, versusBaseline, migrating, until, unendedRules } = exception;
  const lines = [
    ...(broken.length === 0 ? [sayAnalysis(LANGUAGE, "exceptions.holds")] : []),
    ...broken.flatMap(exceptedText),
    sayAnalysis(LANGUAGE, `exceptions.${versusBaseline}`),
    ...(migrating ? [endText(until)] : []),
    ...(unendedRules.length === 0
      ? []
      : [sayAnalysis(LANGUAGE, "exceptions.rules", { rules: unendedRules.join(", ") })]),
  ];
  const accounts = sayAnalysis(LANGUAGE, "exceptions.accounts", { methods: never.join(", ") });
  return [wrap(accounts, 2), ...lines.map((line) => wrap(line, 4))];
}

function endText(until: string | null): string {
  return until === null
    ? sayAnalysis(LANGUAGE, "exceptions.open")
    : sayAnalysis(LANGUAGE, "exceptions.until", { day: until });
}

function exceptedText({ invariant, witnesses }: InvariantResult): readonly string[] {
  return witnesses.map((set) => {
    const said = { invariant, set: setText(set) };
    return sayAnalysis(LANGUAGE, "claims.broken_by", said);
  });
}

const COLUMN = 9;
/** More than two compromises at once are counted, and listed for machines. */
const TOLD = 2;

function besideText({ before, rows }: Beside): readonly string[] {
  const told = rows.filter(({ set }) => set.length <= TOLD && !isResident(set));
  const resident = rows.filter(({ set }) => isResident(set)).slice(0, 1);
  const more = rows.filter(({ set }) => set.length > TOLD).length;
  const names = ["today", "passkey", ...(before ? (["before"] as const) : [])] as const;
  const head = names.map((name) => sayAnalysis(LANGUAGE, `beside.${name}`).padEnd(COLUMN)).join("");
  return [
    headingText(sayAnalysis(LANGUAGE, "beside.heading")),
    wrap(sayAnalysis(LANGUAGE, "beside.about"), 2),
    wrap(sayAnalysis(LANGUAGE, before ? "beside.columns_before" : "beside.columns"), 2),
    `\n  ${head.trimEnd()}\n`,
    ...told.map((one) => besideRow(one, before, setText(one.set))),
    ...resident.map((one) => besideRow(one, before, sayAnalysis(LANGUAGE, "fold.endpoint"))),
    ...(more === 0 ? [] : [wrap(sayAnalysis(LANGUAGE, "beside.more", { count: more }), 2)]),
  ];
}

function besideRow(
  { today, passkey, before }: BesideRow,
  withBefore: boolean,
  said: string,
): string {
  const cells = [today, passkey, ...(withBefore ? [before] : [])];
  const marks = cells.map((cell) =>
    sayAnalysis(LANGUAGE, cell === true ? "beside.yes" : "beside.no").padEnd(COLUMN),
  );
  return row(marks.join("").trimEnd(), COLUMN * cells.length - 2, said);
}

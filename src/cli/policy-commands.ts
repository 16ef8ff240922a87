import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { answersOf } from "../policy/answers.ts";
import { checkPolicy } from "../policy/check.ts";
import { worstFirst } from "../policy/check-finding.ts";
import { diffPolicies } from "../policy/diff.ts";
import { explain } from "../policy/explain.ts";
import { questionAbout, readSuppositions } from "../policy/suppositions.ts";
import { runCases } from "../policy/suppositions-cases.ts";
import { sayReason } from "../words/say.ts";
import { command, type CommonOptions, type Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { claimFindings, claimsOf } from "./policy-claims.ts";
import { type CaseFileReport, type CheckReport, checkText } from "./policy-check-text.ts";
import { diffText } from "./policy-diff-text.ts";
import { explanationText } from "./policy-explain-text.ts";
import {
  actionNamed,
  casesBeside,
  faultOf,
  type PolicyWorld,
  policyWorld,
  readJson,
} from "./policy-input.ts";
import { simulateCommand } from "./policy-simulate-command.ts";
import { LANGUAGE } from "./policy-text.ts";

interface CheckOptions extends CommonOptions {
  readonly cases?: readonly string[];
}

interface ExplainOptions extends CommonOptions {
  readonly action: string;
  readonly evidence: string;
}

const POLICY = "the name of a preset, or a JSON file; the configured one by default";

/** `policy check`, `explain`, `diff`, `simulate` and `show`. */
export function policyCommands(program: Command, io: CommandIo, ends: Ends): void {
  const policy = program.command("policy").description("What a policy asks for, and why.");
  command(policy, "check")
    .description("Find what is wrong with a policy, and run its cases.")
    .argument("[policy]", POLICY)
    .option("--cases <file...>", "files of cases, beside the one that stands by the policy")
    .action(async (named: string | undefined, options: CheckOptions) => {
      ends(await check(io, named, options));
    });
  command(policy, "explain")
    .description("Trace every rule of an action, and the fact that decided it.")
    .argument("[policy]", POLICY)
    .requiredOption("--action <action>", "such as sign-in or enrol:passkey")
    .requiredOption("--evidence <file>", "a JSON file of what is supposed to be shown")
    .action(async (named: string | undefined, options: ExplainOptions) => {
      await explainEvidence(io, named, options);
    });
  command(policy, "diff")
    .description("List what gets another answer from another policy.")
    .argument("<old>", POLICY)
    .argument("<new>", POLICY)
    .action(async (before: string, after: string, options: CommonOptions) => {
      ends(await diff(io, before, after, options));
    });
  simulateCommand(policy, io, ends);
  command(policy, "show")
    .description("Print a whole policy as JSON, with what it extends filled in.")
    .argument("[policy]", POLICY)
    .action(async (named: string | undefined, { json }: CommonOptions) => {
      const { source } = (await policyWorld(io, named)).policy;
      io.out(json === true ? jsonLine(source) : `${JSON.stringify(source, null, 2)}\n`);
    });
}

async function check(
  io: CommandIo,
  named: string | undefined,
  { json, cases: given = [] }: CheckOptions,
): Promise<ExitCode> {
  const world = await policyWorld(io, named);
  const { policy, knowledge, now } = world;
  const beside = await casesBeside(world.file);
  const asked = given.map((file) => resolve(io.cwd, file));
  const files = [...new Set([...(beside === null ? [] : [beside]), ...asked])];
  const cases = await Promise.all(files.map((file) => casesIn(file, world)));
  const claims = claimsOf(world);
  const findings = worstFirst([...checkPolicy(world), ...claimFindings(claims)]);
  const ok =
    findings.every(({ severity }) => severity !== "error") &&
    cases.every(({ results }) => results.every(({ holds }) => holds));
  const report: CheckReport = {
    policy: policy.version,
    knowledge: knowledge.version,
    ok,
    findings,
    answers: answersOf(policy, knowledge, now),
    ...claims,
    cases,
  };
  io.out(json === true ? jsonLine(report) : checkText(report));
  return ok ? 0 : 1;
}

/** @throws AssayFault `ASSAY_POLICY_CASES` */
async function casesIn(path: string, world: PolicyWorld): Promise<CaseFileReport> {
  const ran = runCases(await readJson(path, "ASSAY_POLICY_CASES"), world);
  if (!ran.ok) throw faultOf("ASSAY_POLICY_CASES", path, ran.problems);
  return { file: basename(path), results: ran.results };
}

/** @throws AssayFault `ASSAY_POLICY_ACTION`, `ASSAY_POLICY_EVIDENCE` */
async function explainEvidence(
  io: CommandIo,
  named: string | undefined,
  { json, action: text, evidence }: ExplainOptions,
): Promise<void> {
  const world = await policyWorld(io, named);
  const action = actionNamed(text);
  const path = resolve(io.cwd, evidence);
  const given = await readJson(path, "ASSAY_POLICY_EVIDENCE");
  const read = readSuppositions(given, { ...world, action });
  if (!read.ok) throw faultOf("ASSAY_POLICY_EVIDENCE", path, read.problems);
  const explanation = explain(questionAbout(read.supposed, { ...world, action }));
  const { decision } = explanation;
  const reasons = decision.reasons.map((one) => ({ ...one, text: sayReason(LANGUAGE, one.code) }));
  io.out(
    json === true
      ? jsonLine({ ...explanation, decision: { ...decision, reasons } })
      : explanationText(explanation),
  );
}

async function diff(
  io: CommandIo,
  old: string,
  young: string,
  { json }: CommonOptions,
): Promise<ExitCode> {
  const [{ policy: before }, { policy: after, ...world }] = await Promise.all([
    policyWorld(io, old),
    policyWorld(io, young),
  ]);
  const found = diffPolicies({ ...world, before, after });
  const versions = { before: before.version, after: after.version };
  io.out(
    json === true
      ? jsonLine({ ...versions, ...found })
      : diffText(versions.before, versions.after, found),
  );
  return found.changes.length === 0 && found.settings.length === 0 ? 0 : 1;
}

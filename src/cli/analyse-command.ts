import { resolve } from "node:path";
import type { Command } from "commander";
import { accountShape } from "../analysis/account.ts";
import { analyse, type Sets } from "../analysis/analyse.ts";
import { changesTo } from "../analysis/changes.ts";
import { FORMULAS } from "../analysis/formulas.ts";
import { impliesIn } from "../analysis/implications.ts";
import { checkInvariants } from "../analysis/invariants.ts";
import { LIMITS } from "../analysis/limits.ts";
import {
  analyseScenario,
  besideBaseline,
  type ComparedAnalysis,
  scenarioKinds,
  scenarioShape,
} from "../analysis/scenario.ts";
import { readScenario } from "../analysis/scenario-schema.ts";
import type { Shape } from "../analysis/shape.ts";
import type { Goal, Leg } from "../analysis/walk.ts";
import { AssayFault } from "../base/fault.ts";
import { readForAnalysis } from "../compose/operate-analyse.ts";
import { loadOperatorConfig } from "../config/load.ts";
import { labelsOf } from "./analyse-labels.ts";
import { type Said, analysisText } from "./analyse-text.ts";
import type { WayDown } from "./analyse-ways-text.ts";
import type { Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { operatorCommand, type OperatorFlags } from "./operations.ts";
import { faultOf, readJson } from "./policy-input.ts";

interface AnalyseFlags extends OperatorFlags {
  readonly scenario?: string;
}

/** `analyse`: which smallest sets of compromises take an account over. */
export function analyseCommand(program: Command, io: CommandIo, ends: Ends): void {
  const analysing = operatorCommand(program, "analyse")
    .description("Work out which smallest sets of compromises take an account over.")
    .argument("[account]", "the id of an account of the site, or an address of it")
    .option("--scenario <file>", "instead: a JSON file of ways in, ways back and surroundings");
  analysing.action(async (account: string | undefined, flags: AnalyseFlags) => {
    const { scenario } = flags;
    if (scenario !== undefined && account === undefined) {
      ends(await analyseFile(io, resolve(io.cwd, scenario), flags));
    } else if (scenario === undefined && account !== undefined) {
      ends(await analyseStored(io, account, flags));
    } else {
      analysing.error("error: name an account, or a file with --scenario");
    }
  });
}

/** @throws AssayFault `ASSAY_SCENARIO` */
async function analyseFile(io: CommandIo, path: string, { json }: AnalyseFlags): Promise<ExitCode> {
  const read = readScenario(await readJson(path, "ASSAY_SCENARIO"));
  if (!read.ok) throw faultOf("ASSAY_SCENARIO", path, read.problems);
  const analysis = analyseScenario(read.scenario);
  const title = read.scenario.title ?? null;
  const shape = scenarioShape(read.scenario);
  const said = () => ({ ...saidOf(shape, analysis, scenarioKinds(read.scenario)), title });
  io.out(json === true ? jsonLine(answer(analysis)) : analysisText(said()));
  return analysis.complete ? 0 : 1;
}

/**
 * What the policy claims is claimed of accounts that hold a passkey: of others it is said, and is
 * no no.
 * @throws AssayFault `ASSAY_ACCOUNT`
 */
async function analyseStored(
  io: CommandIo,
  named: string,
  { json, config, dev }: AnalyseFlags,
): Promise<ExitCode> {
  const { env, cwd, clock } = io;
  const settings = await loadOperatorConfig({ env, cwd, dev: dev === true, file: config });
  const input = await readForAnalysis(settings, clock, named);
  if (input === null) throw new AssayFault("ASSAY_ACCOUNT", `${named}: there is no such account`);
  const shape = accountShape(input);
  const analysis = besideBaseline(analyse(shape), impliesIn(shape.formulas, shape.world));
  const { policy, account } = input;
  const family = { never: [], shape, analysis };
  const claims = checkInvariants(policy.source.invariants, family);
  const kinds = [...new Set(shape.ways.map(({ authenticator }) => authenticator.kind))];
  const said = () => ({
    ...saidOf(shape, analysis, kinds, labelsOf(shape)),
    title: `${account.id}, ${policy.version}`,
    claims,
  });
  const subject = { account: account.id, policy: policy.version };
  io.out(
    json === true ? jsonLine({ ...subject, ...answer(analysis), claims }) : analysisText(said()),
  );
  const excepted = !account.everHad.includes("passkey");
  return analysis.complete && (excepted || claims.every(({ holds }) => holds)) ? 0 : 1;
}

/** For machines: what was asked for, and what it rests on. */
function answer(analysis: ComparedAnalysis) {
  const { control, access, lockout, profile, versusBaseline } = analysis;
  const { phishable, complete, formulas } = analysis;
  const own = { control, access, lockout, profile, versusBaseline };
  return { ...own, phishable, complete, formulas, limits: LIMITS };
}

function saidOf(
  shape: Shape,
  analysis: ComparedAnalysis,
  kinds: readonly string[],
  labels: ReadonlyMap<string, string> = new Map(),
): Said {
  const { control, access, lockout, profile, versusBaseline, formulas, complete } = analysis;
  const known = new Set(control.map((set) => set.join()));
  const beyond = access.filter((set) => !known.has(set.join()));
  return {
    title: null,
    control: waysDown(analysis, "control", control, labels),
    access: waysDown(analysis, "access", beyond, labels),
    lockout,
    profile: profile.control,
    baseline: analysis.baseline.profile.control,
    versusBaseline: versusBaseline.control,
    assumptions: kinds.map((kind) => ({
      name: kind,
      assumes: FORMULAS.authenticators[kind]?.assumes ?? "",
    })),
    changes: changesTo(shape, analysis).map((change) => ({
      ...change,
      shown: change.shown.map((id) => labels.get(id) ?? id),
    })),
    claims: [],
    formulas,
    complete,
  };
}

function waysDown(
  analysis: ComparedAnalysis,
  goal: Goal,
  sets: Sets,
  labels: ReadonlyMap<string, string>,
): readonly WayDown[] {
  const labelled = (leg: Leg): Leg =>
    leg.kind === "step" ? { ...leg, shown: leg.shown.map((id) => labels.get(id) ?? id) } : leg;
  return sets.map((set) => ({ set, legs: analysis.walk(goal, set).map(labelled) }));
}

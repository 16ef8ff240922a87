import { resolve } from "node:path";
import type { Command } from "commander";
import type { Operations } from "../compose/operate.ts";
import type { RegradeProgress } from "../flows/regrade.ts";
import { PRESET_NAMES } from "../policy/presets/sources.ts";
import type { Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import {
  operatorCommand,
  type OperatorFlags,
  withCount,
  withHooks,
  withOperations,
} from "./operations.ts";
import { gradedText, surveyJson, surveyText } from "./reassess-answers.ts";

interface ReassessFlags extends OperatorFlags {
  readonly dryRun?: true;
  readonly policy?: string;
  readonly providers?: string;
}

/** `assay reassess`: what is stored, graded by what is known and asked now. */
export function reassessCommand(program: Command, io: CommandIo, ends: Ends): void {
  const reassess = operatorCommand(program, "reassess")
    .description("Grade every credential by the policy and the knowledge in force.")
    .option("--dry-run", "say who would be affected, and change nothing")
    .option("--policy <policy>", "with --dry-run: by another preset or JSON policy")
    .option("--providers <file>", "with --dry-run: by another list of provider facts");
  reassess.action(async (flags: ReassessFlags) => {
    const asks = flags.policy !== undefined || flags.providers !== undefined;
    if (asks && flags.dryRun !== true) reassess.error(ONLY_ASKED);
    ends(await withOperations(io, flags, (operations) => run(io, flags, asks, operations)));
  });
}

const ONLY_ASKED =
  "error: --policy and --providers ask what would change, so they need --dry-run. " +
  "What is graded by is what the configuration names.";

async function run(
  io: CommandIo,
  flags: ReassessFlags,
  asks: boolean,
  operations: Operations,
): Promise<ExitCode> {
  if (asks) return survey(io, flags, operations);
  if (flags.dryRun === true) return answerPending(io, flags, await operations.pending());
  const graded = await withHooks(io, (hooks) => operations.reassess(hooks));
  io.out(flags.json === true ? jsonLine(graded) : gradedText(graded));
  return graded.left > 0 ? 1 : 0;
}

async function survey(
  io: CommandIo,
  { json, policy, providers }: ReassessFlags,
  operations: Operations,
): Promise<ExitCode> {
  const isPreset = policy === undefined || PRESET_NAMES.includes(policy);
  const next = {
    policy: isPreset ? policy : resolve(io.cwd, policy),
    providers: providers === undefined ? undefined : resolve(io.cwd, providers),
  };
  const found = await withCount(io, (seen) => operations.survey(next, seen));
  io.out(json === true ? jsonLine(surveyJson(found)) : surveyText(found));
  return 0;
}

function answerPending(
  io: CommandIo,
  { json }: ReassessFlags,
  { all, left }: RegradeProgress,
): ExitCode {
  io.out(
    json === true
      ? jsonLine({ all, left })
      : `${left} of ${all} credentials were graded by something else than what is in force.\n`,
  );
  return 0;
}

import { resolve } from "node:path";
import type { Command } from "commander";
import { FORMULAS } from "../analysis/formulas.ts";
import { LIMITS } from "../analysis/limits.ts";
import type { SimulatedPolicy } from "../compose/operate-simulate.ts";
import { presetSource } from "../policy/presets/sources.ts";
import type { Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { operatorCommand, type OperatorFlags, withBar, withOperations } from "./operations.ts";
import { simulationText } from "./policy-simulate-text.ts";

/** `policy simulate`: what another policy would do to every account of the site. */
export function simulateCommand(policy: Command, io: CommandIo, ends: Ends): void {
  operatorCommand(policy, "simulate")
    .description("Count what another policy would do to the accounts of the site.")
    .argument("<new>", "the name of a preset, or a JSON file")
    .action(async (named: string, flags: OperatorFlags) => {
      ends(await simulate(io, named, flags));
    });
}

/** 1: somebody would notice, or not everybody was looked at. */
async function simulate(io: CommandIo, named: string, flags: OperatorFlags): Promise<ExitCode> {
  const other = presetSource(named) === undefined ? resolve(io.cwd, named) : named;
  const found = await withOperations(io, flags, (operations) =>
    withBar(io, "accounts", (hooks) => operations.simulate(other, hooks)),
  );
  io.out(flags.json === true ? jsonLine(answer(found)) : simulationText(found));
  return found.all.changed === 0 && !found.stopped ? 0 : 1;
}

function answer({ groups, kinds, ...more }: SimulatedPolicy) {
  return {
    ...more,
    groups: Object.fromEntries(groups),
    kinds: Object.fromEntries(kinds),
    formulas: FORMULAS.version,
    limits: LIMITS,
  };
}

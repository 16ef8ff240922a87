import { setImmediate } from "node:timers/promises";
import type { Command } from "commander";
import type { Hooks } from "../compose/operate-bench.ts";
import { type Operations, openOperations } from "../compose/operate.ts";
import { loadOperatorConfig } from "../config/load.ts";
import type { SimulationHooks } from "../flows/simulation.ts";
import { command, type CommonOptions } from "./command.ts";
import type { CommandIo } from "./io.ts";
import { barOf, progressOf } from "./progress.ts";

/** What every command takes that works on the store of a site. */
export interface OperatorFlags extends CommonOptions {
  readonly config?: string;
  readonly dev?: true;
}

export function operatorCommand(parent: Command, name: string): Command {
  return command(parent, name)
    .option("--config <file>", "the configuration file, instead of assay.config.* here")
    .option("--dev", "of the site that runs in development mode");
}

/** Opens what the configuration names, and closes it whatever comes. */
export async function withOperations<T>(
  { env, cwd, clock }: CommandIo,
  { config, dev }: OperatorFlags,
  work: (operations: Operations) => Promise<T>,
): Promise<T> {
  const settings = await loadOperatorConfig({ env, cwd, dev: dev === true, file: config });
  const operations = await openOperations(settings, clock);
  try {
    return await work(operations);
  } finally {
    await operations.close();
  }
}

/** For work that says how far it is and that stops, at a place where it can go on, when asked. */
export async function withHooks<T>(io: CommandIo, work: (hooks: Hooks) => Promise<T>): Promise<T> {
  const line = progressOf(io, "graded");
  let stopped = false;
  void hear(io.stopAsked, () => {
    stopped = true;
  });
  const done = await work({
    progress: ({ all, left }) => line.step(all - left, all),
    stopped: () => stopped,
  });
  line.end();
  return done;
}

/** For long questions: a bar for who watches, and an end where it is asked to stop. */
export async function withBar<T>(
  io: CommandIo,
  what: string,
  work: (hooks: SimulationHooks) => Promise<T>,
): Promise<T> {
  const bar = barOf(io, what);
  let stopped = false;
  void hear(io.stopAsked, () => {
    stopped = true;
  });
  const done = await work({
    async progress(count, all) {
      bar.step(count, all);
      // A database that answers at once would leave no moment in which a signal is heard.
      await setImmediate();
    },
    stopped: () => stopped,
  });
  bar.end();
  return done;
}

async function hear(asked: Promise<void>, heard: () => void): Promise<void> {
  await asked;
  heard();
}

/** For questions: how many credentials were looked at. */
export async function withCount<T>(
  io: CommandIo,
  work: (seen: (credentials: number) => void) => Promise<T>,
): Promise<T> {
  const line = progressOf(io, "looked at");
  const done = await work((credentials) => line.step(credentials, null));
  line.end();
  return done;
}

import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { AssayFault } from "../base/fault.ts";
import { keyFileText, newKeyFile } from "../keys/key-file.ts";
import { rotateKeys } from "../keys/key-source.ts";
import { providerListText, SHIPPED_PROVIDERS } from "../trust/provider-list.ts";
import { analyseCommand } from "./analyse-command.ts";
import { auditCommands } from "./audit-commands.ts";
import { command, type CommonOptions, type Ends } from "./command.ts";
import { enrolLinkCommand } from "./enrol-link-command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { mdsCommands } from "./mds-commands.ts";
import { operatorCommands } from "./operator-commands.ts";
import { policyCommands } from "./policy-commands.ts";
import { reassessCommand } from "./reassess-command.ts";
import { type Compose, serve } from "./serve.ts";

interface ServeFlags extends CommonOptions {
  readonly dev?: true;
  readonly config?: string;
}

/** Runs a command line; the result is the exit code of the process. */
export async function runCommand(
  args: readonly string[],
  compose: Compose,
  io: CommandIo,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  const ends: Ends = (given) => {
    code = given;
  };
  try {
    await createProgram(compose, io, ends).parseAsync([...args], { from: "user" });
    return code;
  } catch (fault) {
    // Commander has said by itself what was wrong with the usage.
    if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : 2;
    if (!(fault instanceof AssayFault)) throw fault;
    const message = fault.message.slice(fault.code.length + 2);
    if (args.includes("--json")) io.out(jsonLine({ code: fault.code, message }));
    else io.err(`${message}\n(${fault.code})\n`);
    return 2;
  }
}

function createProgram(compose: Compose, io: CommandIo, ends: Ends): Command {
  const program = new Command("assay")
    .description("Passkey-first sign-in that knows when one passkey is enough.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });

  command(program, "serve")
    .description("Serve the site of the configuration, until it is asked to stop.")
    .option("--dev", "development mode: a mailbox, a demo and a clock, on this machine alone")
    .option("--config <file>", "the configuration file, instead of assay.config.* here")
    .action(async ({ dev, json, config }: ServeFlags) => {
      await serve(compose, io, { dev: dev === true, json: json === true, config });
    });

  const keys = program.command("keys").description("The keys that seal what leaves the server.");
  command(keys, "new")
    .description(
      "Print a new key file. Keep it apart from the database: assay keys new > keys.json",
    )
    .action(() => {
      io.out(keyFileText(newKeyFile(io.clock())));
    });
  command(keys, "rotate")
    .description("Put a new current key into a key file; the old ones go on opening. Then restart.")
    .argument("<file>", "the key file")
    .action(async (file: string, { json }: CommonOptions) => {
      const path = resolve(io.cwd, file);
      const current = await rotateKeys(path, io.clock());
      io.out(
        json === true ? jsonLine({ path, current }) : `${path}: the current key is ${current}.\n`,
      );
    });
  command(program, "providers")
    .description("Print the provider facts that come along, to start a list of your own from.")
    .action(() => {
      io.out(providerListText(SHIPPED_PROVIDERS));
    });
  enrolLinkCommand(program, io, ends);
  auditCommands(program, io, ends);
  operatorCommands(program, io, ends);
  mdsCommands(program, io, ends);
  reassessCommand(program, io, ends);
  policyCommands(program, io, ends);
  analyseCommand(program, io, ends);
  return program;
}

import type { Command } from "commander";
import type { Result } from "../base/result.ts";
import { toIso } from "../base/time.ts";
import {
  type ConsoleDeed,
  type OperatorDesk,
  openOperatorDesk,
} from "../compose/operate-operators.ts";
import { loadConfig } from "../config/load.ts";
import type { FlowCode } from "../flows/codes.ts";
import { sayError } from "../words/say.ts";
import { sayMoment } from "../words/when.ts";
import type { Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { operatorCommand, type OperatorFlags } from "./operations.ts";

interface ActFlags extends OperatorFlags {
  readonly credential?: string;
}

/** `assay operators` and what is done to accounts on the machine itself. */
export function operatorCommands(program: Command, io: CommandIo, ends: Ends): void {
  const operators = program
    .command("operators")
    .description("Who may look after the accounts of others.");
  operatorCommand(operators, "invite")
    .description(
      "Print a word by which the owner of an address becomes an operator: once, for an hour.",
    )
    .argument("<email>", "the address of an account, or of one that is still to be made")
    .action(async (email: string, flags: OperatorFlags) => {
      ends(await atDesk(io, flags, (desk) => invite(io, desk, email, flags)));
    });
  operatorCommand(operators, "list")
    .description("Print who is an operator.")
    .action(async (flags: OperatorFlags) => {
      ends(await atDesk(io, flags, (desk) => list(io, desk, flags)));
    });
  operatorCommand(operators, "remove")
    .description("Make somebody no operator any more. The last one stays.")
    .argument("<email>", "the address of the operator")
    .action(async (email: string, flags: OperatorFlags) => {
      ends(await atDesk(io, flags, async (desk) => told(io, await desk.remove(email), flags)));
    });

  const accounts = program
    .command("accounts")
    .description("What is done to an account by whoever runs the site; it is written down.");
  act(accounts, "suspend", "Let an account in no more, and end its sessions.")
    .option("--credential <id>", "only this credential; its owner can lift it")
    .action(acting("suspend"));
  act(accounts, "lift", "Let an account in again that was suspended.").action(acting("lift"));
  act(accounts, "end-sessions", "End all sessions of an account.").action(acting("end-sessions"));

  function acting(deed: ConsoleDeed) {
    return async (email: string, flags: ActFlags) => {
      const { credential } = flags;
      ends(
        await atDesk(io, flags, async (desk) =>
          told(io, await desk.act(deed, email, credential), flags),
        ),
      );
    };
  }
}

function act(parent: Command, name: ConsoleDeed, description: string): Command {
  return operatorCommand(parent, name)
    .description(description)
    .argument("<email>", "the address of the account");
}

async function atDesk(
  { env, cwd, clock }: CommandIo,
  { dev, config }: OperatorFlags,
  work: (desk: OperatorDesk) => Promise<ExitCode>,
): Promise<ExitCode> {
  const settings = await loadConfig({ env, cwd, dev: dev === true, file: config });
  const desk = await openOperatorDesk(settings, clock);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

async function invite(
  io: CommandIo,
  desk: OperatorDesk,
  email: string,
  flags: OperatorFlags,
): Promise<ExitCode> {
  const made = await desk.invite(email);
  if (!made.ok) return told(io, made, flags);
  const { token, expiresAt } = made.value;
  if (flags.json === true) {
    io.out(jsonLine({ token, expiresAt: toIso(expiresAt) }));
    return 0;
  }
  const lines = [
    token,
    "",
    `It works once, until ${sayMoment("en", expiresAt)}, for the account of ${email}.`,
    'Signed in with a passkey, post it as { "token": … } to /api/operator/join.',
    "",
  ];
  io.out(lines.join("\n"));
  return 0;
}

async function list(io: CommandIo, desk: OperatorDesk, { json }: OperatorFlags): Promise<ExitCode> {
  const all = await desk.list();
  if (json === true) io.out(jsonLine(all));
  else for (const { id, email, state } of all) io.out(`${id}  ${email ?? "–"}  ${state}\n`);
  return 0;
}

/** 1: the answer is no. */
function told(io: CommandIo, done: Result<unknown, FlowCode>, { json }: OperatorFlags): ExitCode {
  if (done.ok) {
    if (json === true) io.out(jsonLine({ ok: true }));
    return 0;
  }
  if (json === true) io.out(jsonLine({ code: done.code }));
  else io.err(`${sayError("en", done.code)}\n(${done.code})\n`);
  return done.code === "last_operator" ? 1 : 2;
}

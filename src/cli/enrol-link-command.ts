import type { Command } from "commander";
import { renderUnicodeCompact } from "uqr";
import { toIso } from "../base/time.ts";
import { openLinkOffice } from "../compose/operate-link.ts";
import { loadConfig } from "../config/load.ts";
import type { MadeLink } from "../flows/enrol-link.ts";
import { sayError } from "../words/say.ts";
import { sayMoment } from "../words/when.ts";
import type { Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { operatorCommand, type OperatorFlags } from "./operations.ts";

interface LinkFlags extends OperatorFlags {
  readonly by?: string;
}

/** `assay enrol-link`: a way back for somebody who lost every passkey. */
export function enrolLinkCommand(program: Command, io: CommandIo, ends: Ends): void {
  operatorCommand(program, "enrol-link")
    .description(
      "Make a link by which somebody who lost every passkey can create a new one. It works once, for a " +
        "day, and is not enough alone: the policy says what has to be shown beside it.",
    )
    .argument("<email>", "the address of the account")
    .option("--by <name>", "who makes it; without it, who is logged in here")
    .action(async (email: string, flags: LinkFlags) => {
      ends(await run(io, email, flags));
    });
}

async function run(io: CommandIo, email: string, flags: LinkFlags): Promise<ExitCode> {
  const { env, cwd, clock } = io;
  const by = flags.by ?? env["USER"] ?? "operator";
  const dev = flags.dev === true;
  const settings = await loadConfig({ env, cwd, dev, file: flags.config });
  const office = await openLinkOffice(settings, clock);
  try {
    const made = await office.make(email, by);
    if (!made.ok) {
      if (flags.json === true) io.out(jsonLine({ code: made.code }));
      else io.err(`${sayError("en", made.code)}\n(${made.code})\n`);
      return 2;
    }
    const { url, expiresAt } = made.value;
    io.out(flags.json === true ? jsonLine({ url, expiresAt: toIso(expiresAt) }) : said(made.value));
    return 0;
  } finally {
    await office.close();
  }
}

/** On its own line, so that it can be copied; and as a picture, for the telephone beside. */
function said({ url, expiresAt }: MadeLink): string {
  return [
    url,
    "",
    renderUnicodeCompact(url, { border: 2 }),
    "",
    `It works once, until ${sayMoment("en", expiresAt)}.`,
    "Give it only to whom you have recognised. The account's addresses were told of it.",
    "",
  ].join("\n");
}

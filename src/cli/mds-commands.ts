import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { Aaguid } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import { readBlob, readCrls } from "../compose/operate-files.ts";
import type { GivenBlob, Imported, Previewed } from "../compose/operate-import.ts";
import type { Unchanged, UpdateCode } from "../compose/operate-update.ts";
import type { Ends } from "./command.ts";
import type { CommandIo, ExitCode } from "./io.ts";
import { answerOutcome, answerRefusal } from "./mds-answers.ts";
import { answerModel } from "./mds-model.ts";
import { answerStatus } from "./mds-status.ts";
import {
  operatorCommand,
  type OperatorFlags,
  withCount,
  withHooks,
  withOperations,
} from "./operations.ts";

interface ImportFlags extends OperatorFlags {
  readonly crl: readonly string[];
  readonly requireRevocation?: true;
  readonly dryRun?: true;
}

interface UpdateFlags extends OperatorFlags {
  readonly dryRun?: true;
}

interface ShowFlags extends OperatorFlags {
  readonly aaguid?: Aaguid;
}

const DRY_RUN = "say who would be affected, and change nothing";

/** `assay mds`: what the world says about models of authenticators. */
export function mdsCommands(program: Command, io: CommandIo, ends: Ends): void {
  const mds = program.command("mds").description("The FIDO metadata of authenticators.");
  operatorCommand(mds, "import")
    .description("Verify a blob that was brought in a file, put it in force, and grade by it.")
    .argument("<file>", "the blob, as it was downloaded")
    .option("--crl <file>", "a list of revoked certificates; may be given again", gather, [])
    .option("--require-revocation", "refuse a blob whose signer's revocation is not known")
    .option("--dry-run", DRY_RUN)
    .action(async (file: string, flags: ImportFlags) => ends(await importFile(io, file, flags)));
  operatorCommand(mds, "update")
    .description("Download what is newer than the blob in force, and import it.")
    .option("--dry-run", DRY_RUN)
    .action(async (flags: UpdateFlags) => ends(await update(io, flags)));
  operatorCommand(mds, "show")
    .description("What is in force. It ends with 1 where that is old, or no longer believed.")
    .option("--aaguid <aaguid>", "what is known of one model, and what that means now", aaguidOf)
    .action(async (flags: ShowFlags) => ends(await show(io, flags)));
}

async function importFile(io: CommandIo, file: string, flags: ImportFlags): Promise<ExitCode> {
  const at = (path: string) => resolve(io.cwd, path);
  const blob = await readBlob(at(file));
  const crls = await readCrls(flags.crl.map(at));
  // Whoever gives lists wants them heard: then they have to say something.
  const allowUnchecked = crls.length === 0 && flags.requireRevocation !== true;
  const given: GivenBlob = { blob, crls, allowUnchecked };
  return withOperations(io, flags, async ({ mds }) => {
    const outcome = flags.dryRun
      ? await withCount(io, (seen) => mds.preview(given, seen))
      : await withHooks(io, (hooks) => mds.import(given, hooks));
    return answer(io, flags, outcome);
  });
}

async function update(io: CommandIo, flags: UpdateFlags): Promise<ExitCode> {
  return withOperations(io, flags, async ({ mds }) => {
    const outcome = flags.dryRun
      ? await withCount(io, (seen) => mds.previewUpdate(seen))
      : await withHooks(io, (hooks) => mds.update(hooks));
    return answer(io, flags, outcome);
  });
}

function answer(
  io: CommandIo,
  flags: OperatorFlags,
  outcome: Result<Imported | Previewed | Unchanged, UpdateCode>,
): ExitCode {
  return outcome.ok ? answerOutcome(io, flags, outcome.value) : answerRefusal(io, flags, outcome);
}

async function show(io: CommandIo, flags: ShowFlags): Promise<ExitCode> {
  const { aaguid } = flags;
  return withOperations(io, flags, async ({ mds }) =>
    aaguid === undefined
      ? answerStatus(io, flags, await mds.show())
      : answerModel(io, flags, await mds.model(aaguid)),
  );
}

function gather(path: string, before: readonly string[]): readonly string[] {
  return [...before, path];
}

const AAGUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

function aaguidOf(text: string): Aaguid {
  if (AAGUID.test(text)) return text.toLowerCase() as Aaguid;
  throw new InvalidArgumentError("expected 8-4-4-4-12 hexadecimal digits.");
}

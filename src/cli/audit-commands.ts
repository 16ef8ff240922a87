import type { Command } from "commander";
import { AssayFault } from "../base/fault.ts";
import {
  type AuditDesk,
  type AuditReport,
  type KeptHead,
  openAuditDesk,
} from "../compose/operate-audit.ts";
import { loadConfig } from "../config/load.ts";
import { auditText } from "../words/audit-text.ts";
import type { Ends } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { operatorCommand, type OperatorFlags } from "./operations.ts";

interface VerifyFlags extends OperatorFlags {
  readonly head?: string;
}

const PAGE = 500;

/** `assay audit`: the record of what happened, its check, and its end to be kept aside. */
export function auditCommands(program: Command, io: CommandIo, ends: Ends): void {
  const audit = program.command("audit").description("The record of what happened.");
  operatorCommand(audit, "verify")
    .description(
      "Check that no line of the record was altered, removed or moved. Exit code 1 where one was.",
    )
    .option("--head <head>", "what `audit head` printed once: finds a record that was cut since")
    .action(async (flags: VerifyFlags) => {
      const kept = flags.head === undefined ? null : parseHead(flags.head);
      ends(await atDesk(io, flags, (desk) => verify(io, desk, kept, flags)));
    });
  operatorCommand(audit, "head")
    .description("Print where the record ends now, to be kept where this database's owner is not.")
    .action(async (flags: OperatorFlags) => {
      ends(await atDesk(io, flags, (desk) => head(io, desk, flags)));
    });
  operatorCommand(audit, "export")
    .description("Print every sealed line as a line of JSON, with its place and its seal.")
    .action(async (flags: OperatorFlags) => {
      ends(await atDesk(io, flags, (desk) => exported(io, desk)));
    });
}

async function atDesk(
  { env, cwd, clock }: CommandIo,
  { dev, config }: OperatorFlags,
  work: (desk: AuditDesk) => Promise<ExitCode>,
): Promise<ExitCode> {
  const desk = await openAuditDesk(
    await loadConfig({ env, cwd, dev: dev === true, file: config }),
    clock,
  );
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

async function verify(
  io: CommandIo,
  desk: AuditDesk,
  kept: KeptHead | null,
  { json }: VerifyFlags,
): Promise<ExitCode> {
  const report = await desk.verify(kept);
  const { broken } = report;
  if (json === true) io.out(jsonLine({ ok: broken === null, ...report }));
  else io.out(said(report));
  return broken === null ? 0 : 1;
}

function said({ sound, unsealed, broken }: AuditReport): string {
  const lines = [`Lines that are as they were sealed: ${sound}.`];
  if (broken !== null) {
    const { problem, sequence, event } = broken;
    const which = event === null ? "" : ` (event ${event})`;
    lines.push(`Broken at ${sequence}${which}: ${problem}. ${auditText[problem]}`);
  }
  if (unsealed > 0) lines.push(`Not sealed yet: ${unsealed}. A site that runs seals them.`);
  return `${lines.join("\n")}\n`;
}

async function head(io: CommandIo, desk: AuditDesk, { json }: OperatorFlags): Promise<ExitCode> {
  const end = await desk.head();
  const { total, seal } = end ?? { total: 0, seal: "" };
  io.out(json === true ? jsonLine({ total, seal }) : `${total}:${seal}\n`);
  return 0;
}

async function exported(io: CommandIo, desk: AuditDesk): Promise<ExitCode> {
  for (let after = 0; ; ) {
    const page = await desk.lines(after, PAGE);
    for (const line of page) io.out(jsonLine(asJson(line)));
    const last = page.at(-1);
    if (last === undefined) return 0;
    after = last.sequence;
  }
}

/** One that was damaged is printed as it stands. */
function asJson(line: Awaited<ReturnType<AuditDesk["lines"]>>[number]): object {
  try {
    const at = new Date(Number(line.at)).toISOString();
    return { ...line, at, data: JSON.parse(line.data) as unknown };
  } catch {
    return line;
  }
}

function parseHead(text: string): KeptHead {
  const [, total, seal] = /^(\d{1,15}):([\w-]{0,128})$/.exec(text) ?? [];
  if (total === undefined || seal === undefined) {
    throw new AssayFault("ASSAY_AUDIT_KEPT_HEAD", "expected NUMBER:SEAL, as audit head prints it");
  }
  return { total: Number(total), seal };
}

import type { Command } from "commander";
import type { ExitCode } from "./io.ts";

/** What every command takes. */
export interface CommonOptions {
  readonly json?: true;
}

/** Says how a command ended; one that says nothing is fine. */
export type Ends = (code: ExitCode) => void;

/** A command with what all of them take; it inherits how its parent writes and ends. */
export function command(parent: Command, name: string): Command {
  return parent.command(name).option("--json", "answer in JSON, for machines");
}

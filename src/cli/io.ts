import type { Clock } from "../base/time.ts";
import type { Environment } from "../config/variables.ts";

/** What a command may touch of the world around it. */
export interface CommandIo {
  readonly env: Environment;
  readonly cwd: string;
  readonly clock: Clock;
  /** Writes to standard output: the answer. */
  out(text: string): void;
  /** Writes to standard error: what went wrong, and remarks. */
  err(text: string): void;
  /** Whether somebody watches standard error, so that a line may be written over. */
  readonly watched: boolean;
  /** Resolves when the process is asked to stop. */
  readonly stopAsked: Promise<void>;
}

/** 0: fine. 1: the answer is no. 2: wrong usage or bad input. */
export type ExitCode = 0 | 1 | 2;

/** An answer as one line of JSON, for machines. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

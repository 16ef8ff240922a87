import { pino } from "pino";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../http/deps.ts";

/** What may be said of a fault: its texts may hold anything. */
export function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : "unknown";
}

/** Lines leave together: each by itself would cost a request more than the rest of its log. */
const BUFFERED = 4096;
const LONGEST_MS = 250;

/** Structured lines, one an event. */
export function createLog({ logLevel, dev }: Settings): Log {
  // In development the terminal belongs to the greeting; only faults are worth a line there.
  const level = dev && logLevel === "info" ? "error" : logLevel;
  const lines = pino.destination({ sync: false, minLength: BUFFERED, periodicFlush: LONGEST_MS });
  const logger = pino({ level }, lines);
  return (severity, event, data) => {
    logger[severity](data, event);
    // What may be the last line of this process is not kept back.
    if (severity === "error") lines.flush();
  };
}

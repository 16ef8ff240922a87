import { pino } from "pino";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../http/deps.ts";

/** What may be said of a fault: its texts may hold anything. */
export function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : "unknown";
}

/** Structured lines, one an event. */
export function createLog({ logLevel, dev }: Settings): Log {
  // In development the terminal belongs to the greeting; only faults are worth a line there.
  const logger = pino({ level: dev && logLevel === "info" ? "error" : logLevel });
  return (level, event, data) => {
    logger[level](data, event);
  };
}

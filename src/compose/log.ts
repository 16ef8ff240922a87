import { pino } from "pino";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../http/deps.ts";

/** Structured lines, one an event. */
export function createLog({ logLevel, dev }: Settings): Log {
  // In development the terminal belongs to the greeting; only faults are worth a line there.
  const logger = pino({ level: dev && logLevel === "info" ? "error" : logLevel });
  return (level, event, data) => {
    logger[level](data, event);
  };
}

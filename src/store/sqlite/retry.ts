import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { StoreUnavailable } from "../unavailable.ts";
import { failureKind } from "./failure.ts";

/** How long to go on when another process holds the database. */
export interface Patience {
  readonly tries: number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** Some five seconds in all: longer than any other process's group takes, shorter than a person waits. */
export const PATIENCE: Patience = { tries: 30, pause: (milliseconds) => delay(milliseconds) };

const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 200;

/**
 * Runs the work again while another process is in its way, with growing, scattered pauses.
 * @throws StoreUnavailable when the patience is over; every other error as it is.
 */
export async function retryWhileBusy<T>(
  work: () => T | Promise<T>,
  { tries, pause }: Patience,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (failureKind(error) !== "busy") throw error;
      if (attempt >= tries) {
        throw new StoreUnavailable("other processes keep the database busy", { cause: error });
      }
    }
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    await pause(longest * (randomInt(50, 100) / 100));
  }
}

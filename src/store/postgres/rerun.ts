import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { refused } from "../sql/lease.ts";
import { StoreUnavailable } from "../unavailable.ts";
import { Failed } from "./failure.ts";

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Runs the work again when it met another transaction or lost its connection, with growing,
 * scattered pauses.
 * @param again - how the repetitions are run, where not at once
 * @throws StoreUnavailable when the patience is over or the database itself failed, AssayFault
 *   `ASSAY_STORE_STATEMENT` for a statement that it refused, and every error that is not its own.
 */
export async function rerun<T>(
  work: () => Promise<T>,
  patienceMs: number,
  again: (work: () => Promise<T>) => Promise<T> = (once) => once(),
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failed = worthAnother(error);
    return again(() => repeat(work, failed, AbortSignal.timeout(patienceMs)));
  }
}

async function repeat<T>(work: () => Promise<T>, first: Failed, patience: AbortSignal): Promise<T> {
  let failed = first;
  for (let times = 1; !patience.aborted; times++) {
    try {
      return await work();
    } catch (error) {
      failed = worthAnother(error);
    }
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** times);
    await delay(longest * (randomInt(0, 100) / 100));
  }
  throw translated(failed);
}

/** Gives what failed for a time only, and throws all else as the port says it. */
function worthAnother(error: unknown): Failed {
  if (!(error instanceof Failed)) throw error;
  if (error.kind !== "conflict" && error.kind !== "lost") throw translated(error);
  return error;
}

/** What the port says of a failure that stays. */
function translated({ kind, cause }: Failed): Error {
  switch (kind) {
    case "statement":
      return refused(cause);
    case "conflict":
      return new StoreUnavailable("other transactions were in the way all the time", { cause });
    case "lost":
      return new StoreUnavailable("the database could not be reached", { cause });
    case "database":
      return new StoreUnavailable("the database did not do it", { cause });
  }
}

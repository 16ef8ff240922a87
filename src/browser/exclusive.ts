import { pass } from "./clock.ts";

/** A call was given up for another one. */
export const REPLACED = Symbol("replaced");

/**
 * Extensions that stand in for the browser may not heed an abort; the next call is not kept
 * waiting for them for longer than this.
 */
const LONGEST_GOODBYE_MS = 1000;

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/**
 * Lets one call run at a time, the newest. A browser answers a second WebAuthn call with an
 * `OperationError` while one is pending, and an aborted one is pending until it has rejected:
 * so the old call is aborted *and its end awaited* before the new one begins.
 */
export function createExclusive() {
  let running: Running | undefined;
  let newest = 0;

  /** Ends what is running, if anything is. */
  async function stop(): Promise<void> {
    const old = running;
    if (old === undefined) return;
    old.controller.abort();
    await Promise.race([old.ended, pass(LONGEST_GOODBYE_MS)]);
  }

  /** Runs a call in place of the one before; `REPLACED` where a later one took its place. */
  async function run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T | typeof REPLACED> {
    newest += 1;
    const mine = newest;
    await stop();
    if (mine !== newest) return REPLACED;
    const controller = new AbortController();
    const result = call(controller.signal);
    const settled = { controller, ended: result.catch(() => undefined) };
    running = settled;
    try {
      const value = await result;
      return controller.signal.aborted ? REPLACED : value;
    } catch (error) {
      if (controller.signal.aborted) return REPLACED;
      throw error;
    } finally {
      if (running === settled) running = undefined;
    }
  }

  return {
    run,
    /** Ends what is running; whoever waits for it gets `REPLACED`. */
    async stop(): Promise<void> {
      newest += 1;
      await stop();
    },
  };
}

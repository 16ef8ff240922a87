import { type Clock, type Instant, plusSeconds } from "../base/time.ts";

/** The machine's clock, moved forward: what waits an hour in life waits a request in a test. */
export interface DevClock {
  readonly now: Clock;
  /** Moves the clock forward and says what it shows now. It never goes back: ids are ordered by it. */
  advance(seconds: number): Instant;
}

export function createDevClock(machine: Clock): DevClock {
  let ahead = 0;
  const now = () => plusSeconds(machine(), ahead);
  return {
    now,
    advance(seconds) {
      ahead += seconds;
      return now();
    },
  };
}

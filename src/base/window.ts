import { type Instant, instant } from "./time.ts";

/** A stretch of time of a fixed length: they follow one another from 1970 on, and things are counted in each. */
export interface Window {
  readonly start: Instant;
  /** From now to its end, rounded up: after so many seconds the next one has begun. */
  readonly secondsLeft: number;
}

/** The window of so many seconds that it is now. */
export function windowAt(now: Instant, seconds: number): Window {
  const gone = now % (seconds * 1000);
  return { start: instant(now - gone), secondsLeft: Math.ceil((seconds * 1000 - gone) / 1000) };
}

import { type Instant, plusSeconds } from "../base/time.ts";

const FIRST_SECONDS = 10;
const LONGEST_SECONDS = 3600;

/**
 * When a message is tried again after its `tries`-th try. Each wait is twice the one before it and
 * an hour at most, give or take a fifth, so that what failed together does not come back together.
 *
 * The second half of the sum is for greylisting, which asks for five minutes as a rule: a code that
 * lives ten is tried at about 0, 10, 30, 70, 150, 310 seconds.
 *
 * @param afterSeconds - when the carrier asked to be tried again: never before that
 * @param chance - a number from 0 to 1
 */
export function nextTry(
  now: Instant,
  tries: number,
  afterSeconds: number | null,
  chance: number,
): Instant {
  const doubled = FIRST_SECONDS * 2 ** Math.max(0, tries - 1);
  const wait = Math.min(doubled, LONGEST_SECONDS) * (0.8 + 0.4 * chance);
  return plusSeconds(now, Math.round(Math.max(wait, afterSeconds ?? 0)));
}

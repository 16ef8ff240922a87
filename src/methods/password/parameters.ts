/** What Argon2id costs (RFC 9106 section 3.1). */
export interface Argon2Parameters {
  /** In KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/**
 * The choices of the OWASP Password Storage Cheat Sheet, which it takes to be of equal strength: less
 * memory, more passes. What is weaker than each of them is weak.
 */
export const OWASP_PARAMETERS: readonly Argon2Parameters[] = [
  { memory: 47_104, passes: 1, lanes: 1 },
  { memory: 19_456, passes: 2, lanes: 1 },
  { memory: 12_288, passes: 3, lanes: 1 },
  { memory: 9216, passes: 4, lanes: 1 },
  { memory: 7168, passes: 5, lanes: 1 },
];

export const DEFAULT_PARAMETERS: Argon2Parameters = { memory: 19_456, passes: 2, lanes: 1 };

/** RFC 9106 section 3.1: 128 bits of salt are enough for every application, 256 of tag. */
export const SALT_BYTES = 16;
export const HASH_BYTES = 32;

/** More than this one password is not worth: a record that asks for it would stop all others. */
const MOST: Argon2Parameters = { memory: 262_144, passes: 20, lanes: 16 };

/** Whether a hash with these parameters can be computed, and may be. */
export function isAffordable({ memory, passes, lanes }: Argon2Parameters): boolean {
  const whole = [memory, passes, lanes].every((each) => Number.isInteger(each) && each >= 1);
  if (!whole || passes > MOST.passes || lanes > MOST.lanes || memory > MOST.memory) return false;
  // RFC 9106 section 3.1: at least eight blocks of 1 KiB a lane.
  return memory >= 8 * lanes;
}

/** Whether one set of parameters costs no less than another, in memory and in passes. */
export function costsAtLeast(one: Argon2Parameters, other: Argon2Parameters): boolean {
  return one.memory >= other.memory && one.passes >= other.passes;
}

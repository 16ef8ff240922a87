/**
 * What an analysis does not say, by the codes of sentences in `words`. They are printed with every
 * result: a family of sets reads like more than it is.
 */
export const LIMITS = [
  "possibilities",
  "unseen",
  "monotone",
  "dependent",
  "endpoints",
  "availability",
  "dated",
  "conservative",
] as const;

export type Limit = (typeof LIMITS)[number];

import { independent } from "../assurance/independence.ts";
import type { AccountId } from "../base/ids.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { Channel, Circumstance } from "../evidence/circumstance.ts";
import type { Combination } from "./policy.ts";
import type { Weighed } from "./weigh.ts";

/**
 * How far the waiting of a combination is.
 *
 * - `none`: nothing is to be waited for.
 * - `due`: all was shown; the waiting can begin.
 * - `running`: it began; it ends at `until`, when notice has left on enough channels.
 * - `over`: it ended undisturbed.
 * - `vetoed`: somebody who was told said no.
 */
export type Waiting =
  | { readonly state: "none" | "due" | "over" | "vetoed" }
  | { readonly state: "running"; readonly until: Instant; readonly noticesMissing: number };

/** Time and notices are facts like all others: monotone but for a veto. */
export function waitingOf(
  { delaySeconds, notices }: Combination,
  shown: readonly Weighed[],
  circumstances: readonly Circumstance[],
  now: Instant,
): Waiting {
  if (delaySeconds === 0) return { state: "none" };
  const begun = circumstances.filter(({ kind }) => kind === "begun").map(({ at }) => at);
  const [first] = begun.toSorted((a, b) => a - b);
  if (first === undefined) return { state: "due" };
  if (circumstances.some(({ kind, at }) => kind === "vetoed" && at >= first)) {
    return { state: "vetoed" };
  }
  // Time counts from when the last of those who have to be told was told.
  const told = independentNotices(shown, circumstances, first);
  const since = notices === 0 ? first : told[notices - 1];
  const stopped = circumstances.filter(({ kind }) => kind === "vetoed").length;
  const until = plusSeconds(since ?? first, afterVetoes(delaySeconds, stopped));
  const noticesMissing = Math.max(0, notices - told.length);
  return noticesMissing === 0 && now >= until
    ? { state: "over" }
    : { state: "running", until, noticesMissing };
}

const LONGEST_DELAY_SECONDS = 14 * 86_400;

/**
 * Twice as long for each time that somebody who was told said no to an earlier one, and never longer
 * than a person can be kept waiting: so a veto is heard, and locks nobody out for good.
 */
function afterVetoes(seconds: number, vetoes: number): number {
  return Math.max(seconds, Math.min(seconds * 2 ** vetoes, LONGEST_DELAY_SECONDS));
}

/**
 * When notice left, first on each channel that does not fall with what was shown, since the waiting
 * began: a notice to the mailbox that recovers the account tells nobody (NIST SP 800-63B-4 section
 * 4.6).
 */
function independentNotices(
  shown: readonly Weighed[],
  circumstances: readonly Circumstance[],
  since: Instant,
): readonly Instant[] {
  const used = shown.flatMap(({ roots }) => roots);
  const first = new Map<string, Instant>();
  for (const fact of circumstances.toSorted((a, b) => a.at - b.at)) {
    if (fact.kind !== "notified" || fact.at < since) continue;
    const root = rootOfChannel(fact.channel);
    if (independent([root], used) && !first.has(root)) first.set(root, fact.at);
  }
  return [...first.values()];
}

function rootOfChannel({ kind, address }: Channel): string {
  return kind === "email" ? `mailbox:${address}` : `number:${address}`;
}

/** What happened around an attempt of one account. */
export function circumstancesOf(
  circumstances: readonly Circumstance[],
  subject: AccountId | null,
): readonly Circumstance[] {
  return circumstances.filter(({ account }) => account === subject);
}

/** Whether one waiting is over before another. */
export function isEarlier(a: Waiting, b: Waiting): boolean {
  if (a.state === "running" && b.state === "running") {
    if (a.noticesMissing !== b.noticesMissing) return a.noticesMissing < b.noticesMissing;
    return a.until < b.until;
  }
  return a.state === "over" && b.state !== "over";
}

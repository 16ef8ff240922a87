import type { KeyRing } from "../keys/key-ring.ts";
import type { AuditHead, AuditReads, SealedEvent } from "../store/audit-records.ts";
import { BEFORE_ALL, headHolds, sealHolds } from "./chain.ts";

/** A place in the chain that somebody wrote down elsewhere. */
export type KeptHead = Pick<AuditHead, "total" | "seal">;

/**
 * - `missing`: there is no line in this place, and there are some behind it.
 * - `altered`: what stands in this place is not what was sealed there; it was changed, or is another line.
 * - `head-missing`: lines are sealed, and nothing says how many.
 * - `head-forged`: what says how many was not written by this deployment, or its key is gone.
 * - `cut`: the chain was longer once.
 * - `beyond-head`: lines stand behind the end of the chain: the head is an old one.
 * - `kept-head-differs`: in the place that was written down elsewhere stands another line.
 */
export type AuditProblem =
  | "missing"
  | "altered"
  | "head-missing"
  | "head-forged"
  | "cut"
  | "beyond-head"
  | "kept-head-differs";

/** The first place at which the chain does not hold. */
export interface BrokenAt {
  readonly problem: AuditProblem;
  readonly sequence: number;
  readonly event: string | null;
}

export interface AuditReport {
  /** Lines that are as they were sealed, from the first one on. */
  readonly sound: number;
  /** Lines that have no place yet: what is said of them is as good as the database is. */
  readonly unsealed: number;
  readonly broken: BrokenAt | null;
}

interface Checking {
  readonly store: AuditReads;
  readonly keys: KeyRing;
  readonly kept: KeptHead | null;
}

/** How far it was followed, and with which seal that line ends. */
interface Reached {
  readonly sequence: number;
  readonly seal: string;
}

const PAGE = 500;

/**
 * Follows the chain from its first line to its head (R60). It may be done while the site runs: what
 * is sealed meanwhile is followed too. That the head itself is an old one, with everything behind it
 * removed, nothing in the database can say: for that there is `kept`.
 */
export async function verifyAudit(
  store: AuditReads,
  keys: KeyRing,
  kept: KeptHead | null = null,
): Promise<AuditReport> {
  const checking = { store, keys, kept };
  let reached: Reached = { sequence: 0, seal: BEFORE_ALL };
  for (;;) {
    // The head before the lines: whatever it counts was committed with it.
    const head = await store.auditHead();
    const broken = checkHead(keys, head);
    if (broken !== null) return report(checking, reached, broken);
    const end = await follow(checking, reached, head?.total ?? 0);
    reached = end.reached;
    const found = end.broken ?? endsAt(head, reached);
    if (found !== null) return report(checking, reached, found);
    const [behind] = await store.sealedEvents(reached.sequence, 1);
    const total = (await store.auditHead())?.total ?? 0;
    if (total > reached.sequence) continue;
    return report(checking, reached, beyond(behind, head) ?? short(kept, reached));
  }
}

function checkHead(keys: KeyRing, head: AuditHead | undefined): BrokenAt | null {
  if (head === undefined || headHolds(keys, head)) return null;
  return { problem: "head-forged", sequence: head.total, event: null };
}

/** Line by line up to where the head says that the chain ends. */
async function follow(
  { store, keys, kept }: Checking,
  from: Reached,
  total: number,
): Promise<{ readonly reached: Reached; readonly broken: BrokenAt | null }> {
  let reached = from;
  while (reached.sequence < total) {
    const page = await store.sealedEvents(reached.sequence, PAGE);
    if (page.length === 0) break;
    for (const event of page) {
      if (reached.sequence === total) break;
      const broken = checkLine(keys, kept, reached, event);
      if (broken !== null) return { reached, broken };
      reached = { sequence: event.sequence, seal: event.seal };
    }
  }
  return { reached, broken: null };
}

function checkLine(
  keys: KeyRing,
  kept: KeptHead | null,
  { sequence, seal }: Reached,
  event: SealedEvent,
): BrokenAt | null {
  const place = sequence + 1;
  if (event.sequence !== place) return { problem: "missing", sequence: place, event: null };
  const broken = { sequence: place, event: event.id };
  if (!sealHolds(keys, seal, event)) return { problem: "altered", ...broken };
  const differs = kept?.total === place && kept.seal !== event.seal;
  return differs ? { problem: "kept-head-differs", ...broken } : null;
}

/** Whether the lines go as far as the head says, and end with its seal. */
function endsAt(head: AuditHead | undefined, { sequence, seal }: Reached): BrokenAt | null {
  if (head === undefined) return null;
  if (sequence < head.total) return { problem: "cut", sequence: sequence + 1, event: null };
  return head.seal === seal ? null : { problem: "altered", sequence, event: null };
}

function beyond(event: SealedEvent | undefined, head: AuditHead | undefined): BrokenAt | null {
  if (event === undefined) return null;
  const problem = head === undefined ? "head-missing" : "beyond-head";
  return { problem, sequence: event.sequence, event: event.id };
}

function short(kept: KeptHead | null, { sequence }: Reached): BrokenAt | null {
  if (kept === null || kept.total <= sequence) return null;
  return { problem: "cut", sequence: sequence + 1, event: null };
}

async function report(
  { store }: Checking,
  { sequence }: Reached,
  broken: BrokenAt | null,
): Promise<AuditReport> {
  return { sound: sequence, unsealed: await store.countUnsealedEvents(), broken };
}

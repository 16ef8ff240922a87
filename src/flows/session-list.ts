import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { isLive } from "../sessions/check.ts";
import type { SessionRecord } from "../store/records.ts";
import { currentEvidence } from "./current-evidence.ts";
import type { FlowDeps } from "./deps.ts";
import { holdingsOf } from "./holdings.ts";
import type { Shown } from "./prospect.ts";

/** A session of an account, as its owner may see it. */
export interface SessionItem {
  readonly record: SessionRecord;
  /** What it rests on: what was shown for it and is still there. */
  readonly restsOn: readonly Shown[];
  /** Where it was begun or last confirmed, as far as that is kept. */
  readonly network: string | null;
}

/** Far enough back for whoever signs in often; what is older says nothing of where. */
const MOST_EVENTS = 200;

/** The sessions of the same account that still live: the one that asks first, then by last use. */
export async function sessionList(
  { store }: Pick<FlowDeps, "store">,
  current: SessionRecord,
  now: Instant,
): Promise<readonly SessionItem[]> {
  const { account } = current;
  const [sessions, holdings, events] = await Promise.all([
    store.sessionsOf(account),
    holdingsOf(store, account),
    store.eventsOf(account, MOST_EVENTS),
  ]);
  const networks = new Map(
    events.flatMap(({ kind, attempt, network }) =>
      kind === "attempt.allowed" && attempt !== null ? [[attempt, network] as const] : [],
    ),
  );
  return sessions
    .filter((one) => isLive(one, now))
    .toSorted((a, b) => rank(b, current) - rank(a, current))
    .map((record) => ({
      record,
      restsOn: distinct(currentEvidence(record.evidence, holdings).flatMap(shownIn)),
      network: networks.get(record.attempt) ?? null,
    }));
}

function rank(record: SessionRecord, current: SessionRecord): number {
  return record.id === current.id ? Infinity : record.lastSeenAt;
}

function shownIn(piece: Evidence): readonly Shown[] {
  const { kind } = piece;
  if (kind === "begun" || kind === "notified" || kind === "vetoed") return [];
  return [{ method: kind, credential: "credential" in piece ? piece.credential : null }];
}

function distinct(all: readonly Shown[]): readonly Shown[] {
  return [...new Map(all.map((one) => [`${one.method} ${one.credential ?? ""}`, one])).values()];
}

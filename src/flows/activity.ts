import { type Instant, plusSeconds } from "../base/time.ts";
import { METHODS, type Method } from "../evidence/methods.ts";
import type { EventRecord, SessionRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";

/** What happened to an account, as its owner is told. Not every line of the audit record is one. */
export type Happening =
  | "signed-up"
  | "signed-in"
  | "recovered"
  | "recovery-waits"
  | "refused"
  | "added"
  | "changed"
  | "removed"
  | "suspended"
  | "lifted"
  | "renamed"
  | "counts-anew"
  | "address-changed"
  | "stopped"
  | "reported"
  | "link-made"
  | "session-ended"
  | "session-fell"
  | "operator";

export interface Activity {
  readonly what: Happening;
  readonly at: Instant;
  /** What it was about, or what was shown. */
  readonly methods: readonly Method[];
  readonly network: string;
}

const DAYS_SHOWN = 90;
const MOST_READ = 200;
const MOST_SHOWN = 30;

/** What happened to the account of a session in the last 90 days, the newest first (U16). */
export async function activityOf(
  { store }: Pick<FlowDeps, "store">,
  session: SessionRecord,
  now: Instant,
): Promise<readonly Activity[]> {
  const since = plusSeconds(now, -DAYS_SHOWN * 86_400);
  const events = await store.eventsOf(session.account, MOST_READ);
  return events
    .filter(({ at }) => at >= since)
    .toSorted((a, b) => b.at - a.at)
    .flatMap(toldOf)
    .slice(0, MOST_SHOWN);
}

/** Kinds that say all by themselves. */
const PLAIN: Readonly<Record<string, Happening>> = {
  "credential.removed": "removed",
  "credential.suspended": "suspended",
  "credential.lifted": "lifted",
  "credential.renamed": "renamed",
  "credential.regraded": "counts-anew",
  "address.changed": "address-changed",
  "notice.vetoed": "stopped",
  "notice.reported": "reported",
  "link.made": "link-made",
  "session.ended": "session-ended",
  "session.fell": "session-fell",
  "operator.done": "operator",
};

function toldOf({ kind, at, network, data }: EventRecord): readonly Activity[] {
  const plain = PLAIN[kind];
  if (plain !== undefined) {
    const about = plain === "counts-anew" ? (["passkey"] as const) : methodsIn([data["method"]]);
    return [{ what: plain, at, methods: about, network }];
  }
  const action = typeof data["action"] === "string" ? data["action"] : "";
  const what = happeningOf(kind, action);
  if (what === null) return [];
  const [, target] = action.split(":");
  const methods =
    target === undefined ? shownIn(data) : methodsIn([target === "number" ? "sms-code" : target]);
  return [{ what, at, methods, network }];
}

function happeningOf(kind: string, action: string): Happening | null {
  const [verb = ""] = action.split(":");
  switch (kind) {
    case "attempt.allowed":
      return action === "change:email" ? null : (ALLOWED[verb] ?? null);
    case "attempt.waiting":
      return verb === "recover" ? "recovery-waits" : null;
    case "attempt.refused":
      return "refused";
    default:
      return null;
  }
}

/** What is removed, suspended or renamed leaves a line of its own, and a new address does; an application's is its own. */
const ALLOWED: Readonly<Record<string, Happening>> = {
  "sign-up": "signed-up",
  "sign-in": "signed-in",
  recover: "recovered",
  enrol: "added",
  regenerate: "changed",
  change: "changed",
};

function shownIn({ evidence }: EventRecord["data"]): readonly Method[] {
  if (!Array.isArray(evidence)) return [];
  return methodsIn(evidence.map((piece: Readonly<Record<string, unknown>>) => piece["method"]));
}

function methodsIn(names: readonly unknown[]): readonly Method[] {
  return METHODS.filter((method) => names.includes(method));
}

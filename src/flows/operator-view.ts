import { evidenceSummary } from "../audit/event.ts";
import type { Instant } from "../base/time.ts";
import { isLive } from "../sessions/check.ts";
import type { AccountRecord, AddressRecord, EventRecord, SessionRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import { gradedWith } from "./grading.ts";
import { type CredentialStanding, credentialStandings } from "./standing.ts";
import { type HeldWay, waysOf } from "./ways.ts";

/** An account as an operator may see it: all that is known, and nothing that signs in. */
export interface Dossier {
  readonly account: AccountRecord;
  readonly addresses: readonly AddressRecord[];
  readonly passkeys: readonly SeenPasskey[];
  readonly held: readonly HeldWay[];
  readonly sessions: readonly SessionRecord[];
  /** Recoveries and other attempts that wait. */
  readonly waiting: number;
  /** Newest first. */
  readonly events: readonly EventRecord[];
}

interface SeenPasskey extends CredentialStanding {
  /** What was seen when it was enrolled. */
  readonly seen: Readonly<Record<string, unknown>>;
}

const MOST_EVENTS = 50;

export async function dossierOf(
  deps: FlowDeps,
  account: AccountRecord,
  now: Instant,
): Promise<Dossier> {
  const { store } = deps;
  const { id } = account;
  const [addresses, passkeys, ways, sessions, waiting, events] = await Promise.all([
    store.addressesOf(id),
    credentialStandings(deps, id, now),
    waysOf(deps, { account: id }, now),
    store.sessionsOf(id),
    store.waitingAttempts(id),
    store.eventsOf(id, MOST_EVENTS),
  ]);
  return {
    account,
    addresses,
    passkeys: passkeys.map((one) => ({ ...one, seen: evidenceSummary(one.record.enrolment) })),
    held: ways.held,
    sessions: sessions.filter((one) => isLive(one, now)),
    waiting: waiting.length,
    events,
  };
}

/** How the site stands, beside its alarms. */
export interface SiteStanding {
  readonly policy: string;
  readonly knowledge: string;
  /** All that are stored, and those that were graded by another policy or knowledge. */
  readonly credentials: { readonly all: number; readonly left: number };
  readonly audit: { readonly sealed: number; readonly unsealed: number };
}

export async function siteStanding(deps: FlowDeps): Promise<SiteStanding> {
  const { store, policy, knowledge } = deps;
  const [credentials, head, unsealed] = await Promise.all([
    store.countCredentials(gradedWith(deps)),
    store.auditHead(),
    store.countUnsealedEvents(),
  ]);
  return {
    policy: policy.version,
    knowledge: knowledge.version,
    credentials,
    audit: { sealed: head?.total ?? 0, unsealed },
  };
}

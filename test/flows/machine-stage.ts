import type { AccountId, AttemptId, SessionId } from "../../src/base/ids.ts";
import { instant, type Instant } from "../../src/base/time.ts";
import { isLive } from "../../src/sessions/check.ts";
import { createFlows } from "../../src/flows/flows.ts";
import type { Option } from "../../src/policy/decision.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Ceremony, Method } from "../../src/evidence/methods.ts";
import type { StepView } from "../../src/flows/view.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { type Cast, equip, type Token } from "./machine-cast.ts";
import { caller, createWorld, type World } from "./world.ts";

/** Where one sequence is played, and all that the test itself knows of it. */

/** Something that was rightly shown or created, by whoever could. */
export interface Shown {
  readonly token: Token;
  readonly ceremony: Ceremony;
  readonly at: Instant;
}

export interface PlayedStep {
  readonly view: StepView;
  readonly attempt: Played;
  readonly begunAt: Instant;
  /** Of a message: what it said, and to whom it went. */
  readonly code: string;
  readonly sentTo: string;
  used: boolean;
}

/** An attempt as the test follows it, from what it was told alone. */
export interface Played {
  readonly id: string;
  readonly raw: AttemptId;
  readonly by: number;
  readonly session: SessionId | null;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly identifier: string | null;
  readonly begunAt: Instant;
  account: AccountId | null;
  over: "allowed" | "refused" | "expired" | null;
  hasRow: boolean;
  options: readonly Option[];
  readonly steps: PlayedStep[];
  readonly shown: Shown[];
}

/** Something that was handed in, for those who hand it in again. */
export interface Answer {
  readonly value: unknown;
  /** Whether it is what its step asked for; then of what. */
  readonly token: Token | null;
  readonly step: PlayedStep;
}

export interface Stage {
  readonly world: World;
  readonly policy: Policy;
  flows: World["flows"];
  /** What each of the two browsers can show: the first all of it, the second what it stole. */
  readonly held: readonly [Token[], Token[]];
  readonly tokens: Token[];
  readonly accounts: Map<AccountId, string>;
  readonly attempts: Played[];
  readonly answers: Answer[];
  readonly sessions: Map<
    SessionId,
    { readonly account: AccountId; readonly shown: readonly Shown[] }
  >;
  /** Sessions that are over for good. */
  readonly ended: Set<SessionId>;
  readonly current: [SessionRecord | null, SessionRecord | null];
  /** One-time values that were taken, each of which is never taken again. */
  readonly spent: Set<string>;
  readonly log: string[];
}

export const BROWSERS = ["owner", "thief"] as const;

/** @param loot - which of the tokens the thief has, as bits */
export async function openStage(cast: Cast, policy: Policy, loot: number): Promise<Stage> {
  const world = createWorld(policy);
  equip(world);
  world.deps.keys = cast.keys;
  await world.store.transact(async (tx) => {
    for (const { account, holdings } of cast.people) {
      await tx.insertAccount(account);
      for (const one of holdings.addresses) await tx.insertAddress(one);
      for (const one of holdings.credentials) await tx.insertCredential(one);
      for (const one of holdings.secrets) await tx.insertSecret(one);
    }
  });
  // Past the time step in which the one-time passwords were set up.
  world.advance(90);
  const tokens = cast.tokens.map((token) => ({ ...token, weakUntil: instant(0) }));
  const accounts = new Map(
    cast.people.map(({ account, holdings }) => [account.id, holdings.addresses[0]?.address ?? ""]),
  );
  return {
    world,
    policy,
    flows: world.flows,
    held: [[...tokens], tokens.filter((_, index) => (loot >> index) % 2 === 1)],
    tokens,
    accounts,
    attempts: [],
    answers: [],
    sessions: new Map(),
    ended: new Set(),
    current: [null, null],
    spent: new Set(),
    log: [],
  };
}

/** Another process on the same store and keys. */
export function restart(stage: Stage): void {
  stage.flows = createFlows(stage.world.deps);
}

/** What a browser comes with: its session only while that stands. */
export async function callerOf(stage: Stage, by: number) {
  const kept = stage.current[by === 0 ? 0 : 1];
  const record = kept === null ? undefined : await stage.world.store.sessionById(kept.id);
  const session = record !== undefined && isLive(record, stage.world.now()) ? record : null;
  // Each on a network of its own and elsewhere every minute: limits by network are tested apart.
  const network = `192.0.${by}.${Math.floor(stage.world.now() / 60_000) % 250}`;
  return { ...caller(BROWSERS[by] ?? "", session), network };
}

export function methodsOf(options: readonly Option[]): readonly (readonly [Method, Ceremony])[] {
  return options.flatMap(({ methods, ceremony }) =>
    methods.map((method) => [method, ceremony] as const),
  );
}

/** A member of a list by any number, so that a shrunk sequence still means something. */
export function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

/** The same from its end: zero is the newest. */
export function newest<T>(list: readonly T[], back: number): T | undefined {
  return list.length === 0 ? undefined : list[list.length - 1 - (back % list.length)];
}

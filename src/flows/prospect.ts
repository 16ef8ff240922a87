import { assess } from "../assurance/assess.ts";
import type { AccountId, AttemptId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Showing } from "../evidence/evidence.ts";
import type { Method } from "../evidence/methods.ts";
import { suppose } from "../evidence/suppose.ts";
import { decide } from "../policy/decide.ts";
import { lackingToSignIn } from "../policy/lacking.ts";
import type { AccountView } from "../policy/requirement.ts";
import { usableCredentials } from "../policy/usable.ts";
import type { SessionRecord } from "../store/records.ts";
import { viewOfAccount } from "./account-view.ts";
import type { FlowDeps } from "./deps.ts";
import { obstaclesTo, without } from "./doable.ts";
import { type Holdings, holdingsOf } from "./holdings.ts";
import { standsOn } from "./session-stands.ts";

/** Something that is shown in signing in: what of, where the account has several. */
export interface Shown {
  readonly method: Method;
  /** The credential; null of what comes to an address. */
  readonly credential: string | null;
}

/** What signing in becomes once something is removed or suspended: asked of `decide` beforehand. */
export interface Prospect {
  /** Why it cannot be done, whatever is shown. */
  readonly obstacles: readonly string[];
  /** Each enough to sign in, and nothing in it too much; the shortest first. */
  readonly left: readonly (readonly Shown[])[];
  /** Where nothing is left: what would have to be added first, each list enough. */
  readonly addFirst: readonly (readonly Method[])[];
  /** Whether this session would not stand any more. */
  readonly endsHere: boolean;
}

/** Of the account of a session; null where there is no such credential. */
export async function prospectOf(
  deps: FlowDeps,
  session: SessionRecord,
  doing: "remove" | "suspend",
  target: { readonly method: Method; readonly id: string },
  now: Instant,
): Promise<Prospect | null> {
  const { store, policy, offered } = deps;
  const owner = await store.accountById(session.account);
  if (owner === undefined) return null;
  const holdings = await holdingsOf(store, owner.id);
  const account = viewOfAccount(deps, owner, holdings, now);
  const held = account.credentials.find(({ id }) => id === target.id);
  if (held?.method !== target.method) return null;
  const world = { policy, offered, now };
  const after = doing === "remove" ? without(account, target.id) : suspended(account, target.id);
  const left = waysIn(deps, after, holdings, now);
  const rest = restOf(holdings, target.id);
  return {
    obstacles: obstaclesTo(world, account, doing, target),
    left,
    addFirst: left.length > 0 ? [] : lackingToSignIn(world, after),
    endsHere: !standsOn(deps, session, owner, rest, now).stands,
  };
}

function suspended(account: AccountView, credential: string): AccountView {
  const credentials = account.credentials.map((one) =>
    one.id === credential ? { ...one, state: "suspended" as const } : one,
  );
  return { ...account, credentials };
}

/** What a session can rest on without it. */
function restOf({ credentials, secrets, addresses }: Holdings, target: string): Holdings {
  return {
    credentials: credentials.filter(({ id }) => id !== target),
    secrets: secrets.filter(({ id }) => id !== target),
    addresses,
  };
}

/** No rule of ours asks for more at once; a longer list would not be read either. */
const MOST_TOGETHER = 3;
/** How many of an account's one-step credentials are tried together. */
const MOST_TRIED = 16;

function waysIn(
  deps: FlowDeps,
  account: AccountView,
  { addresses }: Holdings,
  now: Instant,
): readonly (readonly Shown[])[] {
  const possible: readonly Possible[] = [
    ...usableCredentials({ account, action: "sign-in", params: {} }).map(({ id, best }) => ({
      method: best.method,
      credential: id,
      evidence: best.evidence,
    })),
    ...addresses.slice(0, 1).flatMap(({ normalised }) => mailed(account.id, normalised, now)),
  ].filter(({ method }) => deps.offered.has(`prove:${method}`));
  const found: (readonly Possible[])[] = [];
  for (let size = 1; size <= MOST_TOGETHER; size += 1) {
    const alone = new Set(found.filter(({ length }) => length === 1).flat());
    const tried = possible
      .filter((one) => !alone.has(one))
      .slice(0, size === 1 ? undefined : MOST_TRIED);
    for (const set of subsets(tried, size)) {
      if (found.some((less) => less.every((one) => set.includes(one)))) continue;
      const evidence = set.map((one) => one.evidence);
      if (letsIn(deps, account, evidence, now)) found.push([...set]);
    }
  }
  return found.map((set) => set.map(({ method, credential }) => ({ method, credential })));
}

interface Possible extends Shown {
  readonly evidence: Showing;
}

/** All sets of so many, in the order of the list. */
function subsets<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return list.flatMap((first, index) =>
    subsets(list.slice(index + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

function mailed(account: AccountId, address: string, at: Instant): readonly Possible[] {
  const about = { ceremony: "prove", account, at, sentAt: at, address } as const;
  const code = suppose({ kind: "email-code", ...about });
  const link = suppose({ kind: "magic-link", ...about });
  return [code, link].map((evidence) => ({ method: evidence.kind, credential: null, evidence }));
}

/** Nothing comes of it: what is supposed is never granted anything. */
const NO_ATTEMPT = "supposed" as AttemptId;

function letsIn(
  { policy, knowledge, offered }: FlowDeps,
  account: AccountView,
  evidence: readonly Showing[],
  now: Instant,
): boolean {
  const assurance = assess(evidence, knowledge, now);
  const about = { policy, action: "sign-in", params: {}, account, subject: account.id } as const;
  return decide({ ...about, attempt: NO_ATTEMPT, assurance, offered, now }).answer === "allow";
}

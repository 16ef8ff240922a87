import type { AccountId } from "../../src/base/ids.ts";
import { type Holdings, holdingsOf } from "../../src/flows/holdings.ts";
import type { EventRecord, SecretRecord, SessionRecord } from "../../src/store/records.ts";
import type { Token } from "./machine-cast.ts";
import type { Shown, Stage } from "./machine-stage.ts";

/** What must hold after each move, worked out from the store and from what was really shown. */

export interface Picture {
  readonly holdings: ReadonlyMap<AccountId, Holdings>;
  readonly sessions: ReadonlyMap<AccountId, readonly SessionRecord[]>;
  readonly states: ReadonlyMap<string, string>;
  readonly allows: readonly EventRecord[];
}

export async function pictureOf({ world, accounts, attempts }: Stage): Promise<Picture> {
  const holdings = new Map<AccountId, Holdings>();
  const sessions = new Map<AccountId, readonly SessionRecord[]>();
  const { store } = world;
  for (const account of accounts.keys()) {
    holdings.set(account, await holdingsOf(store, account));
    sessions.set(account, await store.sessionsOf(account));
  }
  const states = new Map<string, string>();
  for (const { raw } of attempts)
    states.set(raw, (await store.attemptById(raw))?.state ?? "sealed");
  return {
    holdings,
    sessions,
    states,
    allows: await store.eventsAfter("attempt.allowed", null, 500),
  };
}

/** From which state an attempt may come to which; what is over stays as it is. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  sealed: ["sealed", "open", "allowed", "refused", "expired"],
  open: ["open", "allowed", "refused", "expired"],
  allowed: ["allowed"],
  refused: ["refused"],
  expired: ["expired"],
};

export function checkMove(stage: Stage, before: Picture, after: Picture): void {
  const old = new Set(before.allows.map(({ id }) => id));
  const allows = after.allows.filter(({ id }) => !old.has(id));
  for (const [raw, state] of after.states) {
    const from = before.states.get(raw) ?? "sealed";
    if (!(NEXT[from] ?? []).includes(state)) broken(`an attempt went from ${from} to ${state}`);
  }
  for (const account of after.holdings.keys()) {
    checkHoldings(before.holdings.get(account), after.holdings.get(account), account, allows);
    checkSessions(stage, before, after, account, allows);
  }
  const living = [...after.sessions.values()].flat();
  if (living.some(({ id }) => stage.ended.has(id))) broken("a session is there that is over");
  const ids = allows.map(({ attempt }) => attempt);
  if (new Set(ids).size !== ids.length) broken("an attempt was allowed twice");
}

function checkSessions(
  stage: Stage,
  before: Picture,
  after: Picture,
  account: AccountId,
  allows: readonly EventRecord[],
): void {
  const known = new Set((before.sessions.get(account) ?? []).map(({ id }) => id));
  for (const session of after.sessions.get(account) ?? []) {
    if (known.has(session.id)) continue;
    const allowed = allows.filter(
      (one) => one.attempt === session.attempt && one.account === session.account,
    );
    if (allowed.length !== 1) broken("there is a session that nothing allowed");
    const played = stage.attempts.find(({ raw }) => raw === session.attempt);
    if (played === undefined) return broken("there is a session of an attempt that nobody began");
    const raised = played.session === null ? undefined : stage.sessions.get(played.session);
    if (raised !== undefined && raised.account !== account) broken("a session changed its account");
    const shown = [...played.shown, ...(raised?.shown ?? [])];
    for (const piece of session.evidence) checkPiece(session, piece, shown);
  }
}

/** Each piece that a session rests on is of its account, and was shown there and then. */
function checkPiece(
  { account }: SessionRecord,
  piece: SessionRecord["evidence"][number],
  shown: readonly Shown[],
): void {
  if (!("ceremony" in piece)) return;
  if (piece.account !== account) broken("a session rests on evidence about another account");
  const was = shown.some(
    ({ token, ceremony, at }) =>
      token.kind === piece.kind && ceremony === piece.ceremony && at === piece.at,
  );
  if (!was) broken(`a session rests on a ${piece.kind} that was not shown for it`);
}

/** Nothing is bound, removed or changed but by an allow of the right action about the account. */
function checkHoldings(
  before: Holdings | undefined,
  after: Holdings | undefined,
  account: AccountId,
  allows: readonly EventRecord[],
): void {
  for (const change of changesOf(before, after)) {
    const explained = allows.some(
      (event) =>
        event.account === account &&
        change.by.includes(String(event.data["action"])) &&
        (!change.named || paramOf(event) === change.id),
    );
    if (!explained) broken(`${change.what} ${change.id} without an allow of it`);
  }
}

function paramOf({ data }: EventRecord): unknown {
  const { params } = data as { params?: { credential?: string } };
  return params?.credential;
}

interface Change {
  readonly what: string;
  readonly id: string;
  /** By what it may be. */
  readonly by: readonly string[];
  /** Whether that has to name it. */
  readonly named: boolean;
}

function changesOf(before: Holdings | undefined, after: Holdings | undefined): readonly Change[] {
  const was = factsOf(before);
  const is = factsOf(after);
  const changes: Change[] = [];
  for (const [id, now] of is) {
    const old = was.get(id);
    if (old === undefined)
      changes.push({ what: "bound", id, by: bindingBy(now.method), named: false });
    else if (old.fixed !== now.fixed) broken(`${now.method} became another one in place`);
    else if (old.loose !== now.loose) {
      const by = ["suspend", "lift", "rename"].map((verb) => `${verb}:${now.method}`);
      changes.push({ what: "changed", id, by, named: true });
    }
  }
  for (const [id, { method }] of was) {
    if (is.has(id)) continue;
    const replaced = [...is].some(([other, one]) => one.method === method && !was.has(other));
    const secret = method !== "passkey" && replaced;
    if (secret) changes.push({ what: "replaced", id, by: bindingBy(method), named: false });
    else changes.push({ what: "removed", id, by: [`remove:${method}`], named: true });
  }
  return changes;
}

function bindingBy(method: string): readonly string[] {
  switch (method) {
    case "passkey":
      return ["enrol:passkey", "recover", "sign-up"];
    case "address":
      return ["change:email", "sign-up"];
    case "sms-code":
      return ["enrol:sms-code", "change:number", "sign-up"];
    default:
      return [`enrol:${method}`, `change:${method}`, `regenerate:${method}`, "sign-up"];
  }
}

interface Fact {
  readonly method: string;
  /** What never changes of it. */
  readonly fixed: string;
  /** What an action about it may change. */
  readonly loose: string;
}

function factsOf(holdings: Holdings | undefined): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const { id, publicKey, state, name, settlesAt } of holdings?.credentials ?? []) {
    facts.set(id, {
      method: "passkey",
      fixed: `${publicKey} ${settlesAt}`,
      loose: `${state} ${name}`,
    });
  }
  for (const secret of holdings?.secrets ?? []) {
    const { id, method, state, body } = secret;
    const fixed =
      "phc" in body ? body.phc : "seed" in body ? body.seed : "number" in body ? body.number : "";
    facts.set(id, { method, fixed, loose: state });
  }
  for (const { normalised } of holdings?.addresses ?? []) {
    facts.set(normalised, { method: "address", fixed: "", loose: "" });
  }
  return facts;
}

/** Whether what is there is there still, and is not suspended. */
export function standsIn(
  picture: Picture,
  { token: { kind, account, ref, text } }: Pick<Shown, "token">,
  lifted: string | undefined,
): boolean {
  const holdings = picture.holdings.get(account);
  if (holdings === undefined) return false;
  const { credentials, secrets, addresses } = holdings;
  if (kind === "email-code" || kind === "magic-link") {
    return addresses.some(({ address }) => address === text);
  }
  const isIt = (secret: SecretRecord) =>
    secret.method === "sms-code" ? secret.body.number === text : secret.id === ref;
  const all = [...credentials.filter(({ id }) => id === ref), ...secrets.filter(isIt)];
  return all.some(({ id, state }) => state === "active" || id === lifted);
}

/** What somebody bound without a passkey counts in full only later. */
function checkSettling({ kind, ref, weakUntil }: Token, holdings: Holdings | undefined): void {
  const record = holdings?.credentials.find(({ id }) => id === ref);
  if (kind !== "passkey" || record === undefined) return;
  if ((record.settlesAt ?? 0) < weakUntil) broken("a passkey counts in full too early");
}

/** Names what was bound a moment ago by the id that the store has for it. */
export function nameTokens({ tokens }: Stage, { holdings }: Picture): void {
  for (const token of tokens) {
    checkSettling(token, holdings.get(token.account));
    if (token.ref !== "") continue;
    const secrets = holdings.get(token.account)?.secrets ?? [];
    token.ref = secrets.find(({ method }) => method === token.kind)?.id ?? "none";
  }
}

export function broken(what: string): never {
  throw new Error(`BROKEN: ${what}`);
}

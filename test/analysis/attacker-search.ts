import { type Action, beginsSession } from "../../src/policy/action.ts";
import type { Combination, Policy, Term } from "../../src/policy/policy.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { BROUGHT, type Doing, EVE, holds, play, type Showing } from "./attacker-attempt.ts";
import { OTHER_EMAIL } from "./attacker-cast.ts";
import type { Loot } from "./attacker-loot.ts";
import type { Person, Site } from "./attacker-site.ts";

/** Everything that somebody can try with what he has, until nothing new comes of it. */

export interface Reached {
  readonly access: boolean;
  readonly control: boolean;
  /** How he did it, for those who read a failure. */
  readonly log: readonly string[];
}

/** What he has made of the account, and the session that he is in. */
interface State {
  /** How many things he has suspended so far. */
  readonly idled: number;
  readonly back: () => void;
  readonly session: SessionRecord | null;
  readonly log: readonly string[];
}

const FEW = 3;
/** How long a step takes that is followed by another: the next one-time password. */
const PAUSE = 61;

export async function attack(site: Site, person: Person, loot: Loot): Promise<Reached> {
  const begin = site.snapshot();
  const session = loot.session ? site.session : null;
  const queue: State[] = [
    { idled: 0, back: begin, session, log: session === null ? [] : ["steals"] },
  ];
  const seen = new Set([await keyOf(site, session)]);
  let access: readonly string[] | null = session === null ? null : ["steals"];
  let control: readonly string[] | null = null;
  for (const given of queue) {
    let state = given;
    state.back();
    if (state.session === null) state = await signIn(site, person, loot, state);
    if (state.session !== null) access ??= state.log;
    const taken = await takesOver(site, person, loot, state);
    control ??= taken;
    // A recovery that is completed is a way in.
    if (control !== null) access ??= control;
    if (access !== null && control !== null) break;
    for (const next of await changes(site, person, loot, state)) {
      next.back();
      const key = await keyOf(site, next.session);
      if (!seen.has(key)) queue.push(next);
      seen.add(key);
    }
  }
  begin();
  return {
    access: access !== null,
    control: control !== null,
    log: control ?? access ?? [],
  };
}

/** What the account has, how that stands, and whether somebody is in it. */
async function keyOf({ world, cast }: Site, session: SessionRecord | null): Promise<string> {
  const id = cast.account.id;
  const credentials = await world.store.credentialsOf(id);
  const secrets = await world.store.secretsOf(id);
  const account = await world.store.accountById(id);
  const has = [...credentials, ...secrets].map((one) => `${one.id} ${one.state}`);
  return [...has, ...(account?.everHad ?? []), session === null].join("\n");
}

async function signIn(site: Site, person: Person, loot: Loot, state: State): Promise<State> {
  const session = await tryAll(site, person, loot, state, "sign-in", {});
  if (session === null) return state;
  site.world.advance(PAUSE);
  return { ...state, back: site.snapshot(), session, log: [...state.log, "sign-in"] };
}

/** Binds something of his own, or completes a recovery. */
async function takesOver(site: Site, person: Person, loot: Loot, state: State) {
  const actions = [...site.policy.actions.keys()].filter(
    (action) => action === "recover" || (state.session !== null && isBinding(action)),
  );
  const tried = new Set<string>();
  for (const action of actions) {
    // Where two actions ask to be shown the same, who fails at one fails at the other.
    const asked = askedBy(site.policy, person, action);
    if (tried.has(asked)) continue;
    tried.add(asked);
    const params = action === "change:email" ? { address: EVE.email } : {};
    const done = await tryAll(site, person, loot, state, action, params);
    if (done !== null) return [...state.log, action];
  }
  return null;
}

function askedBy(policy: Policy, { groups }: Person, action: Action): string {
  const lists = [policy.actions, ...groups.map((name) => policy.groups.get(name)?.actions)];
  const rules = lists.map((actions) =>
    actions?.get(action)?.map((rule) => ({ ...rule, rule: "", terms: proved(rule) })),
  );
  return JSON.stringify([action === "recover", rules]);
}

function isBinding(action: string): boolean {
  return /^(?:enrol|change|regenerate):/.test(action);
}

/** The account made another: something lifted, removed or suspended. */
async function changes(site: Site, person: Person, loot: Loot, state: State) {
  if (state.session === null) return [];
  const id = site.cast.account.id;
  const has = [
    ...(await site.world.store.credentialsOf(id)).map((one) => ({ ...one, method: "passkey" })),
    ...(await site.world.store.secretsOf(id)),
  ];
  const found: State[] = [];
  for (const one of has) {
    const verbs = one.state === "active" ? ["remove", "suspend"] : ["lift", "remove"];
    // Of many things one at a time is suspended: all choices would be too many.
    const may = state.idled === 0 || has.length <= FEW;
    for (const verb of may ? verbs : verbs.filter((each) => each !== "suspend")) {
      const action = [...site.policy.actions.keys()].find(
        (known) => known === `${verb}:${one.method}`,
      );
      if (action === undefined) continue;
      const session = await tryAll(site, person, loot, state, action, { credential: one.id });
      if (session === null) continue;
      site.world.advance(PAUSE);
      const stays = (await holds(site.world, session)) ? session : null;
      const log = [...state.log, `${action} ${one.id.slice(-4)}`];
      const idled = state.idled + Number(verb === "suspend");
      found.push({ idled, back: site.snapshot(), session: stays, log });
    }
  }
  return found;
}

/**
 * Tries an action in every way that could be enough. It leaves the store as the attempt that was
 * allowed left it, or as it was.
 */
async function tryAll(
  site: Site,
  person: Person,
  loot: Loot,
  state: State,
  action: Action,
  params: Doing["params"],
): Promise<SessionRecord | null> {
  const session = beginsSession(action) ? null : state.session;
  const own = session !== null && !loot.session;
  const choices = choicesFor(site.policy, person, loot, action, session !== null && !own);
  const creates = createsPasskey(site.policy, action);
  const owner = { sees: loot.sees, session: site.session };
  for (const shown of choices) {
    for (const how of orders(shown)) {
      let early = false;
      for (const brings of creates ? BROUGHT : BROUGHT.slice(0, 1)) {
        state.back();
        const doing = { cast: site.cast, action, params, ...how, brings, owner };
        const ended = await play(site.world, doing, session);
        if (ended.session !== null) return ended.session;
        ({ early } = ended);
        if (early || !ended.creating) break;
      }
      // In another order it might not have to wait.
      if (!early) break;
    }
  }
  state.back();
  return null;
}

function createsPasskey(policy: Policy, action: Action): boolean {
  const terms = (policy.actions.get(action) ?? []).flatMap((one) => one.terms);
  return terms.some(({ method, ceremony }) => method === "passkey" && ceremony === "enrol");
}

/**
 * What there is to show that could meet a rule of each clause: for each term something of its kind.
 * In a stolen session some of it may be left out: the session may rest on it.
 */
function choicesFor(
  policy: Policy,
  { groups }: Person,
  { showings }: Loot,
  action: Action,
  mayLeaveOut: boolean,
): readonly (readonly Showing[])[] {
  const lists = [policy.actions, ...groups.map((name) => policy.groups.get(name)?.actions)]
    .map((actions) => actions?.get(action))
    .filter((rules) => rules !== undefined);
  const bySets = lists.map((rules) =>
    rules.flatMap((rule) => assignments(proved(rule), showings, mayLeaveOut)),
  );
  const together = bySets.reduce<readonly (readonly Showing[])[]>(
    (some, more) => some.flatMap((one) => more.map((other) => [...new Set([...one, ...other])])),
    [[]],
  );
  const keyed = together.map(
    (set) =>
      [
        set
          .map((one) => showings.indexOf(one))
          .toSorted((a, b) => a - b)
          .join(),
        set,
      ] as const,
  );
  return [...new Map(keyed).values()].toSorted((a, b) => a.length - b.length);
}

function proved({ terms }: Combination): readonly Term[] {
  return terms.filter(({ ceremony }) => ceremony === "prove");
}

function assignments(
  terms: readonly Term[],
  showings: readonly Showing[],
  mayLeaveOut: boolean,
): readonly (readonly Showing[])[] {
  return terms.reduce<readonly (readonly Showing[])[]>(
    (some, term) =>
      some.flatMap((one) => {
        const more = showings.filter(
          (showing) => isOfKind(showing, term) && !one.includes(showing),
        );
        return [...(mayLeaveOut ? [one] : []), ...more.map((showing) => [...one, showing])];
      }),
    [[]],
  );
}

function isOfKind({ token: { method, term } }: Showing, asked: Term): boolean {
  const assertion = "assertion" in term ? term.assertion : null;
  return method === asked.method && assertion === asked.assertion;
}

/**
 * A text message is sent only to an account that is known; what is mailed goes to the address that
 * was named for as long as it is not.
 */
function* orders(shown: readonly Showing[]): Generator<Pick<Doing, "shown" | "patient">> {
  const sorted = shown.toSorted((a, b) => place(a) - place(b));
  for (let turn = 0; turn < Math.max(1, sorted.length); turn += 1) {
    yield { shown: [...sorted.slice(turn), ...sorted.slice(0, turn)] };
  }
  yield { shown: sorted, patient: true };
}

function place({ token: { id, method } }: Showing): number {
  if (id === OTHER_EMAIL) return 0;
  return method === "sms-code" ? 2 : 1;
}

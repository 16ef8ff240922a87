import type { Instant } from "../../src/base/time.ts";
import type { Caller } from "../../src/flows/caller.ts";
import { makeEnrolLink } from "../../src/flows/enrol-link.ts";
import type { AttemptView, StepView } from "../../src/flows/view.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { isLive } from "../../src/sessions/check.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { createAuthenticator, type Authenticator } from "../../src/testing/public.ts";
import { newAuthenticator, totpAt } from "../flows/machine-cast.ts";
import { caller, isPasskey, ORIGIN, type World } from "../flows/world.ts";
import { type Cast, EMAIL, OTHER_EMAIL, PASSWORD } from "./attacker-cast.ts";
import type { Token } from "./attacker-tokens.ts";

/** One attempt at an action, through the flows, with the things that somebody chose to show. */

export const EVE = { email: "eve@example.org", number: "+441632960000" };

/** What an attacker creates of his own, where a passkey is asked for. */
export const BROUGHT = ["key", "apple", "vault"] as const;

const OWN: Readonly<Record<(typeof BROUGHT)[number], Authenticator>> = {
  key: newAuthenticator("attested"),
  apple: createAuthenticator(),
  vault: newAuthenticator("weak"),
};

export interface Showing {
  readonly token: Token;
  /** Of a passkey: an open device is held, and nobody's finger. */
  readonly touched?: boolean;
}

export interface Doing {
  readonly cast: Cast;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly shown: readonly (Token | Showing)[];
  readonly brings: (typeof BROUGHT)[number];
  /** He waits where he has to before all is shown, and shows the rest afterwards. */
  readonly patient?: boolean;
  /** Who is told, sees it and reacts: null, he does not; else the addresses at which he sees it. */
  readonly owner: { readonly sees: readonly string[]; readonly session: SessionRecord } | null;
}

/**
 * How an attempt ended: with a session, or not. `early`: it waited before all was shown; `creating`: he
 * was asked for something of his own, and another thing might have done.
 */
export interface Ended {
  readonly session: SessionRecord | null;
  readonly early: boolean;
  readonly creating: boolean;
}

export async function attempt(
  world: World,
  doing: Doing,
  session: SessionRecord | null,
): Promise<SessionRecord | null> {
  return (await play(world, doing, session)).session;
}

export async function play(
  world: World,
  doing: Doing,
  session: SessionRecord | null,
): Promise<Ended> {
  const who = comes(world, session);
  const identifier = session === null ? named(doing) : undefined;
  const { action, params } = doing;
  const begun = await world.flows.begin(who, { action, params, identifier }, undefined);
  if (!begun.ok) return FAILED;
  if (begun.value.session !== null) return { ...FAILED, session: begun.value.session.record };
  let creating = false;
  let view = begun.value.attempt;
  const left = doing.shown.map((one) => ("token" in one ? one : { token: one }));
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    if (view.state === "waiting") {
      if (left.length > 0 && doing.patient !== true) return { ...FAILED, early: true };
      view = await waitOut(world, who, view, doing);
    }
    if (view.state !== "open") return { ...FAILED, creating };
    const shown = await showNext(world, who, view.id, doing, left);
    const next = shown ?? (await create(world, who, view, doing));
    creating ||= shown === null && next !== null;
    if (next === null || !next.ok) return { ...FAILED, creating };
    if (next.value.session !== null) return { ...FAILED, session: next.value.session.record };
    ({ view } = next.value);
  }
  return { ...FAILED, creating };
}

const FAILED: Ended = { session: null, early: false, creating: false };
const MOST_TURNS = 12;

type Answered = Awaited<ReturnType<World["flows"]["submit"]>>;

/** The first of what is left that is asked for now; null: nothing is, by now or at all. */
async function showNext(
  world: World,
  who: Caller,
  id: string,
  doing: Doing,
  left: Showing[],
): Promise<Answered | null> {
  for (const [at, showing] of left.entries()) {
    const { token, touched = false } = showing;
    const withoutVerification = touched || token.model === "touched";
    const wanted = { method: token.method, ceremony: "prove", withoutVerification } as const;
    const step = await world.flows.step(who, id, wanted);
    if (!step.ok && step.code === "method_not_offered") continue;
    left.splice(at, 1);
    if (!step.ok) return step;
    const response = await responseTo(world, step.value, doing, showing);
    return world.flows.submit(who, id, step.value.step, response);
  }
  return null;
}

/** What is sent goes to the address that was typed, as long as nobody is known. */
function named({ shown }: Doing): string {
  const ids = shown.map((one) => ("token" in one ? one.token : one).id);
  return ids.includes(OTHER_EMAIL) ? OTHER_EMAIL : EMAIL;
}

/** Each attempt comes from elsewhere: limits by network are tested apart. */
function comes(world: World, session: SessionRecord | null): Caller {
  const minute = Math.floor(world.now() / 60_000);
  return { ...caller("attacker", session), network: `10.0.${minute % 250}.1` };
}

async function responseTo(
  world: World,
  step: StepView,
  { cast }: Doing,
  { token, touched = false }: Showing,
): Promise<unknown> {
  switch (token.method) {
    case "passkey":
      return assertion(step, cast, token, touched);
    case "password":
      return PASSWORD;
    case "totp":
      return totpAt(cast.seed, world.now());
    case "recovery-code":
      return unusedCode(world, cast);
    case "email-code":
    case "magic-link":
    case "sms-code":
      return world.code(token.id);
    case "external":
      return linkFrom(world);
  }
}

function assertion(step: StepView, cast: Cast, token: Token, touched: boolean): unknown {
  const passkey = token.model === null ? undefined : cast.passkeys.get(token.model);
  if (passkey === undefined) return null;
  const { authenticator } = passkey;
  const { userVerified } = authenticator.traits;
  authenticator.setUserVerified(userVerified && !touched);
  try {
    return authenticator.get(isPasskey(step).publicKey, { origin: ORIGIN, credential: token.id });
  } catch {
    // It would have to verify somebody, or is not asked for.
    return null;
  } finally {
    authenticator.setUserVerified(userVerified);
  }
}

async function unusedCode(world: World, cast: Cast): Promise<string> {
  const secrets = await world.store.secretsOf(cast.account.id);
  const kept = secrets.flatMap((one) => (one.method === "recovery-code" ? one.body.kept : []));
  return cast.codes[kept.findIndex(({ usedAt }) => usedAt === null)] ?? "";
}

/** A fooled operator makes one, and a coached owner hands over his. */
async function linkFrom({ deps, now }: World): Promise<string> {
  const made = await makeEnrolLink(deps, EMAIL, "operator", now());
  return made.ok ? (new URL(made.value.url).searchParams.get("token") ?? "") : "";
}

/** All who are told can object; whoever sees it and reacts does. Then the time is over. */
async function waitOut(
  world: World,
  who: Caller,
  view: AttemptView,
  { cast, owner }: Doing,
): Promise<AttemptView> {
  const channels = await addressesOf(world, cast);
  await world.store.transact(async (tx) => {
    for (const address of channels) {
      for (const { id } of await tx.messagesTo(address, 10))
        await tx.markNoticeSent(id, world.now());
    }
  });
  const seen = channels.filter((one) => owner?.sees.includes(one) === true);
  for (const address of seen) {
    for (const secret of await vetoLinks(world, address)) {
      const by = caller("owner", owner?.session ?? null);
      await world.flows.answerNotice(by, secret, "veto");
    }
  }
  const told = await world.flows.read(who, view.id);
  if (!told.ok || told.value.waitUntil === null) return told.ok ? told.value : view;
  world.advance(secondsTo(told.value.waitUntil, world.now()));
  const over = await world.flows.read(who, view.id);
  return over.ok ? over.value : view;
}

function secondsTo(until: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

async function addressesOf({ store }: World, { account }: Cast): Promise<readonly string[]> {
  const addresses = await store.addressesOf(account.id);
  const numbers = (await store.secretsOf(account.id)).flatMap((one) =>
    one.method === "sms-code" ? [one.body.number] : [],
  );
  return [...addresses.map(({ address }) => address), ...numbers];
}

/** The links in what was sent there of late, one of which stops what waits. */
async function vetoLinks({ store, deps }: World, address: string): Promise<readonly string[]> {
  const letters = (await store.messagesTo(address, 10)).map((message) =>
    deps.keys.open("message", message.sealed, address),
  );
  return letters.flatMap((opened) => {
    const { report } = (opened.ok ? opened.value : {}) as { report?: string };
    return report === undefined ? [] : [report.split("/").at(-1) ?? ""];
  });
}

/** What is created is his own; null: nothing is asked for. */
async function create(
  world: World,
  who: Caller,
  { id, options }: AttemptView,
  doing: Doing,
): Promise<Answered | null> {
  const method = options.find(({ ceremony }) => ceremony === "enrol")?.methods[0];
  if (method === undefined) return null;
  const number = method === "sms-code" ? { number: EVE.number } : {};
  const securityKey = doing.brings === "key" && method === "passkey";
  const step = await world.flows.step(who, id, {
    method,
    ceremony: "enrol",
    securityKey,
    ...number,
  });
  if (!step.ok) return step;
  return world.flows.submit(who, id, step.value.step, await created(world, step.value, doing));
}

async function created(world: World, step: StepView, { brings }: Doing): Promise<unknown> {
  switch (step.method) {
    case "passkey": {
      const options = isPasskey(step).publicKey as CreationOptionsJson;
      try {
        return OWN[brings].create(options, { origin: ORIGIN });
      } catch {
        return null;
      }
    }
    case "password":
      return "a password of the attacker's own";
    case "totp":
      return totpAt("secret" in step ? step.secret.replaceAll(" ", "") : "", world.now());
    case "recovery-code":
      return "codes" in step ? step.codes[0] : "";
    case "email-code":
      return world.code(EVE.email);
    case "sms-code":
      return world.code(EVE.number);
    case "magic-link":
    case "external":
      return null;
  }
}

/** A session is good for something only while it lives, and what it rests on stands. */
export async function holds(world: World, session: SessionRecord): Promise<boolean> {
  const record = await world.store.sessionById(session.id);
  return record !== undefined && isLive(record, world.now()) && world.flows.stands(record);
}

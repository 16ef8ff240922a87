import type { AccountInput } from "../../src/analysis/account.ts";
import { fact } from "../../src/evidence/provenance.ts";
import type { Method } from "../../src/evidence/methods.ts";
import { analysisInput } from "../../src/flows/analysis-input.ts";
import { OFFERED } from "../../src/flows/deps.ts";
import { holdingsOf } from "../../src/flows/holdings.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { SecretRecord, SessionRecord } from "../../src/store/records.ts";
import { policyWith } from "../flows/acting.ts";
import { equip } from "../flows/machine-cast.ts";
import { createWorld, type World } from "../flows/world.ts";
import { attempt } from "./attacker-attempt.ts";
import { type Cast, type ModelName, NUMBER, OTHER_EMAIL } from "./attacker-cast.ts";
import { type Token, tokensOf } from "./attacker-tokens.ts";

/** An account of a play: what of the cast it has, and how that stands. */
export interface Person {
  readonly passkeys: readonly ModelName[];
  readonly secrets: readonly SecretRecord["method"][];
  /** Names of models and methods. */
  readonly suspended: readonly string[];
  readonly seedIn: "own-app" | "unknown";
  readonly otherEmail: boolean;
  readonly groups: readonly string[];
  /** Beside what it has. */
  readonly everHad: readonly Method[];
}

/** One policy and one account in a memory of their own, and the point to which all goes back. */
export interface Site {
  readonly world: World;
  readonly policy: Policy;
  readonly cast: Cast;
  readonly tokens: readonly Token[];
  /** A session of the owner that rests on all that he ever showed, long ago. */
  readonly session: SessionRecord;
  /** Keeps all as it is now; what it gives brings that back, the clock as well. */
  readonly snapshot: () => () => void;
  readonly input: AccountInput;
}

/** What an operator approves in a session of his own is no part of these plays. */
const ALONE: Offered = new Set([...OFFERED].filter((one) => one !== "prove:external:approval"));

/** Longer ago than what is fresh may be. */
const LONG = 2 * 3600;

export async function openSite(cast: Cast, policy: Policy, person: Person): Promise<Site> {
  const store = createMemoryStore();
  const world = createWorld(policy, () => store, cast.keys);
  equip(world);
  world.deps.offered = ALONE;
  await moveIn(world, cast, person);
  world.advance(90);
  const tokens = tokensOf(cast, policy, person);
  const session = await ownersSession(world, cast, tokens);
  await suspendSome(world, cast, person);
  world.deps.policy = policy;
  world.advance(LONG);
  const record = await world.store.accountById(cast.account.id);
  if (record === undefined) throw new TypeError("an account");
  const holdings = await holdingsOf(world.store, record.id);
  const input = analysisInput(world.deps, record, holdings, world.now());
  const snapshot = () => {
    const [back, at] = [store.snapshot(), world.now()];
    return () => {
      back();
      world.advance((at - world.now()) / 1000);
    };
  };
  return { world, policy, cast, tokens, session, snapshot, input };
}

/** The rows, all of them active: what is suspended was of use once. */
async function moveIn(world: World, cast: Cast, person: Person): Promise<void> {
  const { groups, secrets, passkeys } = person;
  const had = [...secrets, ...(passkeys.length > 0 ? (["passkey"] as const) : [])];
  const everHad = [...new Set<Method>([...had, ...person.everHad])];
  await world.store.transact(async (tx) => {
    await tx.insertAccount({ ...cast.account, groups, everHad });
    await tx.insertAddress(cast.address);
    if (person.otherEmail) {
      const address = { address: OTHER_EMAIL, normalised: OTHER_EMAIL };
      await tx.insertAddress({ ...cast.address, ...address });
    }
    for (const name of passkeys) {
      const passkey = cast.passkeys.get(name);
      if (passkey !== undefined) await tx.insertCredential(passkey.record);
    }
    for (const method of secrets) {
      const secret = cast.secrets.get(method);
      if (secret === undefined) continue;
      await tx.insertSecret(secret.method === "totp" ? keptIn(secret, person.seedIn) : secret);
    }
  });
}

function keptIn(secret: SecretRecord & { method: "totp" }, place: Person["seedIn"]): SecretRecord {
  const kept = fact(place, place === "unknown" ? "unknown" : "claimed");
  return { ...secret, body: { ...secret.body, keptIn: kept } };
}

async function suspendSome(world: World, cast: Cast, { suspended }: Person): Promise<void> {
  await world.store.transact(async (tx) => {
    for (const name of suspended) {
      const passkey = cast.passkeys.get(name as ModelName);
      if (passkey !== undefined) {
        await tx.setCredentialState(cast.account.id, passkey.record.id, "suspended");
      }
      const secrets = await tx.secretsOf(cast.account.id);
      const secret = secrets.find(({ method }) => method === name);
      if (secret !== undefined) {
        const { version } = secret;
        await tx.saveSecret({ ...secret, state: "suspended", version: version + 1 }, version);
      }
    }
  });
}

type Actions = NonNullable<PolicyInput["actions"]>;

/**
 * The owner does this and that in one session, over the years: in the end it rests on all that he
 * has. What he could show in any action he may have shown for it before.
 */
async function ownersSession(
  world: World,
  cast: Cast,
  tokens: readonly Token[],
): Promise<SessionRecord> {
  const [first, ...others] = inOrder(tokens);
  if (first === undefined) throw new TypeError("somebody without anything");
  const ruleFor = (token: Token): Actions[string] => ({
    anyOf: [{ allOf: [{ ...token.term, maxAgeSeconds: 60 }] }],
  });
  world.deps.policy = policyWith({
    "sign-in": ruleFor(first),
    ...Object.fromEntries(others.map((token, index) => [`thing-${index}`, ruleFor(token)])),
  });
  const about = { cast, tokens, owner: null, params: {}, brings: "key" } as const;
  let session = await attempt(world, { ...about, action: "sign-in", shown: [first] }, null);
  for (const [index, token] of others.entries()) {
    world.advance(3601);
    const doing = { ...about, action: `thing-${index}`, shown: [token] };
    session = await attempt(world, doing, session);
    if (session === null) throw new TypeError(`the owner cannot show ${token.method} ${token.id}`);
  }
  if (session === null) throw new TypeError("the owner cannot sign in");
  return session;
}

/**
 * A text message is sent only to an account that is known; whoever is in gets mail at the first
 * address.
 */
function inOrder(tokens: readonly Token[]): readonly Token[] {
  const own = tokens.filter(({ id }) => id !== OTHER_EMAIL);
  return own.toSorted((a, b) => Number(a.id === NUMBER) - Number(b.id === NUMBER));
}

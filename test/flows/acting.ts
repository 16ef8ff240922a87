import { newId, type SecretId } from "../../src/base/ids.ts";
import type { Ceremony, Method } from "../../src/evidence/methods.ts";
import type { Caller } from "../../src/flows/caller.ts";
import type { StepView } from "../../src/flows/view.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { PolicyInput } from "../../src/policy/schema.ts";
import type { SecretRecord, SessionRecord } from "../../src/store/records.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import { newRecoverySet } from "../../src/methods/recovery-code/set.ts";
import { newSecret } from "../../src/flows/secret-use.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import { caller, isPasskey, must, ORIGIN, type World } from "./world.ts";

/** One attempt, step by step, as a person goes through it. */

export interface Acting {
  readonly who: Caller;
  readonly id: string;
  readonly step: (method: Method, ceremony?: Ceremony, number?: string) => Promise<StepView>;
  /** Begins a step of showing something, and answers it. */
  readonly show: (method: Method, response: unknown) => ReturnType<World["flows"]["submit"]>;
  readonly submit: (step: StepView, response: unknown) => ReturnType<World["flows"]["submit"]>;
}

export async function begin(
  world: World,
  who: Caller,
  beginning: Parameters<World["flows"]["begin"]>[1],
): Promise<Acting> {
  const { id } = must(await world.flows.begin(who, beginning, undefined)).attempt;
  const step: Acting["step"] = async (method, ceremony = "prove", number) =>
    must(await world.flows.step(who, id, { method, ceremony, number, keptIn: "own-app" }));
  const submit: Acting["submit"] = (begun, response) =>
    world.flows.submit(who, id, begun.step, response);
  return {
    who,
    id,
    step,
    submit,
    show: async (method, response) => submit(await step(method), response),
  };
}

export function beginSignIn(world: World, identifier: string, browser = "laptop"): Promise<Acting> {
  return begin(world, caller(browser), { action: "sign-in", identifier });
}

/** The session that an answer gave. */
export function sessionOf(answer: Awaited<ReturnType<Acting["submit"]>>): SessionRecord {
  const { session, view } = must(answer);
  if (session === null) throw new TypeError(`no session: ${view.state}`);
  return session.record;
}

/** What needs no step is done as it begins. */
export async function doneAtOnce(
  world: World,
  who: Caller,
  action: string,
  params: Readonly<Record<string, string>>,
): Promise<SessionRecord> {
  const begun = must(await world.flows.begin(who, { action, params }, undefined));
  if (begun.session === null) throw new TypeError(`no session: ${begun.attempt.state}`);
  return begun.session.record;
}

/** Adds a passkey in a session; gives it, and the session that came of it. */
export async function enrolPasskey(world: World, session: SessionRecord) {
  const authenticator = createAuthenticator();
  const acting = await begin(world, caller("laptop", session), { action: "enrol:passkey" });
  const step = isPasskey(await acting.step("passkey", "enrol"));
  const options = step.publicKey as CreationOptionsJson;
  const response = authenticator.create(options, { origin: ORIGIN });
  return { authenticator, session: sessionOf(await acting.submit(step, response)) };
}

export async function secretOf<M extends SecretRecord["method"]>(
  world: World,
  account: SecretRecord["account"],
  method: M,
): Promise<Extract<SecretRecord, { method: M }>> {
  const all = await world.store.secretsOf(account);
  const found = all.find(
    (one): one is Extract<SecretRecord, { method: M }> => one.method === method,
  );
  if (found === undefined) throw new TypeError(`a secret is expected: ${method}`);
  return found;
}

/** Gives an account a set of saved codes of which so many are unused, and those as they were written. */
export async function withSavedCodes(
  world: World,
  account: SecretRecord["account"],
  unused: number,
): Promise<readonly string[]> {
  const id: SecretId = newId(world.now());
  const set = newRecoverySet(id, (text) => world.deps.keys.mac("recovery-code", text));
  const kept = set.kept.map((code, at) => (at < unused ? code : { ...code, usedAt: world.now() }));
  const content = { method: "recovery-code" as const, body: { kept } };
  const secret = newSecret(id, account, content, world.now());
  await world.store.transact((tx) => tx.insertSecret(secret));
  return set.written.slice(0, unused);
}

/** Balanced with other actions, however weak: what is tested is no policy. */
export function policyWith(actions: PolicyInput["actions"]): Policy {
  return definePolicy({
    version: 1,
    name: "of-a-test",
    extends: "balanced",
    actions,
    invariants: [],
    danger: {
      singleFactor: true,
      withoutInvariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
    },
  });
}

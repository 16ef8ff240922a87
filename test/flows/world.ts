import type { Origin, RpId } from "../../src/base/ids.ts";
import { instant, type Instant, plusSeconds } from "../../src/base/time.ts";
import type { Caller } from "../../src/flows/caller.ts";
import { createFlows } from "../../src/flows/flows.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import type { PasskeyStepView, StepView } from "../../src/flows/view.ts";
import { newKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { preset } from "../../src/policy/presets.ts";
import type { Store } from "../../src/store/port.ts";
import { createMemoryStore } from "../../src/store/memory.ts";
import type { SessionRecord } from "../../src/store/records.ts";
import { buildKnowledge } from "../../src/trust/knowledge.ts";
import { SHIPPED_PROVIDERS } from "../../src/trust/provider-list.ts";
import { type FlowDeps, OFFERED } from "../../src/flows/deps.ts";
import { ok, fail } from "../../src/base/result.ts";
import { createOutbox } from "../../src/outbound/outbox.ts";
import {
  createAuthenticator,
  type AuthenticatorOptions,
  type Lie,
} from "../../src/testing/public.ts";

export const PROVIDERS = buildKnowledge({ metadata: null, providers: SHIPPED_PROVIDERS });

/** Stands in for a hash that takes its time: what is kept says what the password is. */
export function plainPasswords(): FlowDeps["passwords"] {
  return {
    hash: async (password) => ok({ phc: `plain:${password}`, pepper: null }),
    verify: async (password, record) =>
      record?.phc === `plain:${password}` ? ok({ needsRehash: false }) : fail("password_wrong"),
  };
}

export const ORIGIN = "https://accounts.example";

const RULES = {
  countries: ["+"],
  limits: { perNumber: 5, perAccount: 10, perCountry: 200, perSite: 1000 },
};

/** A site in memory, with a clock that the test moves. */
export function createWorld(
  given: string | Policy = "balanced",
  wrap: (store: Store) => Store = (store) => store,
  keys = createKeyRing(newKeyFile(instant(0))),
) {
  const policy = typeof given === "string" ? preset(given) : given;
  if (policy === undefined) throw new TypeError("there is no such preset");
  const store = wrap(createMemoryStore());
  let now: Instant = instant(1_800_000_000_000);
  const site = {
    name: "Example",
    rpId: "accounts.example" as RpId,
    origins: [ORIGIN as Origin],
  };
  const deps: { -readonly [K in keyof FlowDeps]: FlowDeps[K] } = {
    store,
    keys,
    policy,
    knowledge: PROVIDERS,
    anchors: () => [],
    clock: () => now,
    site,
    // Text messages go anywhere here: what they are refused for is the outbox's own to test.
    outbox: createOutbox({ keys, rules: RULES }),
    passwords: plainPasswords(),
    isBreached: async () => false,
    offered: OFFERED,
    messageQueued: () => undefined,
  };
  return {
    store,
    /** What the flows stand on; policy, knowledge and anchors may be changed. */
    deps,
    flows: createFlows(deps),
    now: () => now,
    advance: (seconds: number) => {
      now = plusSeconds(now, seconds);
    },
    /** The code in the newest message to an address. */
    async code(to: string): Promise<string> {
      const [message] = await store.messagesTo(to, 1);
      const opened = message === undefined ? undefined : keys.open("message", message.sealed, to);
      return opened?.ok === true ? (opened.value as { code: string }).code : "";
    },
  };
}

export type World = ReturnType<typeof createWorld>;

export function caller(browser: string, session: SessionRecord | null = null): Caller {
  const recovery = session?.purpose === "recovery" ? session : null;
  const own = recovery === null ? session : null;
  return { browser, session: own, recovery, network: "192.0.2.1", userAgent: "test" };
}

/** The value of a result that has to be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; code: string }): T {
  if (result.ok) return result.value;
  throw new TypeError(`refused with ${result.code}`);
}

export function isPasskey(step: StepView | null): PasskeyStepView {
  if (step?.method !== "passkey") throw new TypeError("a passkey step is expected");
  return step;
}

/** Signs somebody up, all the way, and gives what a browser then holds. */
export async function signUp(
  world: World,
  email: string,
  browser = "laptop",
  options: AuthenticatorOptions = {},
) {
  const authenticator = createAuthenticator(options);
  const who = caller(browser);
  const begun = must(
    await world.flows.begin(who, { action: "sign-up", identifier: email }, "email-code"),
  );
  const { id } = begun.attempt;
  must(await world.flows.submit(who, id, begun.step?.step ?? "", await world.code(email)));
  const step = isPasskey(
    must(await world.flows.step(who, id, { method: "passkey", ceremony: "enrol" })),
  );
  const response = authenticator.create(step.publicKey as CreationOptionsJson, { origin: ORIGIN });
  const done = must(await world.flows.submit(who, id, step.step, response));
  if (done.session === null) throw new TypeError("signed up without a session");
  return { authenticator, session: done.session.record, view: done.view, id };
}

/** Begins a sign-in and answers it, truthfully or not. */
export async function signIn(
  world: World,
  authenticator: ReturnType<typeof createAuthenticator>,
  { lie, browser = "phone" }: { lie?: Lie; browser?: string } = {},
) {
  const who = caller(browser);
  const begun = must(await world.flows.begin(who, { action: "sign-in" }, "passkey"));
  const step = isPasskey(begun.step);
  const circumstances = lie === undefined ? { origin: ORIGIN } : { origin: ORIGIN, lie };
  const response = authenticator.get(step.publicKey, circumstances);
  const answer = () => world.flows.submit(who, begun.attempt.id, step.step, response);
  return { who, id: begun.attempt.id, step, response, answer };
}

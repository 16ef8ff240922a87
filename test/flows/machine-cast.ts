import { HOTP, Secret } from "otpauth";
import { toBase64url } from "../../src/base/bytes.ts";
import { type Aaguid, type AccountId, type UserHandle, ZERO_AAGUID } from "../../src/base/ids.ts";
import { instant, type Instant } from "../../src/base/time.ts";
import type { Method } from "../../src/evidence/methods.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import type { StepView } from "../../src/flows/view.ts";
import type { AccountRecord, SessionRecord } from "../../src/store/records.ts";
import type { Holdings } from "../../src/flows/holdings.ts";
import { holdingsOf } from "../../src/flows/holdings.ts";
import {
  type Authenticator,
  createAuthenticator,
  createTestRoot,
} from "../../src/testing/public.ts";
import { member, NUMBER, PASSWORD } from "./members.ts";
import {
  caller,
  createWorld,
  isPasskey,
  must,
  ORIGIN,
  PROVIDERS,
  signUp,
  type World,
} from "./world.ts";

/** Who plays in the property of the machine, and what each can show. */

/** Something that signs in, or helps to: whoever holds it can show it. */
export interface Token {
  readonly kind: Method;
  readonly account: AccountId;
  /** The id of the credential or secret, or the address. */
  ref: string;
  readonly strength: "weak" | "strong" | "attested";
  /** Of a passkey that a thief of older factors may have bound: until then it is one step of two. */
  weakUntil: Instant;
  readonly authenticator?: Authenticator;
  readonly text?: string;
  readonly codes?: readonly string[];
}

export const EMAILS = ["ann@example.org", "ben@example.org", "cleo@example.org"] as const;
const [ANN, BEN, CLEO] = EMAILS;
export const EVE = "eve@example.org";

const CLEOS = "staple of another sort";

const MODEL = "2fc0579f-8113-47ea-b116-bb5a8db9202a" as Aaguid;
const root = createTestRoot();
const CERTIFIED = [
  { status: "FIPS140_CERTIFIED_L2", from: instant(0), until: null, certificate: null },
];
const KNOWLEDGE = {
  ...PROVIDERS,
  version: `${PROVIDERS.version}+model`,
  metadata: {
    no: 1,
    nextUpdate: instant(4e12),
    models: new Map([
      [
        MODEL,
        { description: "A key", keyProtection: ["hardware", "secure_element"], reports: CERTIFIED },
      ],
    ]),
    modelsByKeyId: new Map(),
  },
};

/** What the site of the play knows: a certified model of key, and the root that vouches for it. */
export function equip(world: World): void {
  world.deps.knowledge = KNOWLEDGE;
  world.deps.anchors = ({ aaguid }) => (aaguid === MODEL ? [root.certificate] : []);
}

export function newAuthenticator(strength: Token["strength"]): Authenticator {
  switch (strength) {
    case "weak":
      return createAuthenticator({ kind: "vault", aaguid: ZERO_AAGUID });
    case "strong":
      return createAuthenticator();
    case "attested":
      return createAuthenticator({
        kind: "security-key",
        attestation: "packed",
        counter: "zero",
        testRoot: root,
      });
  }
}

export interface Cast {
  readonly keys: World["deps"]["keys"];
  readonly people: readonly { readonly account: AccountRecord; readonly holdings: Holdings }[];
  readonly tokens: readonly Token[];
}

/** Enrolled once, through the flows; every sequence begins with a copy of the rows. */
export async function enrolCast(): Promise<Cast> {
  const world = createWorld("balanced");
  equip(world);
  const ann = await signUp(world, ANN);
  const ben = await member(world, BEN, ["password", "totp", "sms-code"]);
  const cleo = await signUp(world, CLEO);
  const token = tokenOf(ann.session.account, "passkey", { authenticator: ann.authenticator });
  const tokens = [
    token,
    tokenOf(ben, "password", { text: PASSWORD }),
    tokenOf(ben, "totp", { text: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" }),
    tokenOf(ben, "sms-code", { text: NUMBER }),
    tokenOf(cleo.session.account, "passkey", { authenticator: cleo.authenticator }),
    ...(await enrolMore(world, cleo.session, cleo.authenticator)),
  ];
  const accounts = [ann.session.account, ben, cleo.session.account];
  for (const [index, account] of accounts.entries()) {
    tokens.push(
      tokenOf(account, "email-code", { text: EMAILS[index] ?? "", ref: EMAILS[index] ?? "" }),
    );
  }
  const people = await Promise.all(accounts.map((id) => personOf(world, id)));
  for (const one of tokens) if (one.ref === "") one.ref = refOf(people, one);
  return { keys: world.deps.keys, people, tokens };
}

export function tokenOf(account: AccountId, kind: Method, more: Partial<Token>): Token {
  const ref = more.authenticator?.credentials()[0]?.id ?? "";
  return { kind, account, ref, strength: "strong", weakUntil: instant(0), ...more };
}

async function personOf(world: World, id: AccountId) {
  const account = await world.store.accountById(id);
  if (account === undefined) throw new TypeError("an account is expected");
  const userHandle = toBase64url(new TextEncoder().encode(id)) as UserHandle;
  const holdings = await holdingsOf(world.store, id);
  // Those who never had a passkey have a handle that fits none: here they enrol one.
  return {
    account: holdings.credentials.length > 0 ? account : { ...account, userHandle },
    holdings,
  };
}

function refOf(people: Cast["people"], { kind, account }: Token): string {
  const holdings = people.find((one) => one.account.id === account)?.holdings;
  return holdings?.secrets.find(({ method }) => method === kind)?.id ?? "";
}

/** Two more passkeys, one of them attested and one that is worth little, and three secrets. */
async function enrolMore(world: World, first: SessionRecord, known: Authenticator) {
  let session = first;
  const { account } = first;
  const add = async (kind: Method, answer: (step: StepView) => unknown, securityKey = false) => {
    const who = caller("laptop", session);
    const begun = must(await world.flows.begin(who, { action: `enrol:${kind}` }, undefined));
    const { id } = begun.attempt;
    if (begun.attempt.options[0]?.ceremony === "prove") {
      const proof = isPasskey(
        must(await world.flows.step(who, id, { method: "passkey", ceremony: "prove" })),
      );
      must(
        await world.flows.submit(
          who,
          id,
          proof.step,
          known.get(proof.publicKey, { origin: ORIGIN }),
        ),
      );
    }
    const wanted = { method: kind, ceremony: "enrol", securityKey } as const;
    const step = must(await world.flows.step(who, id, wanted));
    const done = must(await world.flows.submit(who, id, step.step, answer(step)));
    if (done.session === null) throw new TypeError(`${kind} was not enrolled`);
    session = done.session.record;
  };
  const created = (authenticator: Authenticator) => (step: StepView) =>
    authenticator.create(isPasskey(step).publicKey as CreationOptionsJson, { origin: ORIGIN });
  const attested = newAuthenticator("attested");
  const weak = newAuthenticator("weak");
  await add("passkey", created(attested), true);
  await add("passkey", created(weak));
  await add("password", () => CLEOS);
  let seed = "";
  await add("totp", (step) => {
    seed = "secret" in step ? step.secret.replaceAll(" ", "") : "";
    return totpAt(seed, world.now());
  });
  let codes: readonly string[] = [];
  await add("recovery-code", (step) => {
    codes = "codes" in step ? step.codes : [];
    return codes[0];
  });
  return [
    tokenOf(account, "passkey", { authenticator: attested, strength: "attested" }),
    tokenOf(account, "passkey", { authenticator: weak, strength: "weak" }),
    tokenOf(account, "password", { text: CLEOS }),
    tokenOf(account, "totp", { text: seed }),
    tokenOf(account, "recovery-code", { codes }),
  ];
}

export function totpAt(seed: string, now: Instant, steps = 0): string {
  const counter = Math.floor(now / 30_000) + steps;
  return HOTP.generate({ secret: Secret.fromBase32(seed), counter, digits: 6 });
}

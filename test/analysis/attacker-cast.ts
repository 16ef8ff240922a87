import { ZERO_AAGUID } from "../../src/base/ids.ts";
import type { StepView } from "../../src/flows/view.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import type {
  AccountRecord,
  AddressRecord,
  CredentialRecord,
  SecretRecord,
  SessionRecord,
} from "../../src/store/records.ts";
import { type Authenticator, createAuthenticator } from "../../src/testing/public.ts";
import { begin, policyWith, sessionOf } from "../flows/acting.ts";
import { equip, newAuthenticator, totpAt } from "../flows/machine-cast.ts";
import { caller, createWorld, isPasskey, ORIGIN, signUp, type World } from "../flows/world.ts";

/** Everything that an account of these plays may have, enrolled once through the flows. */

export const EMAIL = "ann@example.org";
export const OTHER_EMAIL = "ann@example.net";
export const NUMBER = "+441632960961";
export const PASSWORD = "staple of another sort";

/** A model of passkey: who keeps it, by the name that the formulas have for what defeats it. */
interface Model {
  readonly make: () => Authenticator;
  /** As it falls where the client is believed; `unattested`: where nobody is. */
  readonly falls: string;
  readonly attested: boolean;
  /** Its vault is known to demand a second step. */
  readonly secondStep: boolean;
}

const vault = (aaguid: string) => () => createAuthenticator({ kind: "vault", aaguid });
const common = { attested: false, secondStep: false };

export const MODELS = {
  apple: { ...common, make: () => createAuthenticator(), falls: "pk:sync" },
  hello: {
    ...common,
    make: () => createAuthenticator({ kind: "platform-bound" }),
    falls: "pk:sync",
  },
  key: {
    ...common,
    make: () => newAuthenticator("attested"),
    falls: "pk:key-pin:K",
    attested: true,
  },
  "second-key": {
    ...common,
    make: () => newAuthenticator("attested"),
    falls: "pk:key-pin:K",
    attested: true,
  },
  bitwarden: {
    ...common,
    make: vault("d548826e-79b4-db40-a3d8-11116f7e8349"),
    falls: "pk:third-party",
  },
  "1password": {
    ...common,
    make: vault("bada5566-a7aa-401f-bd96-45619a55120d"),
    falls: "pk:third-party",
    secondStep: true,
  },
  nobodys: { ...common, make: vault(ZERO_AAGUID), falls: "pk:unknown" },
  touched: {
    ...common,
    make: () => createAuthenticator({ kind: "security-key-without-uv" }),
    falls: "pk:unknown",
  },
} as const satisfies Readonly<Record<string, Model>>;

export type ModelName = keyof typeof MODELS;

export interface CastPasskey extends Model {
  readonly record: CredentialRecord;
  readonly authenticator: Authenticator;
}

export interface Cast {
  readonly keys: World["deps"]["keys"];
  readonly account: AccountRecord;
  readonly address: AddressRecord;
  readonly passkeys: ReadonlyMap<ModelName, CastPasskey>;
  readonly secrets: ReadonlyMap<SecretRecord["method"], SecretRecord>;
  readonly seed: string;
  readonly codes: readonly string[];
}

/** Rules that ask for nothing: the owner sets up what he likes. */
const enrolling = (term: object) => ({ anyOf: [{ allOf: [term as never] }] });
const FREELY = policyWith({
  "enrol:passkey": enrolling({ enrol: "passkey", class: "any" }),
  "enrol:password": enrolling({ enrol: "password" }),
  "enrol:totp": enrolling({ enrol: "totp" }),
  "enrol:sms-code": enrolling({ enrol: "sms-code" }),
  "enrol:recovery-code": enrolling({ enrol: "recovery-code" }),
});

export async function enrolCast(): Promise<Cast> {
  const world = createWorld("balanced");
  equip(world);
  const first = await signUp(world, EMAIL);
  world.deps.policy = FREELY;
  let { session } = first;
  const add = async (method: Adding, answer: Answering, by?: Authenticator) => {
    session = await enrolOne(world, session, method, answer, by);
  };
  const authenticators = new Map<ModelName, Authenticator>();
  for (const name of Object.keys(MODELS) as ModelName[]) {
    const authenticator = MODELS[name].make();
    authenticators.set(name, authenticator);
    const create = (step: StepView) =>
      authenticator.create(isPasskey(step).publicKey as CreationOptionsJson, { origin: ORIGIN });
    await add("passkey", create, authenticator);
    // One that keeps no names is shown to nobody who does not know whose it is.
    authenticator.import(
      authenticator.credentials().map((one) => ({ ...one, discoverable: true })),
    );
  }
  let seed = "";
  let codes: readonly string[] = [];
  await add("password", () => PASSWORD);
  await add("totp", (step) => {
    seed = "secret" in step ? step.secret.replaceAll(" ", "") : "";
    return totpAt(seed, world.now());
  });
  await add("sms-code", async () => world.code(NUMBER));
  await add("recovery-code", (step) => {
    codes = "codes" in step ? step.codes : [];
    return codes[0];
  });
  return { ...(await rowsOf(world, session.account, authenticators)), seed, codes };
}

type Adding = SecretRecord["method"] | "passkey";
type Answering = (step: StepView) => unknown;

async function enrolOne(
  world: World,
  session: SessionRecord,
  method: Adding,
  answer: Answering,
  authenticator: Authenticator | undefined,
): Promise<SessionRecord> {
  const acting = await begin(world, caller("laptop", session), { action: `enrol:${method}` });
  const wanted = {
    method,
    ceremony: "enrol",
    securityKey: authenticator?.traits.attachment === "cross-platform",
    withoutVerification: authenticator?.traits.userVerified === false,
    keptIn: "own-app",
    ...(method === "sms-code" ? { number: NUMBER } : {}),
  } as const;
  const step = await world.flows.step(acting.who, acting.id, wanted);
  if (!step.ok) throw new TypeError(`${method} cannot be enrolled: ${step.code}`);
  return sessionOf(await acting.submit(step.value, await answer(step.value)));
}

async function rowsOf(
  world: World,
  id: AccountRecord["id"],
  authenticators: ReadonlyMap<ModelName, Authenticator>,
) {
  const account = await world.store.accountById(id);
  const [address] = await world.store.addressesOf(id);
  const credentials = await world.store.credentialsOf(id);
  if (account === undefined || address === undefined) throw new TypeError("an account");
  const passkeys = new Map<ModelName, CastPasskey>();
  for (const [name, authenticator] of authenticators) {
    const own = authenticator.credentials()[0]?.id;
    const record = credentials.find((one) => one.id === own);
    if (record === undefined) throw new TypeError(`${name} was not enrolled`);
    passkeys.set(name, { ...MODELS[name], record, authenticator });
  }
  const secrets = new Map(
    (await world.store.secretsOf(id)).map((one) => [one.method, one] as const),
  );
  return {
    keys: world.deps.keys,
    account,
    address,
    passkeys,
    secrets,
  };
}

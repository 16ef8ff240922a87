import type {
  SupposedHolding,
  SupposedPiece,
  PasskeyTraits,
} from "../policy/suppositions-schema.ts";
import type { PolicySource, TermSource } from "../policy/schema.ts";
import type { Authenticator } from "./authenticators.ts";
import type { Device } from "./world.ts";

type PasskeyClassSource = PolicySource["passkeyClasses"][string];

/** What an authenticator of a scenario is to the product. */
export interface ScenarioAuthenticator {
  readonly authenticator: Authenticator;
  /** The device without which there is none. */
  readonly livesOn?: Device;
  /** The term of a policy that asks for it. */
  readonly term: TermSource;
  /** The class that the term names, where it is a passkey. */
  readonly passkeyClass?: PasskeyClassSource;
  /** What the account keeps of it; or else what is shown of it when it comes. */
  readonly holding?: SupposedHolding;
  readonly piece?: SupposedPiece;
}

/**
 * The words of scenarios. Two things are told to the product otherwise than they are, since the
 * application of a scenario believes what Assay would not: a seed in the vault is declared to be in
 * an app of its own, and mail that resets a password, brings a code or a link is of different
 * addresses. That they fall together all the same is what the formulas say, and what the analysis
 * is there to find.
 */
function describe(name: string): ScenarioAuthenticator | undefined {
  const [, kind = "", key] = /^(.+?)(?::(k[1-9]))?$/.exec(name) ?? [];
  if (Object.hasOwn(PLAIN, name)) return PLAIN[name];
  const known = key === undefined ? kind : `${kind}:${ANY_KEY}`;
  if (kind.endsWith(ANY_KEY) || !Object.hasOwn(PASSKEYS, known)) return undefined;
  const passkey = PASSKEYS[known];
  return passkey === undefined ? undefined : describePasskey(name, known, key, passkey);
}

/** Stands for one of the keys that a person has. */
const ANY_KEY = "K";

interface PasskeyWords {
  readonly traits: PasskeyTraits;
  readonly passkeyClass: PasskeyClassSource;
  readonly livesOn?: Device;
}

const PASSKEYS: Readonly<Record<string, PasskeyWords>> = {
  "pk:sync": {
    traits: { keeper: "platform", synced: true },
    passkeyClass: { userVerification: "claimed", keepers: ["platform"] },
  },
  "pk:sync-no-uv": {
    traits: { keeper: "platform", synced: true, userVerified: false },
    passkeyClass: { userVerification: "none", keepers: ["platform"] },
  },
  "pk:third-party": {
    traits: { keeper: "vault" },
    passkeyClass: { userVerification: "claimed", keepers: ["vault"] },
  },
  "pk:bound-laptop": {
    traits: { keeper: "platform", synced: false, attested: true, format: "tpm" },
    passkeyClass: { userVerification: "attested", keepers: ["platform"], deviceBound: true },
    livesOn: "laptop",
  },
  "pk:bound-phone": {
    traits: { keeper: "platform", synced: false, attested: true, format: "android-key" },
    passkeyClass: { userVerification: "attested", keepers: ["platform"], deviceBound: true },
    livesOn: "phone",
  },
  "pk:key-pin:K": {
    traits: { keeper: "hardware-key", attested: true },
    passkeyClass: { userVerification: "attested", keepers: ["hardware-key"] },
  },
  "pk:key-no-uv:K": {
    traits: { keeper: "hardware-key", userVerified: false },
    passkeyClass: { userVerification: "none", keepers: ["hardware-key"] },
  },
};

function describePasskey(
  name: string,
  kind: string,
  key = "",
  { traits, passkeyClass, livesOn }: PasskeyWords,
): ScenarioAuthenticator {
  return {
    authenticator: { kind, which: key },
    ...(livesOn === undefined ? {} : { livesOn }),
    term: { prove: "passkey", class: classNameOf(name) },
    passkeyClass,
    holding: { method: "passkey", id: name, ...traits },
  };
}

/** A name of a scenario as the name of a class. */
export function classNameOf(name: string): string {
  return name.replaceAll(":", "-");
}

/** What Assay has no method for is somebody's word to it: each of somebody else. */
function word(
  kind: string,
  assertion: "approval" | "proofing",
  rest: Partial<ScenarioAuthenticator> & { readonly which?: string } = {},
): ScenarioAuthenticator {
  const { which = "", ...more } = rest;
  return {
    authenticator: { kind, which },
    term: { prove: "external", assertion },
    piece: { prove: "external", assertion, by: kind },
    ...more,
  };
}

function seed(kind: string, keptIn: "own-app" | "hardware-token"): ScenarioAuthenticator {
  return {
    authenticator: { kind, which: "" },
    term: { prove: "totp" },
    holding: { method: "totp", id: kind, keptIn },
  };
}

const PLAIN: Readonly<Record<string, ScenarioAuthenticator>> = {
  password: {
    authenticator: { kind: "password", which: "" },
    term: { prove: "password" },
    holding: { method: "password", id: "password" },
  },
  "totp:app": { ...seed("totp:app", "own-app"), livesOn: "phone" },
  "totp:hardware": seed("totp:hardware", "hardware-token"),
  "totp:vault": seed("totp:vault", "own-app"),
  "sms-code": {
    authenticator: { kind: "sms-code", which: "" },
    term: { prove: "sms-code" },
    holding: { method: "sms-code", id: "sms-code" },
  },
  "email-code": {
    authenticator: { kind: "email-code", which: "" },
    term: { prove: "email-code" },
    piece: { prove: "email-code", address: "codes@example.org" },
  },
  "magic-link": {
    authenticator: { kind: "magic-link", which: "" },
    term: { prove: "magic-link" },
    piece: { prove: "magic-link", address: "links@example.org" },
  },
  "recovery-code": {
    authenticator: { kind: "recovery-code", which: "" },
    term: { prove: "recovery-code" },
    holding: { method: "recovery-code", id: "recovery-code" },
  },
  push: word("push", "approval", { livesOn: "phone" }),
  "trusted-device:laptop": word("trusted-device:D", "approval", {
    which: "laptop",
    livesOn: "laptop",
  }),
  helpdesk: word("helpdesk", "approval"),
  proofing: word("proofing", "proofing"),
};

const NAMES = [
  ...Object.keys(PLAIN),
  ...Object.keys(PASSKEYS).map((name) => name.replace(/K$/, "k1")),
];

export const SCENARIO_AUTHENTICATORS = {
  /** As they are told to somebody who wrote another one. */
  names: NAMES,
  isName: (text: string): boolean => describe(text) !== undefined,
  named(text: string): ScenarioAuthenticator {
    const found = describe(text);
    if (found === undefined) throw new TypeError(`${text} was not checked to be a name`);
    return found;
  },
};

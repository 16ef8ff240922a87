import { type Knowledge, NO_KNOWLEDGE } from "../assurance/knowledge.ts";
import { AssayFault } from "../base/fault.ts";
import type { Instant } from "../base/time.ts";
import type { Method } from "../evidence/methods.ts";
import type { Channel } from "../evidence/circumstance.ts";
import type { Policy } from "../policy/policy.ts";
import type { AccountView, CredentialView } from "../policy/requirement.ts";
import { isInClass } from "../policy/satisfies.ts";
import { supposed } from "../policy/suppositions.ts";
import { PASSKEY_KINDS } from "../policy/suppositions-kinds.ts";
import type { PasskeyTraits, SupposedHolding } from "../policy/suppositions-schema.ts";
import { weigh } from "../policy/weigh.ts";

/** Two mailboxes and a number: a rule may ask for two channels of either kind. */
export const RICH_CHANNELS: readonly Channel[] = [
  { kind: "email", address: "somebody@example.org" },
  { kind: "email", address: "notices@example.net" },
  { kind: "sms", address: "+441632960000" },
];

export interface Richest {
  readonly account: AccountView;
  readonly knowledge: Knowledge;
}

/**
 * An account with everything that a policy can tell apart, twice where a rule may ask for two: what
 * breaks any account that the policy admits breaks this one.
 */
export function richestAccount(policy: Policy, now: Instant, never: readonly Method[]): Richest {
  const has = [...PLAIN, ...passkeys()].filter(({ method }) => !never.includes(method));
  const { account, knowledge } = supposed(
    { account: { has, channels: RICH_CHANNELS.length } },
    { action: "sign-in", knowledge: NO_KNOWLEDGE, now },
  );
  if (account === null) throw new AssayFault("ASSAY_ANALYSIS", "the richest account is somebody's");
  return { account: { ...account, credentials: distinct(account.credentials, policy) }, knowledge };
}

const PLAIN: readonly SupposedHolding[] = [
  { method: "password", id: "password" },
  { method: "totp", id: "totp-own-app", keptIn: "own-app" },
  { method: "totp", id: "totp", keptIn: "unknown" },
  { method: "sms-code", id: "sms-code" },
  { method: "recovery-code", id: "recovery-code" },
];

/** No certificate is higher, so that no class can ask for one that nobody here has. */
const CERTIFIED = {
  attested: true,
  statuses: ["FIDO_CERTIFIED_L3plus", "FIPS140_CERTIFIED_L4"],
} satisfies PasskeyTraits;

/** Passkeys that a policy might admit, however rare, and no table of its answers speaks of. */
const BEYOND: Readonly<Record<string, PasskeyTraits>> = {
  "hardware-key-best": { keeper: "hardware-key", ...CERTIFIED },
  "platform-certified": { keeper: "platform", synced: false, ...CERTIFIED },
  "platform-synced-attested": { keeper: "platform", synced: true, attested: true },
  "platform-synced-certified": { keeper: "platform", synced: true, ...CERTIFIED },
  "vault-attested": { keeper: "vault", synced: true, attested: true },
  "vault-second-step-attested": { keeper: "vault", synced: true, secondStep: true, attested: true },
};

function passkeys(): readonly SupposedHolding[] {
  const kinds: readonly (readonly [string, PasskeyTraits])[] = [
    ...Object.entries(PASSKEY_KINDS),
    ...Object.entries(BEYOND),
  ];
  return kinds
    .filter(([, { userVerified }]) => userVerified !== false)
    .flatMap(([kind, traits]) =>
      ["", "-2"].map((more) => ({ method: "passkey" as const, id: `${kind}${more}`, ...traits })),
    );
}

/** Of passkeys that no class tells apart, and that fall to the same, two are enough. */
function distinct(credentials: readonly CredentialView[], policy: Policy): CredentialView[] {
  const alike = new Map<string, CredentialView[]>();
  for (const one of credentials) {
    const key = one.best.method === "passkey" ? passkeyKey(one, policy) : one.id;
    if (key !== null) alike.set(key, [...(alike.get(key) ?? []), one].slice(0, 2));
  }
  return [...alike.values()].flat();
}

/** Null: the policy refuses it. */
function passkeyKey({ best }: CredentialView, policy: Policy): string | null {
  const weighed = weigh(policy, best);
  if (weighed.refused || best.method !== "passkey") return null;
  const classes = [...policy.classes.values()].filter((one) => isInClass(weighed, one));
  const { keeper, vaultSecondStep } = weighed;
  const bound = keeper === "platform" && best.exportable === "no";
  return [keeper, vaultSecondStep, bound, ...classes.map(({ name }) => name)].join(" ");
}

import type { AccountInput } from "../analysis/account.ts";
import type { Shape } from "../analysis/shape.ts";
import type { Method } from "../evidence/methods.ts";
import { parseAction } from "../policy/action.ts";
import { type CredentialView, requirement } from "../policy/requirement.ts";
import { supposed } from "../policy/suppositions.ts";
import type { SupposedHolding } from "../policy/suppositions-schema.ts";
import { obstaclesTo, without } from "./doable.ts";
import type { ShownWay, Terms } from "./weakest-terms.ts";

export interface Added {
  readonly kind: "add";
  readonly method: Addable;
  /** Of a passkey: who is supposed to keep it. */
  readonly keeper: "platform" | "hardware-key" | null;
}

export interface Removed {
  readonly kind: "remove";
  readonly shown: ShownWay;
}

/** What helps without being another thing to be tricked out of. */
const ADDABLE = ["passkey", "recovery-code"] as const;

export type Addable = (typeof ADDABLE)[number];

/** The account as a change would leave it. */
export interface Tried {
  readonly doing: Added | Removed;
  readonly input: AccountInput;
  /** A name of its analysis as it is before the change: passkeys are numbered by their place. */
  readonly asBefore: (name: string) => string;
}

/** More than these would not be read, and each takes an analysis of its own. */
const MOST_TRIED = 6;

/** Each change of its own that the policy lets the owner make. */
export function ownChanges(input: AccountInput, shape: Shape, terms: Terms): readonly Tried[] {
  return [...additions(input), ...removals(input, shape, terms)].slice(0, MOST_TRIED);
}

/** What a policy has a rule for, and nothing stands in the way of. */
function additions(input: AccountInput): readonly Tried[] {
  const { account } = input;
  const has = (method: Method) => account.credentials.some((one) => one.method === method);
  return ADDABLE.filter((method) => (method === "passkey" || !has(method)) && mayAdd(input, method))
    .flatMap(supposedOf)
    .filter(([{ keeper }]) => keeper !== "platform" || !hasSynced(input))
    .map(([doing, holding]) => ({
      doing,
      input: withAdded(input, holding),
      // What is added stands last.
      asBefore: (name: string) => name,
    }));
}

/** Another one of these falls with it, and is lost with it. */
function hasSynced({ account }: AccountInput): boolean {
  return account.credentials.some(
    ({ best }) =>
      best.method === "passkey" && best.keeper === "platform" && best.exportable !== "no",
  );
}

function mayAdd({ policy, account, offered, now }: AccountInput, method: Addable): boolean {
  const action = parseAction(`enrol:${method}`);
  if (action === undefined || !policy.actions.has(action)) return false;
  if (!offered.has(`enrol:${method}`)) return false;
  const asked = { policy, action, params: {}, account, offered, now };
  return requirement(asked).obstacles.length === 0;
}

/** By which what would be added is told from what the account has. */
const ADDED = "added";

type Supposition = readonly [Added, SupposedHolding];

function supposedOf(method: Addable): readonly Supposition[] {
  if (method !== "passkey")
    return [
      [
        { kind: "add", method, keeper: null },
        { method, id: ADDED },
      ],
    ];
  return (["platform", "hardware-key"] as const).map((keeper) => [
    { kind: "add", method, keeper },
    { method, id: ADDED, keeper, synced: keeper === "platform" },
  ]);
}

function withAdded(input: AccountInput, holding: SupposedHolding): AccountInput {
  const { account, now } = input;
  const supposing = { action: "sign-in", knowledge: input.knowledge, now } as const;
  const { account: only, knowledge } = supposed({ account: { has: [holding] } }, supposing);
  return {
    ...input,
    knowledge,
    account: {
      ...account,
      credentials: [...account.credentials, ...(only?.credentials ?? [])],
      everHad: [...new Set([...account.everHad, holding.method])],
    },
  };
}

function removals(input: AccountInput, shape: Shape, terms: Terms): readonly Tried[] {
  const { policy, offered, now, account } = input;
  const passkeys = account.credentials.filter(({ method }) => method === "passkey");
  return account.credentials
    .filter((one) => obstaclesTo({ policy, offered, now }, account, "remove", one).length === 0)
    .flatMap((one) => {
      const way = shape.ways.find(({ credential }) => credential === one.id);
      if (way === undefined) return [];
      const place = passkeys.indexOf(one);
      return {
        doing: { kind: "remove", shown: terms.shown(way) } as const,
        input: withRemoved(input, one),
        asBefore: place === -1 ? (name: string) => name : renumberedFrom(place + 1),
      };
    });
}

function withRemoved(input: AccountInput, { id, method, best }: CredentialView): AccountInput {
  const { account, channels } = input;
  const rest = without(account, id);
  const isLast = rest.credentials.every((one) => one.method !== method);
  // The mark falls with the last one, as it does when it is removed.
  const everHad = account.everHad.filter((had) => had !== method || !isLast);
  const number = best.evidence.kind === "sms-code" ? best.evidence.number : null;
  return {
    ...input,
    account: { ...rest, everHad },
    channels: channels.filter(({ kind, address }) => kind !== "sms" || address !== number),
  };
}

/** Those that stood behind the one that goes have moved up by one. */
function renumberedFrom(place: number): (name: string) => string {
  return (name) =>
    name.replaceAll(/\bk(\d+)\b/g, (_, digits: string) => {
      const now = Number(digits);
      return `k${now < place ? now : now + 1}`;
    });
}

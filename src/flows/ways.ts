import type { Instant } from "../base/time.ts";
import { maskNumber } from "../methods/sms-code/number.ts";
import { parseAction } from "../policy/action.ts";
import { requirement } from "../policy/requirement.ts";
import type { SecretRecord, SessionRecord } from "../store/records.ts";
import { viewOfAccount } from "./account-view.ts";
import type { FlowDeps } from "./deps.ts";
import { type Doable, doableTo } from "./doable.ts";
import { holdingsOf, isUsable } from "./holdings.ts";
import { MOST_TRIES } from "./step-context.ts";

/** What an account can show beside its passkeys, and what it could have more. */
export interface Ways {
  readonly held: readonly HeldWay[];
  /** Methods that the policy lets it add and that it does not have. */
  readonly addable: readonly SecretRecord["method"][];
  readonly emailChangeable: boolean;
}

export interface HeldWay extends Doable {
  readonly id: string;
  readonly method: SecretRecord["method"];
  /** A masked number; null: there is nothing to tell it by. */
  readonly detail: string | null;
  readonly state: "active" | "suspended";
  /** Why it is of no use now; null: it is. */
  readonly stopped: "suspended" | "too-many-tries" | "used-up" | null;
  /** Of saved codes: how many were not used yet. */
  readonly codesLeft: number | null;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  /** The action that puts a new one in its place, where the policy has one. */
  readonly replacedBy: string | null;
}

const METHODS = ["password", "totp", "sms-code", "recovery-code"] as const;

export async function waysOf(
  deps: FlowDeps,
  { account: id }: Pick<SessionRecord, "account">,
  now: Instant,
): Promise<Ways> {
  const { store, policy, offered } = deps;
  const holdings = await holdingsOf(store, id);
  const owner = await store.accountById(id);
  const account = owner === undefined ? null : viewOfAccount(deps, owner, holdings, now);
  const may = (name: string, params: Readonly<Record<string, string>> = {}) => {
    const action = parseAction(name);
    if (action === undefined || !policy.actions.has(action)) return false;
    return requirement({ policy, action, params, account, offered, now }).obstacles.length === 0;
  };
  const has = (method: string) => holdings.secrets.some((secret) => secret.method === method);
  return {
    held: holdings.secrets.map((secret) => ({
      ...doableTo({ policy, offered, now }, account, secret),
      id: secret.id,
      method: secret.method,
      detail: secret.method === "sms-code" ? maskNumber(secret.body.number) : null,
      state: isUsable(secret) ? "active" : "suspended",
      stopped: stoppedBy(secret),
      codesLeft: codesLeftOf(secret),
      createdAt: secret.createdAt,
      lastUsedAt: secret.lastUsedAt,
      replacedBy: may(REPLACED_BY[secret.method]) ? REPLACED_BY[secret.method] : null,
    })),
    addable: METHODS.filter(
      (method) => !has(method) && offered.has(`enrol:${method}`) && may(`enrol:${method}`),
    ),
    emailChangeable: may("change:email", { address: "" }),
  };
}

/** The old one goes once the new one was shown to work. */
const REPLACED_BY = {
  password: "change:password",
  totp: "enrol:totp",
  "sms-code": "change:number",
  "recovery-code": "regenerate:recovery-code",
} as const;

function stoppedBy(secret: SecretRecord): HeldWay["stopped"] {
  if (isUsable(secret)) return null;
  if (secret.state === "suspended") return "suspended";
  return secret.tries >= MOST_TRIES ? "too-many-tries" : "used-up";
}

function codesLeftOf(secret: SecretRecord): number | null {
  if (secret.method !== "recovery-code") return null;
  return secret.body.kept.filter(({ usedAt }) => usedAt === null).length;
}

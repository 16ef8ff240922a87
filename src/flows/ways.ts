import type { Instant } from "../base/time.ts";
import { maskNumber } from "../methods/sms-code/number.ts";
import { parseAction } from "../policy/action.ts";
import { requirement } from "../policy/requirement.ts";
import type { SecretRecord, SessionRecord } from "../store/records.ts";
import { viewOfAccount } from "./account-view.ts";
import type { FlowDeps } from "./deps.ts";
import { holdingsOf, isUsable } from "./holdings.ts";

/** What an account can show beside its passkeys, and what it could have more. */
export interface Ways {
  readonly held: readonly HeldWay[];
  /** Methods that the policy lets it add and that it does not have. */
  readonly addable: readonly SecretRecord["method"][];
  readonly emailChangeable: boolean;
}

export interface HeldWay {
  readonly id: string;
  readonly method: SecretRecord["method"];
  /** A masked number; null: there is nothing to tell it by. */
  readonly detail: string | null;
  readonly state: "active" | "suspended";
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  /** Whether the policy has a rule for it, and the account would keep a way in. */
  readonly removable: boolean;
}

const METHODS = ["password", "totp", "sms-code", "recovery-code"] as const;

export async function waysOf(
  deps: FlowDeps,
  { account: id }: SessionRecord,
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
      id: secret.id,
      method: secret.method,
      detail: secret.method === "sms-code" ? maskNumber(secret.body.number) : null,
      state: isUsable(secret) ? "active" : "suspended",
      createdAt: secret.createdAt,
      lastUsedAt: secret.lastUsedAt,
      removable: may(`remove:${secret.method}`, { credential: secret.id }),
    })),
    addable: METHODS.filter(
      (method) => !has(method) && offered.has(`enrol:${method}`) && may(`enrol:${method}`),
    ),
    emailChangeable: may("change:email", { address: "" }),
  };
}

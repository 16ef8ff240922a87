import type { AccountInput } from "../analysis/account.ts";
import type { Instant } from "../base/time.ts";
import type { AccountRecord } from "../store/records.ts";
import { type JudgedHoldings, viewOfAccount } from "./account-view.ts";
import type { FlowDeps } from "./deps.ts";

/** An account as it is analysed: what it holds, under the policy and the knowledge in force. */
export function analysisInput(
  deps: Pick<FlowDeps, "policy" | "knowledge" | "offered">,
  account: AccountRecord,
  holdings: JudgedHoldings,
  now: Instant,
): AccountInput {
  const { policy, knowledge, offered } = deps;
  const emails = holdings.addresses.map(({ normalised }) => normalised);
  const numbers = holdings.secrets.flatMap((secret) =>
    secret.method === "sms-code" ? [secret.body.number] : [],
  );
  return {
    policy,
    knowledge,
    offered,
    now,
    account: viewOfAccount(deps, account, holdings, now),
    channels: [
      ...emails.map((address) => ({ kind: "email" as const, address })),
      ...numbers.map((address) => ({ kind: "sms" as const, address })),
    ],
  };
}

import type { AccountInput } from "../../src/analysis/account.ts";
import { parseAction } from "../../src/policy/action.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { supposed } from "../../src/policy/suppositions.ts";
import type { SupposedHolding } from "../../src/policy/suppositions-schema.ts";
import { EVERYTHING, presetNamed } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { KNOWLEDGE } from "../policy/knowledge.ts";

export const MAIL = { kind: "email", address: "somebody@example.org" } as const;
export const OTHER_MAIL = { kind: "email", address: "other@example.net" } as const;
export const NUMBER = { kind: "sms", address: "+441632960000" } as const;

interface Given {
  readonly policy?: Policy;
  readonly has: readonly SupposedHolding[];
  readonly channels?: AccountInput["channels"];
  readonly everHad?: readonly SupposedHolding["method"][];
}

/** An account that holds what is said. */
export function accountWith({ policy, has, channels, everHad }: Given): AccountInput {
  const action = parseAction("sign-in");
  if (action === undefined) throw new TypeError("sign-in");
  const about = supposed(
    { account: { has: [...has], ...(everHad === undefined ? {} : { everHad: [...everHad] }) } },
    { action, knowledge: KNOWLEDGE, now: NOW },
  );
  if (about.account === null) throw new TypeError("an account");
  return {
    policy: policy ?? presetNamed("balanced"),
    knowledge: about.knowledge,
    account: about.account,
    channels: channels ?? [MAIL],
    offered: EVERYTHING,
    now: NOW,
  };
}

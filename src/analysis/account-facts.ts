import type { Knowledge } from "../assurance/knowledge.ts";
import type { Instant } from "../base/time.ts";
import type { Policy } from "../policy/policy.ts";
import type { AccountView } from "../policy/requirement.ts";
import type { AccountChannel } from "./account-channels.ts";
import type { Way } from "./shape.ts";

/** What is known of an account, beside what a decision sees of it. */
export interface AccountFacts {
  readonly policy: Policy;
  readonly knowledge: Knowledge;
  readonly account: AccountView;
  readonly channels: readonly AccountChannel[];
  readonly now: Instant;
}

/** A way before it is known which others fall to the same. */
export type UnnamedWay = Omit<Way, "alike">;

/** A policy names no credentials: what an account has is meant for every rule that takes it. */
export const EVERY_RULE = () => true;

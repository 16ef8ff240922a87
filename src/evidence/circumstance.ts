import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";

/** A way to tell a person something; each address and each number is one of its own. */
export interface Channel {
  readonly kind: "email" | "sms";
  readonly address: string;
}

/** All that had to be shown was shown, and the waiting began. */
export interface Begun {
  readonly kind: "begun";
  readonly account: AccountId;
  readonly at: Instant;
}

/** A message about the attempt really left on a channel. A banner in a session is none. */
export interface Notified {
  readonly kind: "notified";
  readonly account: AccountId;
  readonly at: Instant;
  readonly channel: Channel;
}

/** Somebody who was told said no. */
export interface Vetoed {
  readonly kind: "vetoed";
  readonly account: AccountId;
  readonly at: Instant;
  readonly channel: Channel;
}

/** What happened around an attempt: facts too, so that waiting is judged like all else. */
export type Circumstance = Begun | Notified | Vetoed;

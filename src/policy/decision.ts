import type { Assurance } from "../assurance/assurance.ts";
import type { ReasonCode } from "../assurance/reasons.ts";
import type { AccountId, AttemptId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { Grant } from "./grant.ts";
import type { Asked, Obstacle } from "./requirement.ts";

/** *May this action go on?* */
export interface Question extends Asked {
  readonly attempt: AttemptId;
  /** Whose proofs count; null while nobody knows yet. */
  readonly subject: AccountId | null;
  readonly assurance: Assurance;
}

export type RefusalCode =
  | Obstacle
  | "no_way_to_meet"
  | "vetoed"
  /** Of a passkey that was shown: it is one step here, and another one is needed. */
  | "passkey_one_step"
  /** Of a passkey that was shown: no rule for this action takes it. */
  | "passkey_not_accepted";

export interface Reason {
  /** The rule it is about, such as `sign-in/1`; the action's name where no rule matched. */
  readonly rule: string;
  readonly code: ReasonCode | RefusalCode;
  readonly evidence: Evidence | null;
}

/** What may be shown next: all of these methods, in whichever order. */
export interface Option {
  readonly ceremony: Ceremony;
  readonly methods: readonly Method[];
}

export type Decision =
  | {
      readonly answer: "allow";
      /** Null where the evidence is only supposed: then nothing can be done with it. */
      readonly grant: Grant | null;
      readonly rule: string;
      readonly evidence: readonly Evidence[];
      readonly reasons: readonly Reason[];
    }
  | {
      readonly answer: "need";
      readonly options: readonly Option[];
      readonly reasons: readonly Reason[];
    }
  | {
      readonly answer: "wait";
      /** Null until the waiting has begun. */
      readonly until: Instant | null;
      readonly rule: string;
      /** How many channels that do not fall with what was shown are yet to be told. */
      readonly notices: number;
      readonly delaySeconds: number;
      readonly reasons: readonly Reason[];
    }
  | { readonly answer: "refuse"; readonly reasons: readonly Reason[] };

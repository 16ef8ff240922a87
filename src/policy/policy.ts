import type { FidoLevel, Adversity } from "../assurance/model-standing.ts";
import type { KeeperClass, UvGrade } from "../assurance/assurance.ts";
import type { Instant } from "../base/time.ts";
import type { Assertion } from "../evidence/external.ts";
import type { Ceremony, Method } from "../evidence/methods.ts";
import type { Action } from "./action.ts";
import type { PolicySource } from "./schema.ts";

/**
 * What the developer wants, parsed. There is no optional field that security depends on:
 * absent is not a value, and `parsePolicy` is the only way here.
 */
export interface Policy {
  readonly name: string;
  /** Names this very policy: its name and a digest of all that it says. */
  readonly version: string;
  readonly assumptions: Assumptions;
  readonly attestation: AttestationRules;
  /** COSE algorithm identifiers, in the order in which they are offered. */
  readonly algorithms: readonly number[];
  readonly counterWentBack: CounterWeight;
  /** Adversities by which a passkey is refused; the worst two are so always. */
  readonly refuses: ReadonlySet<Adversity>;
  /** Each class of passkeys that a term may name. */
  readonly classes: ReadonlyMap<string, PasskeyClass>;
  readonly actions: ReadonlyMap<Action, readonly Combination[]>;
  readonly groups: ReadonlyMap<string, GroupRules>;
  readonly session: SessionLimits;
  /** The end of the days in which accounts may still sign in as they did before; null: none is set. */
  readonly migrationEnds: Instant | null;
  /** All of it as JSON, with what it extends filled in. */
  readonly source: PolicySource;
}

/** What is taken to be so, and printed with every result. */
export interface Assumptions {
  /** An AAGUID without attestation is true: the client at enrolment is the owner's own. */
  readonly honestClients: boolean;
  /** What the dated facts say of a vault's second step holds for this person's vault too. */
  readonly vaults: boolean;
}

export interface AttestationRules {
  /** When a statement is asked for: never, where the person says it is a security key, or always. */
  readonly ask: "never" | "security-keys" | "always";
  /** What happens where none comes that can be verified. */
  readonly unattested: "accept" | "refuse";
}

/** What a counter that went back means: a line in the record, one step less, or nothing at all. */
export type CounterWeight = "record" | "one-step" | "refuse";

/** Which passkeys belong to a class: all those that are at least this. */
export interface PasskeyClass {
  readonly name: string;
  readonly userVerification: UvGrade;
  readonly keepers: readonly KeeperClass[];
  /** Of a vault: only one that is known to demand a second step. */
  readonly vaultSecondStep: boolean;
  readonly attested: boolean;
  /** The key cannot be copied: BE=0, as far as it can be known. */
  readonly deviceBound: boolean;
  /** Certified at one of these at least; null: no certificate is asked for. */
  readonly certified: { readonly fips: number | null; readonly fido: FidoLevel | null } | null;
}

/** One way to be allowed: all of its terms. A policy lists alternatives. */
export interface Combination {
  /** Names the rule in every decision, such as `sign-in/1`. */
  readonly rule: string;
  readonly terms: readonly Term[];
  readonly conditions: Conditions;
  /** How long to wait, with notice, after all was shown and before anything is created. */
  readonly delaySeconds: number;
  /** On how many channels notice must have left that do not fall with what was shown. */
  readonly notices: number;
  /** What is enrolled this way counts as one step of two for so long. */
  readonly settleSeconds: number;
}

/** When a combination is open to an account; what was suspended counts as had. */
export interface Conditions {
  /** Closed to accounts that ever reached one of these (the high-water mark). */
  readonly unlessEverHad: readonly Method[];
  /** Open from so many different kinds of passkeys on. */
  readonly passkeyKinds: number;
  /** Open from so many proved channels for notices on. */
  readonly channels: number;
  /** A declared exception for accounts that come from before; it ends with the migration. */
  readonly migrating: boolean;
}

/** One thing that has to be shown. */
export interface Term {
  readonly ceremony: Ceremony;
  readonly method: Method;
  /** Any of these; empty for every method but `passkey`. */
  readonly classes: readonly PasskeyClass[];
  /** Of `external` alone. */
  readonly assertion: Assertion | null;
  /** How old the evidence may be; null: as old as the attempt or session it belongs to. */
  readonly maxAgeSeconds: number | null;
}

/** What a group asks beside the policy: each of its members must meet both. */
export interface GroupRules {
  readonly actions: ReadonlyMap<Action, readonly Combination[]>;
  readonly session: SessionLimits | null;
}

export interface SessionLimits {
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
}

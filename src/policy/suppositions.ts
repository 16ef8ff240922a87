import { assess } from "../assurance/assess.ts";
import type { Knowledge } from "../assurance/knowledge.ts";
import type { AttemptId } from "../base/ids.ts";
import { type Instant, instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Action } from "./action.ts";
import type { Question } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { type PolicyProblem, problemsOf } from "./problems.ts";
import type { Offered } from "./reachable.ts";
import type { AccountView } from "./requirement.ts";
import { holdingOf, supposedAccount } from "./suppositions-account.ts";
import { ONLY_ID, supposedEvidence } from "./suppositions-evidence.ts";
import { suppositionProblems } from "./suppositions-problems.ts";
import {
  type SupposedPiece,
  type Suppositions,
  suppositionsSchema,
} from "./suppositions-schema.ts";
import { SOMEBODY, supposedKnowledge } from "./suppositions-world.ts";

/** What is supposed, ready to be judged. */
export interface Supposed {
  readonly now: Instant;
  /** What is known, with what is supposed of the world. */
  readonly knowledge: Knowledge;
  readonly account: AccountView | null;
  readonly evidence: readonly Evidence[];
  readonly params: Readonly<Record<string, string>>;
}

export type ReadSuppositions =
  | { readonly ok: true; readonly supposed: Supposed }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** What it is supposed about, and when nothing else is said. */
export interface Occasion {
  readonly action: Action;
  readonly knowledge: Knowledge;
  readonly now: Instant;
}

/** Reads what somebody supposes, from anything. All problems are named at once. */
export function readSuppositions(value: unknown, occasion: Occasion): ReadSuppositions {
  const read = suppositionsSchema.safeParse(value);
  if (read.success) return supposeAll(read.data, occasion);
  const problems = problemsOf(read.error).map(({ path, expected }) => ({
    path: path === "(the policy)" ? "(the file)" : path,
    expected,
  }));
  return { ok: false, problems };
}

/** The same of what has the right shape already. */
export function supposeAll(input: Suppositions, occasion: Occasion): ReadSuppositions {
  const problems = suppositionProblems(input, occasion.knowledge);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, supposed: supposed(input, occasion) };
}

/** The same of what the program supposes by itself. */
export function supposed(input: Suppositions, occasion: Occasion): Supposed {
  const now = input.at === undefined ? occasion.now : instant(Date.parse(input.at));
  const pieces = (input.evidence ?? []).map((piece) => asRecorded(piece, input));
  const knowledge = supposedKnowledge(
    occasion.knowledge,
    [...pieces, ...(input.account?.has ?? [])],
    now,
  );
  const supposing = { known: knowledge, now };
  const evidence = pieces.map((piece, index) =>
    supposedEvidence(piece, credentialOf(piece, index), supposing),
  );
  const given = input.account === undefined ? accountByDefault(pieces, occasion) : input.account;
  const account = given === null ? null : supposedAccount(given, evidence, supposing);
  return { now, knowledge, account, evidence, params: input.params ?? {} };
}

/** What is supposed, as a question to `decide`. */
export function questionAbout(
  { now, knowledge, account, evidence, params }: Supposed,
  asked: { readonly policy: Policy; readonly action: Action; readonly offered: Offered },
): Question {
  return {
    ...asked,
    params,
    attempt: "supposed" as AttemptId,
    subject: SOMEBODY,
    account,
    assurance: assess(evidence, knowledge, now),
    now,
  };
}

/** Who signs up is nobody yet; who has shown nothing is not known. */
function accountByDefault(
  pieces: readonly SupposedPiece[],
  { action }: Occasion,
): Suppositions["account"] & (object | null) {
  const shown = pieces.some(({ prove }) => prove !== undefined);
  return action === "sign-up" || !shown ? null : {};
}

/** The credential that a piece is of; unnamed passkeys are each one of its own. */
export function credentialOf({ credential, prove, enrol }: SupposedPiece, index: number): string {
  if (credential !== undefined) return credential;
  // What is created is another one than what the account has.
  if (enrol !== undefined && enrol in ONLY_ID) return `new-${enrol}`;
  return ONLY_ID[prove ?? ""] ?? `passkey-${index + 1}`;
}

/** A piece that names a credential of the account is of it: its traits need not be said twice. */
function asRecorded(piece: SupposedPiece, input: Suppositions): SupposedPiece {
  const holding = holdingOf(piece, input);
  if (holding === undefined) return piece;
  const { method, id: _, state: __, ...traits } = holding;
  const uvInitialized = traits.uvInitialized ?? traits.userVerified;
  return { ...traits, ...(method === "passkey" ? { uvInitialized } : {}), ...piece };
}

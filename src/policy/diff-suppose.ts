import { assess } from "../assurance/assess.ts";
import type { Knowledge } from "../assurance/knowledge.ts";
import type { AttemptId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Question } from "./decision.ts";
import type { DiffAccount } from "./diff-ask.ts";
import type { EvidenceSet } from "./diff-space.ts";
import type { AccountView, CredentialView } from "./requirement.ts";
import { credentialOf } from "./suppositions.ts";
import { heldBy, supposedAccount, withShown } from "./suppositions-account.ts";
import { supposedEvidence } from "./suppositions-evidence.ts";
import { PASSKEY_KINDS } from "./suppositions-kinds.ts";
import type { SupposedHolding, SupposedPiece, Suppositions } from "./suppositions-schema.ts";
import { SOMEBODY, supposedKnowledge } from "./suppositions-world.ts";

type Holder = NonNullable<Suppositions["account"]>;

/** What both policies are asked about one account and what it shows. */
export type Suppose = (
  account: DiffAccount,
  evidence: EvidenceSet,
) => Omit<Question, "policy" | "action" | "offered" | "params">;

/** Makes each piece and each account once: they come again in thousands of questions. */
export function supposer(knowledge: Knowledge, now: Instant): Suppose {
  const known = supposedKnowledge(knowledge, Object.values(PASSKEY_KINDS), now);
  const supposing = { known, now };
  const piece = once((one: SupposedPiece) => {
    const made = supposedEvidence(one, credentialOf(one, 0), supposing);
    return { made, held: heldBy(made, supposing) };
  });
  const holder = once((account: DiffAccount) => {
    const given = accountOf(account);
    return given === null ? null : supposedAccount(given, [], supposing);
  });
  const shown = once((set: EvidenceSet) => {
    const pieces = set.map(piece);
    const evidence: readonly Evidence[] = pieces.map(({ made }) => made);
    return {
      assurance: assess(evidence, known, now),
      held: pieces.flatMap(({ held }) => held),
    };
  });
  return (account, set) => {
    const { assurance, held } = shown(set);
    return {
      attempt: "supposed" as AttemptId,
      subject: SOMEBODY,
      account: shownBy(holder(account), held),
      assurance,
      now,
    };
  };
}

function shownBy(account: AccountView | null, held: readonly CredentialView[]): AccountView | null {
  return account === null ? null : withShown(account, held);
}

function once<A, R>(make: (given: A) => R): (given: A) => R {
  const made = new Map<string, R>();
  return (given) => {
    const key = JSON.stringify(given);
    const again = made.get(key);
    if (again !== undefined) return again;
    const result = make(given);
    made.set(key, result);
    return result;
  };
}

const OTHERS: readonly SupposedHolding[] = [
  { method: "password", id: "password" },
  { method: "totp", id: "totp", keptIn: "own-app" },
  { method: "sms-code", id: "sms-code" },
  { method: "recovery-code", id: "recovery-code" },
];
const ONE: SupposedHolding = {
  method: "passkey",
  id: "kept-one",
  ...PASSKEY_KINDS["platform-synced"],
};
const OTHER: SupposedHolding = {
  method: "passkey",
  id: "kept-other",
  ...PASSKEY_KINDS["hardware-key"],
};

function accountOf(account: DiffAccount): Holder | null {
  const two = { has: [ONE, OTHER, ...OTHERS], channels: 3 };
  switch (account) {
    case "nobody":
      return null;
    case "without-passkey":
      return { has: [...OTHERS], channels: 3 };
    case "one-passkey":
      return { has: [ONE, ...OTHERS], channels: 3 };
    case "two-kinds":
      return two;
    default:
      return { ...two, groups: [account.slice("group:".length)] };
  }
}

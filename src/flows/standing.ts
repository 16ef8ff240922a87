import { assess } from "../assurance/assess.ts";
import type { Assurance, Proof } from "../assurance/assurance.ts";
import type { Instant } from "../base/time.ts";
import { parseAction } from "../policy/action.ts";
import { requirement } from "../policy/requirement.ts";
import type { Reads } from "../store/port.ts";
import type { CredentialRecord, SessionRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import { viewAccount } from "./judge.ts";
import { type ReasonView, reasonView } from "./view.ts";

/** What a session rests on, assessed now: never a label that was stored with it. */
export interface SessionStanding {
  readonly record: SessionRecord;
  readonly email: string | null;
  readonly assurance: Assurance;
  readonly reasons: readonly ReasonView[];
}

export async function sessionStanding(
  deps: FlowDeps,
  record: SessionRecord,
  now: Instant,
): Promise<SessionStanding> {
  const assurance = assess(record.evidence, deps.knowledge, now);
  const [address] = await deps.store.addressesOf(record.account);
  return {
    record,
    email: address?.address ?? null,
    assurance,
    // What was shown last says most.
    reasons: assurance.proofs.toReversed().flatMap((proof) => reasonsOf(proof, record.rule)),
  };
}

/** A credential with what it is worth, and whether the account can do without it. */
export interface CredentialStanding {
  readonly record: CredentialRecord;
  readonly proof: Proof | null;
  readonly removable: boolean;
}

export async function credentialStandings(
  deps: FlowDeps,
  account: SessionRecord["account"],
  now: Instant,
): Promise<readonly CredentialStanding[]> {
  const { store, policy, knowledge } = deps;
  const view = await accountView(store, account);
  const remove = parseAction("remove:passkey");
  const records = await store.credentialsOf(account);
  return records.map((record) => {
    const [proof = null] = assess([record.enrolment], knowledge, now).proofs;
    const obstacles =
      remove === undefined
        ? []
        : requirement(policy, remove, { credential: record.id }, view).obstacles;
    return { record, proof, removable: obstacles.length === 0 };
  });
}

async function accountView(reads: Reads, id: SessionRecord["account"]) {
  const account = await reads.accountById(id);
  return account === undefined ? null : viewAccount(reads, account);
}

function reasonsOf(proof: Proof, rule: string): readonly ReasonView[] {
  return proof.reasons.map((code) => reasonView({ rule, code, evidence: proof.evidence }));
}

import { aged } from "../assurance/age.ts";
import { assess } from "../assurance/assess.ts";
import type { Assurance, PasskeyGrade, Proof } from "../assurance/assurance.ts";
import type { Instant } from "../base/time.ts";
import { parseAction } from "../policy/action.ts";
import { requirement } from "../policy/requirement.ts";
import { type Verdict, verdictOn } from "../policy/verdict.ts";
import type { CredentialRecord, SessionRecord } from "../store/records.ts";
import { bestOf, viewOfAccount } from "./account-view.ts";
import { currentEvidence } from "./current-evidence.ts";
import type { FlowDeps } from "./deps.ts";
import { holdingsOf } from "./holdings.ts";
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
  const holdings = await holdingsOf(deps.store, record.account);
  const evidence = currentEvidence(record.evidence, holdings);
  const assurance = aged(assess(evidence, deps.knowledge, now), now);
  const [address] = holdings.addresses;
  return {
    record,
    email: address?.address ?? null,
    assurance,
    // What was shown last says most.
    reasons: assurance.proofs
      .filter(({ method, ceremony }) => method === "passkey" || ceremony === "prove")
      .toReversed()
      .flatMap((proof) => reasonsOf(proof, record.rule)),
  };
}

/** A credential with what it is worth, and whether the account can do without it. */
export interface CredentialStanding {
  readonly record: CredentialRecord;
  /** At its best, assessed now. */
  readonly proof: PasskeyGrade;
  /** What it is good for when its owner signs in. */
  readonly verdict: Verdict;
  readonly removable: boolean;
}

export async function credentialStandings(
  deps: FlowDeps,
  id: SessionRecord["account"],
  now: Instant,
): Promise<readonly CredentialStanding[]> {
  const { store, policy } = deps;
  const holdings = await holdingsOf(store, id);
  const owner = await store.accountById(id);
  const account = owner === undefined ? null : viewOfAccount(deps, owner, holdings, now);
  const remove = parseAction("remove:passkey");
  return holdings.credentials.map((record) => {
    const proof = bestOf(deps, record, now);
    const params = { credential: record.id };
    const asked = { policy, account, params, offered: deps.offered, now };
    const obstacles =
      remove === undefined ? [] : requirement({ ...asked, action: remove }).obstacles;
    const { verdict } = verdictOn({ policy, action: "sign-in", account, now }, proof);
    return { record, proof, verdict, removable: obstacles.length === 0 };
  });
}

function reasonsOf(proof: Proof, rule: string): readonly ReasonView[] {
  return proof.reasons.map((code) => reasonView({ rule, code, evidence: proof.evidence }));
}

import { aged } from "../assurance/age.ts";
import { assess } from "../assurance/assess.ts";
import type { Assurance, PasskeyGrade, Proof } from "../assurance/assurance.ts";
import type { RpId, UserHandle } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import { type Verdict, verdictOn } from "../policy/verdict.ts";
import type { CredentialRecord, SessionRecord } from "../store/records.ts";
import { bestOf, viewOfAccount } from "./account-view.ts";
import { currentEvidence } from "./current-evidence.ts";
import type { FlowDeps } from "./deps.ts";
import { type Doable, doableTo } from "./doable.ts";
import { holdingsOf } from "./holdings.ts";
import { type ReasonView, reasonView } from "./view.ts";

/** What a session rests on, assessed now: never a label that was stored with it. */
export interface SessionStanding {
  readonly record: SessionRecord;
  readonly email: string | null;
  /** What authenticators call the site and the account. */
  readonly passkeyOwner: { readonly rpId: RpId; readonly userHandle: UserHandle | null };
  readonly assurance: Assurance;
  readonly reasons: readonly ReasonView[];
}

export async function sessionStanding(
  deps: FlowDeps,
  record: SessionRecord,
  now: Instant,
): Promise<SessionStanding> {
  const holdings = await holdingsOf(deps.store, record.account);
  const owner = await deps.store.accountById(record.account);
  const evidence = currentEvidence(record.evidence, holdings);
  const assurance = aged(assess(evidence, deps.knowledge, now), now);
  const [address] = holdings.addresses;
  return {
    record,
    email: address?.address ?? null,
    passkeyOwner: { rpId: deps.site.rpId, userHandle: owner?.userHandle ?? null },
    assurance,
    // What was shown last says most.
    reasons: assurance.proofs
      .filter(({ method, ceremony }) => method === "passkey" || ceremony === "prove")
      .toReversed()
      .flatMap((proof) => reasonsOf(proof, record.rule)),
  };
}

/** A credential with what it is worth, and what can be done to it. */
export interface CredentialStanding extends Doable {
  readonly record: CredentialRecord;
  /** At its best, assessed now. */
  readonly proof: PasskeyGrade;
  /** What it is good for when its owner signs in. */
  readonly verdict: Verdict;
}

export async function credentialStandings(
  deps: FlowDeps,
  id: SessionRecord["account"],
  now: Instant,
): Promise<readonly CredentialStanding[]> {
  const { store, policy, offered } = deps;
  const holdings = await holdingsOf(store, id);
  const owner = await store.accountById(id);
  const account = owner === undefined ? null : viewOfAccount(deps, owner, holdings, now);
  return holdings.credentials.map((record) => {
    const proof = bestOf(deps, record, now);
    const target = { id: record.id, method: "passkey", state: record.state } as const;
    const { verdict } = verdictOn({ policy, action: "sign-in", account, now }, proof);
    return { record, proof, verdict, ...doableTo({ policy, offered, now }, account, target) };
  });
}

function reasonsOf(proof: Proof, rule: string): readonly ReasonView[] {
  return proof.reasons.map((code) => reasonView({ rule, code, evidence: proof.evidence }));
}

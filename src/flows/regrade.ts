import { recordEvent } from "../audit/event.ts";
import { rejudgeEnrolment } from "../methods/passkey/rejudge.ts";
import type { Reads, Transaction } from "../store/port.ts";
import type { CredentialGrade, CredentialRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import { gradedWith, gradeOf } from "./grading.ts";

/** What stored credentials are graded by. */
export type Judges = Pick<FlowDeps, "policy" | "knowledge" | "anchors">;

/** How far a re-assessment is. */
export interface RegradeProgress {
  readonly all: number;
  readonly left: number;
  /** Whose grade became another one, in this batch. */
  readonly changed: number;
}

/**
 * Grades the next credentials that were graded by another policy or knowledge, and leaves a line in
 * the record for each that is worth something else now. Each row says by what it was graded, so
 * that it goes on after an interruption, and several nodes may do it at once.
 */
export async function regradeBatch(
  deps: Judges & Pick<FlowDeps, "store" | "clock">,
  limit: number,
): Promise<RegradeProgress> {
  const version = gradedWith(deps);
  const found = await deps.store.credentialsNotGradedWith(version, limit);
  const judged = found.map((record) => ({
    id: record.id,
    enrolment: rejudgeEnrolment(record.enrolment, record, deps.anchors),
  }));
  const changed = await deps.store.transact(async (tx) => {
    let count = 0;
    for (const one of judged) {
      const record = await tx.credentialById(one.id);
      if (record === undefined || record.graded?.with === version) continue;
      if (await regradeOne(deps, tx, { ...record, enrolment: one.enrolment })) count += 1;
    }
    return count;
  });
  return { ...(await deps.store.countCredentials(version)), changed };
}

async function regradeOne(
  deps: Judges & Pick<FlowDeps, "clock">,
  tx: Transaction,
  record: CredentialRecord,
): Promise<boolean> {
  const graded = await gradeNow(deps, tx, record);
  if (graded === null) return false;
  const { id, enrolment, account, graded: before } = record;
  await tx.regradeCredential({ id, graded, enrolment });
  if (before === null || isSame(before, graded)) return false;
  await recordEvent(tx, {
    kind: "credential.regraded",
    at: deps.clock(),
    account,
    attempt: null,
    network: "",
    data: { credential: id, before, after: graded },
  });
  return true;
}

async function gradeNow(
  deps: Judges & Pick<FlowDeps, "clock">,
  reads: Reads,
  record: CredentialRecord,
): Promise<CredentialGrade | null> {
  const account = await reads.accountById(record.account);
  if (account === undefined) return null;
  const all = await reads.credentialsOf(record.account);
  const credentials = all.map((other) => (other.id === record.id ? record : other));
  return gradeOf(deps, account, credentials, record, deps.clock());
}

export function isSame(a: CredentialGrade, b: CredentialGrade): boolean {
  return a.verdict === b.verdict && a.reasons.join(" ") === b.reasons.join(" ");
}

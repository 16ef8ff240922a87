import { type AccountId, type AttemptId, newId } from "../base/ids.ts";
import { type Instant, toIso } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Transaction } from "../store/port.ts";

/** Every kind of line that the audit record may hold. */
export type EventKind =
  | "attempt.allowed"
  | "attempt.refused"
  | "attempt.waiting"
  | "link.made"
  | "operator.invited"
  | "operator.removed"
  | "operator.done"
  | "operator.refused"
  | "notice.vetoed"
  | "notice.reported"
  | "credential.regraded"
  | "credential.vouched"
  | "metadata.imported"
  | "regrading.finished"
  | "evidence.accepted"
  | "evidence.refused"
  | "message.queued"
  | "message.sent"
  | "message.failed"
  | "sign-in.weaker"
  | "session.ended"
  | "session.fell"
  | "address.changed"
  | "credential.removed"
  | "credential.suspended"
  | "credential.lifted"
  | "credential.renamed";

export interface AuditEvent {
  readonly kind: EventKind;
  readonly at: Instant;
  readonly account: AccountId | null;
  readonly attempt: AttemptId | null;
  /** Where it came from, as far as the network says. */
  readonly network: string;
  /** Never a secret: codes, cookies and challenges do not come here. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Appends a line in the transaction that makes it true. */
export async function recordEvent(tx: Transaction, event: AuditEvent): Promise<void> {
  await tx.appendEvent({ id: newId(event.at), ...event });
}

/** What an event says about a piece of evidence: the facts that decided, nothing that signs in. */
export function evidenceSummary(evidence: Evidence): Readonly<Record<string, unknown>> {
  const { kind, at } = evidence;
  if (evidence.kind === "begun" || evidence.kind === "notified" || evidence.kind === "vetoed") {
    return { fact: kind, at: toIso(at) };
  }
  const { ceremony } = evidence;
  if (evidence.kind !== "passkey") return { method: kind, ceremony, at: toIso(at) };
  const enrolment = evidence.ceremony === "enrol" ? evidence : evidence.enrolment;
  return {
    method: kind,
    ceremony,
    at: toIso(at),
    credential: evidence.credential,
    userPresent: evidence.userPresent,
    userVerified: evidence.userVerified,
    backupEligible: evidence.backupEligible,
    backedUp: evidence.backedUp,
    aaguid: enrolment.aaguid,
    attestation: enrolment.attestation.verdict,
    ...(evidence.ceremony === "prove"
      ? { counter: evidence.counter, backupChange: evidence.backupChange }
      : {}),
  };
}

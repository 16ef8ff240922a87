import { type Evidence, withEnrolment } from "../evidence/evidence.ts";
import type { CredentialRecord } from "../store/records.ts";

/**
 * What a session rests on, as it stands today: what rests on a passkey that is gone or suspended is
 * gone, and how its passkey came to be is what the record says now, not what was said when the
 * evidence was stored.
 */
export function currentEvidence(
  evidence: readonly Evidence[],
  credentials: readonly CredentialRecord[],
): readonly Evidence[] {
  return evidence.flatMap((piece): readonly Evidence[] => {
    if (piece.kind !== "passkey") return [piece];
    const record = credentials.find(({ id }) => id === piece.credential);
    if (record?.state !== "active") return [];
    if (piece.ceremony === "enrol") return [record.enrolment];
    return [piece.enrolment === record.enrolment ? piece : withEnrolment(piece, record.enrolment)];
  });
}

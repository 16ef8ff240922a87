import { type Evidence, withEnrolment } from "../evidence/evidence.ts";
import type { SecretRecord } from "../store/records.ts";
import type { Holdings } from "./holdings.ts";

/**
 * What a session rests on, as it stands today: what rests on a passkey that is gone or suspended is
 * gone, and how its passkey came to be is what the record says now, not what was said when the
 * evidence was stored.
 */
export function currentEvidence(
  evidence: readonly Evidence[],
  { credentials, secrets }: Holdings,
): readonly Evidence[] {
  return evidence.flatMap((piece): readonly Evidence[] => {
    if (piece.kind !== "passkey") return isLost(piece, secrets) ? [] : [piece];
    const record = credentials.find(({ id }) => id === piece.credential);
    if (record?.state !== "active") return [];
    if (piece.ceremony === "enrol") return [record.enrolment];
    return [piece.enrolment === record.enrolment ? piece : withEnrolment(piece, record.enrolment)];
  });
}

/**
 * Whether what was shown is gone or suspended since. A new password or a new set of codes takes the
 * place of the old one, and a session that rests on the old one rests on nothing.
 */
function isLost(piece: Evidence, secrets: readonly SecretRecord[]): boolean {
  switch (piece.kind) {
    case "password":
    case "totp":
    case "recovery-code":
      return !secrets.some(({ id, state }) => id === piece.credential && state === "active");
    case "sms-code":
      return !secrets.some(
        (secret) =>
          secret.method === "sms-code" &&
          secret.state === "active" &&
          secret.body.number === piece.number,
      );
    case "passkey":
    case "email-code":
    case "magic-link":
    case "external":
    case "begun":
    case "notified":
    case "vetoed":
      return false;
  }
}

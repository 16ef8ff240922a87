import { type Evidence, withEnrolment } from "../evidence/evidence.ts";
import type { AddressRecord, CredentialRecord, SecretRecord } from "../store/records.ts";
import type { Holdings } from "./holdings.ts";

/**
 * What a session rests on, as it stands today: what rests on a passkey that is gone or suspended is
 * gone, unless it is the very one that is lifted, and how its passkey came to be is what the record says now, not what was said when the
 * evidence was stored.
 */
export function currentEvidence(
  evidence: readonly Evidence[],
  { credentials, secrets, addresses }: Holdings,
  lifted: string | null = null,
): readonly Evidence[] {
  const counts = ({ id, state }: CredentialRecord | SecretRecord) =>
    state === "active" || id === lifted;
  return evidence.flatMap((piece): readonly Evidence[] => {
    if (piece.kind !== "passkey") {
      return isLost(piece, secrets.filter(counts), addresses) ? [] : [piece];
    }
    const record = credentials.find((one) => one.id === piece.credential && counts(one));
    if (record === undefined) return [];
    if (piece.ceremony === "enrol") return [record.enrolment];
    return [piece.enrolment === record.enrolment ? piece : withEnrolment(piece, record.enrolment)];
  });
}

/**
 * Whether what was shown is gone or suspended since. A new password or a new set of codes takes the
 * place of the old one, and a session that rests on the old one rests on nothing. A mailbox counts for
 * as long as it is the account's.
 */
function isLost(
  piece: Evidence,
  counting: readonly SecretRecord[],
  addresses: readonly AddressRecord[],
): boolean {
  switch (piece.kind) {
    case "password":
    case "totp":
    case "recovery-code":
      return !counting.some(({ id }) => id === piece.credential);
    case "sms-code":
      return !counting.some(
        (secret) => secret.method === "sms-code" && secret.body.number === piece.number,
      );
    case "email-code":
    case "magic-link":
      return !addresses.some(({ normalised }) => normalised === piece.address);
    case "passkey":
    case "external":
    case "begun":
    case "notified":
    case "vetoed":
      return false;
  }
}

import { isPasskeyEnrolment } from "./passkey-shape.ts";
import type { CredentialGrade, CredentialRecord } from "./records.ts";
import {
  exactly,
  isAccountId,
  isCredentialId,
  isFlag,
  isInstant,
  isInteger,
  isText,
  listOf,
  nullable,
  oneOf,
} from "./shape.ts";

export const isCredentialState = oneOf<CredentialRecord["state"]>({
  active: true,
  suspended: true,
});

const grade = { verdict: isText, reasons: listOf(isText) };

/** What a grade says, as it stands beside the version that it was made with. */
export const isGrade = exactly<Omit<CredentialGrade, "with">>(grade);

/** A whole record as JSON, as an attempt keeps those that are not bound yet. */
export const isCredentialRecord = exactly<CredentialRecord>({
  id: isCredentialId,
  account: isAccountId,
  publicKey: isText,
  counter: isInteger,
  backupEligible: isFlag,
  backedUp: isFlag,
  uvInitialized: isFlag,
  name: nullable(isText),
  state: isCredentialState,
  createdAt: isInstant,
  lastUsedAt: nullable(isInstant),
  settlesAt: nullable(isInstant),
  graded: nullable(exactly<CredentialGrade>({ with: isText, ...grade })),
  enrolment: isPasskeyEnrolment,
  attestationObject: isText,
  clientDataJson: isText,
});

import * as z from "zod";
import { AssayFault } from "../../base/fault.ts";
import { type AccountId, type Origin, type RpId, ZERO_AAGUID } from "../../base/ids.ts";
import { instant } from "../../base/time.ts";
import type { PasskeyEnrolment } from "../../evidence/passkey.ts";
import { type Fact, fact } from "../../evidence/provenance.ts";
import type { CheckedAuthentication, StoredPasskey } from "./authentication.ts";

/** A passkey as a server of your own has stored it (WebAuthn L3 section 4, "credential record"). */
export interface PasskeyRecord {
  /** Base64url. */
  readonly id: string;
  /** COSE_Key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  /** Absent: the record does not know. Known, it must never change. */
  readonly backupEligible?: boolean | null | undefined;
  readonly backedUp?: boolean | null | undefined;
  /** Absent: no, so that a UV that appears counts for nothing until another factor vouches. */
  readonly uvInitialized?: boolean | undefined;
  /**
   * The evidence that `verifyRegistration` gave. Absent: how the credential came to be is
   * unknown, and the proof is graded accordingly.
   */
  readonly enrolment?: PasskeyEnrolment | undefined;
}

const schema = z.object({
  id: z.string().min(1),
  publicKey: z.string().min(1),
  counter: z.int().min(0).max(0xffff_ffff),
  backupEligible: z.boolean().nullish(),
  backedUp: z.boolean().nullish(),
  uvInitialized: z.boolean().default(false),
});

/** @throws AssayFault `ASSAY_EXPECTED_INVALID` where the record is none, or mixes two credentials. */
export function parsePasskeyRecord(record: PasskeyRecord): {
  readonly stored: StoredPasskey;
  readonly enrolment: PasskeyEnrolment | null;
} {
  const parsed = schema.safeParse(record);
  if (!parsed.success) {
    throw new AssayFault("ASSAY_EXPECTED_INVALID", z.prettifyError(parsed.error));
  }
  const { backupEligible = null, backedUp = null, ...rest } = parsed.data;
  const enrolment = record.enrolment ?? null;
  if (enrolment !== null && enrolment.credential !== rest.id) {
    throw new AssayFault("ASSAY_EXPECTED_INVALID", "the enrolment is another credential's");
  }
  return { stored: { ...rest, backupEligible, backedUp }, enrolment: withKeyId(enrolment) };
}

/** Evidence that was stored before its attestation had a `keyId` has none. */
function withKeyId(enrolment: PasskeyEnrolment | null): PasskeyEnrolment | null {
  if (enrolment === null || Object.hasOwn(enrolment.attestation, "keyId")) return enrolment;
  return { ...enrolment, attestation: { ...enrolment.attestation, keyId: null } };
}

/**
 * An enrolment that nobody can tell of: every fact has a value, and its provenance says none. It
 * is not evidence by itself, since nobody saw it.
 */
export function unknownEnrolment(
  checked: CheckedAuthentication,
  account: AccountId,
): PasskeyEnrolment {
  const { stored, expectation } = checked;
  return {
    kind: "passkey",
    ceremony: "enrol",
    account,
    at: instant(0),
    credential: checked.id,
    rpId: expectation.rpId as RpId,
    origin: unknown("" as Origin),
    crossOrigin: unknown(false),
    topOrigin: unknown(null),
    userVerificationAsked: "preferred",
    userPresent: unknown(false),
    userVerified: unknown(false),
    backupEligible: unknown(stored.backupEligible ?? true),
    backedUp: unknown(stored.backedUp ?? true),
    signCount: unknown(0),
    attachment: unknown(null),
    authenticatorExtensions: unknown([]),
    aaguid: unknown(ZERO_AAGUID),
    algorithm: checked.algorithm,
    transports: unknown([]),
    discoverable: unknown(null),
    attestation: { format: "none", verdict: "unchecked", path: [], keyId: null },
    mediation: "modal",
  };
}

function unknown<T>(value: T): Fact<T> {
  return fact(value, "unknown");
}

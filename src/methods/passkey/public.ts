import { toBase64url } from "../../base/bytes.ts";
import type { Aaguid, AccountId } from "../../base/ids.ts";
import { type Failure, fail } from "../../base/result.ts";
import { instant } from "../../base/time.ts";
import type { PasskeyEnrolment, PasskeyProof } from "../../evidence/passkey.ts";
import { checkAuthentication } from "./authentication.ts";
import type { PasskeyCode } from "./codes.ts";
import { enrolmentEvidence, proofEvidence } from "./evidence.ts";
import {
  type ExpectedAuthentication,
  type ExpectedRegistration,
  parseExpectedAuthentication,
  parseExpectedRegistration,
} from "./expected.ts";
import { readAuthenticationResponse, readRegistrationResponse } from "./input.ts";
import { type PasskeyRecord, parsePasskeyRecord, unknownEnrolment } from "./passkey-record.ts";
import { type CheckedRegistration, checkRegistration } from "./registration.ts";

export type { Failure } from "../../base/result.ts";
export type {
  AttestationFacts,
  AttestationVerdict,
  BackupChange,
  CounterBehaviour,
  PasskeyEnrolment,
  PasskeyProof,
} from "../../evidence/passkey.ts";
export type { Fact, Provenance } from "../../evidence/provenance.ts";
export type { PasskeyCode } from "./codes.ts";
export type { ExpectedAuthentication, ExpectedRegistration } from "./expected.ts";
export type { PasskeyRecord } from "./passkey-record.ts";

/** A registration that passed: what it established, and what to store. */
export interface VerifiedRegistration {
  readonly ok: true;
  readonly evidence: PasskeyEnrolment;
  readonly credential: NewPasskey;
}

/** What to store of a new passkey (WebAuthn L3 section 7.1 step 27), with the evidence beside it. */
export interface NewPasskey {
  /** Base64url; unique over all accounts (step 26). */
  readonly id: string;
  /** COSE_Key, base64url. */
  readonly publicKey: string;
  readonly algorithm: number;
  readonly counter: number;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** Whether UV was set. Where it was not, a later UV counts only beside another factor. */
  readonly uvInitialized: boolean;
  readonly aaguid: Aaguid;
  readonly transports: readonly string[];
  /** Both verbatim, base64url: they can be judged again when a model turns out to be broken. */
  readonly attestationObject: string;
  readonly clientDataJSON: string;
}

/** An authentication that passed: what it proved, and the record as it is to be stored now. */
export interface VerifiedAuthentication {
  readonly ok: true;
  readonly evidence: PasskeyProof;
  readonly credential: PasskeyRecord & {
    readonly backupEligible: boolean;
    readonly backedUp: boolean;
    /**
     * As it was: it is for the caller to raise it, when UV was set and another factor of equal
     * worth vouched for it (WebAuthn L3 section 7.2 step 24).
     */
    readonly uvInitialized: boolean;
  };
}

/**
 * Verifies a registration ceremony (WebAuthn L3 section 7.1). An attestation that is valid and
 * that no trust anchor vouches for passes as `untrusted`, unless `requireAttestation` is set; one
 * that is invalid never passes.
 *
 * @param given.response the `RegistrationResponseJSON` as it came from the browser
 * @returns a `PasskeyCode` for whatever is wrong with the response; never throws on one
 * @throws AssayFault `ASSAY_EXPECTED_INVALID` where `expected` itself is wrong
 */
export function verifyRegistration(given: {
  readonly response: unknown;
  readonly expected: ExpectedRegistration;
}): VerifiedRegistration | Failure<PasskeyCode> {
  const { expectation, account, now } = parseExpectedRegistration(given.expected);
  const response = readRegistrationResponse(given.response);
  if (!response.ok) return response;
  const checked = checkRegistration(response.value, expectation, now);
  if (!checked.ok) return checked;
  const about = { account: account as AccountId, at: instant(now.getTime()) };
  return {
    ok: true,
    evidence: enrolmentEvidence(checked.value, about),
    credential: newPasskey(checked.value),
  };
}

function newPasskey(checked: CheckedRegistration): NewPasskey {
  const { flags, signCount } = checked.authenticatorData;
  return {
    id: checked.id,
    publicKey: toBase64url(checked.publicKey),
    algorithm: checked.algorithm,
    counter: signCount,
    backupEligible: flags.backupEligible,
    backedUp: flags.backedUp,
    uvInitialized: flags.userVerified,
    aaguid: checked.aaguid,
    transports: checked.response.transports,
    attestationObject: toBase64url(checked.response.attestationObject),
    clientDataJSON: toBase64url(checked.response.clientDataJson),
  };
}

/**
 * Verifies an authentication ceremony (WebAuthn L3 section 7.2) with the credential that the
 * response names. A counter that did not advance is refused as `counter_went_back`, unless
 * `counterPolicy` says to record it: inside Assay that is evidence, which the policy weighs.
 *
 * @param given.response the `AuthenticationResponseJSON` as it came from the browser
 * @param given.credential the stored record
 * @returns a `PasskeyCode` for whatever is wrong with the response or the stored key; never
 *   throws on a response
 * @throws AssayFault `ASSAY_EXPECTED_INVALID` where `expected` or `credential` itself is wrong
 */
export function verifyAuthentication(given: {
  readonly response: unknown;
  readonly credential: PasskeyRecord;
  readonly expected: ExpectedAuthentication;
}): VerifiedAuthentication | Failure<PasskeyCode> {
  const { expectation, account, now, counterPolicy } = parseExpectedAuthentication(given.expected);
  const { stored, enrolment } = parsePasskeyRecord(given.credential);
  const response = readAuthenticationResponse(given.response);
  if (!response.ok) return response;
  const checked = checkAuthentication(response.value, stored, expectation);
  if (!checked.ok) return checked;
  if (checked.value.counter === "went-back" && counterPolicy === "refuse") {
    return fail("counter_went_back");
  }
  const { flags, signCount } = checked.value.authenticatorData;
  const about = { account: account as AccountId, at: instant(now.getTime()) };
  return {
    ok: true,
    evidence: proofEvidence(checked.value, {
      ...about,
      enrolment: enrolment ?? unknownEnrolment(checked.value, about.account),
      // What a server of your own keeps of it is its own affair.
      settlesAt: null,
    }),
    // Step 24.
    credential: {
      ...given.credential,
      counter: signCount,
      backupEligible: flags.backupEligible,
      backedUp: flags.backedUp,
      uvInitialized: stored.uvInitialized,
    },
  };
}

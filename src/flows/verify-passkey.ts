import { evidenceSummary, recordEvent } from "../audit/event.ts";
import { toBase64url } from "../base/bytes.ts";
import type { CredentialId } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import {
  type CheckedAuthentication,
  checkAuthentication,
} from "../methods/passkey/authentication.ts";
import { authenticationExpectation, registrationExpectation } from "../methods/passkey/ceremony.ts";
import { enrolmentEvidence, proofEvidence } from "../methods/passkey/evidence.ts";
import { readAuthenticationResponse, readRegistrationResponse } from "../methods/passkey/input.ts";
import { type CheckedRegistration, checkRegistration } from "../methods/passkey/registration.ts";
import type { Transaction } from "../store/port.ts";
import type { AccountRecord, CredentialRecord } from "../store/records.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { liftedBy } from "./lifted.ts";
import type { LoadedAttempt } from "./load.ts";
import { authenticationPlan, registrationPlan } from "./passkey-plan.ts";
import { personOf } from "./person.ts";
import type { PasskeyStep } from "./sealing.ts";
import type { Verified } from "./verified.ts";

/** Checks an assertion against the credential that it names, and says who it was. */
export async function verifyProof(
  deps: FlowDeps,
  caller: Caller,
  loaded: LoadedAttempt,
  step: PasskeyStep,
  response: unknown,
  now: Instant,
): Promise<Result<Verified, FlowCode>> {
  const read = readAuthenticationResponse(response);
  if (!read.ok) return read;
  const credential = await deps.store.credentialById(read.value.id as CredentialId);
  const owner =
    credential === undefined ? undefined : await deps.store.accountById(credential.account);
  if (credential === undefined || owner === undefined) return fail("credential_unknown");
  const { state, id } = credential;
  if (state !== "active" && id !== liftedBy(loaded.record)) return fail("credential_unknown");
  // Where the account is known already, the passkey of another one is an unknown one (B12).
  if (!(await mayBe(deps, loaded, owner))) return fail("credential_unknown");
  const plan = authenticationPlan(deps.site, step, step.allow.length > 0 ? owner.userHandle : null);
  const expectation = authenticationExpectation(plan, owner.userHandle);
  const checked = checkAuthentication(read.value, credential, expectation);
  if (!checked.ok) {
    await recordRefusal(deps, caller, loaded, credential, checked.code, now);
    return checked;
  }
  const { enrolment, settlesAt } = credential;
  const about = { account: owner.id, at: now, enrolment, settlesAt };
  return ok({
    evidence: proofEvidence(checked.value, about),
    pending: null,
    confirm: (tx) => recordUse(tx, credential, checked.value, now),
  });
}

/** Checks a new passkey; it is bound to the account only when the attempt is allowed. */
export async function verifyEnrolment(
  deps: FlowDeps,
  loaded: LoadedAttempt,
  step: PasskeyStep,
  response: unknown,
  now: Instant,
): Promise<Result<Verified, FlowCode>> {
  const { account } = loaded.record;
  if (account === null) return fail("method_not_offered");
  const read = readRegistrationResponse(response);
  if (!read.ok) return read;
  const plan = registrationPlan(deps, step, await personOf(deps.store, loaded));
  const checked = checkRegistration(
    read.value,
    registrationExpectation(plan, deps.anchors),
    new Date(now),
  );
  if (!checked.ok) return checked;
  // WebAuthn L3 section 7.1 step 26, for whichever account; the store's key says it again.
  if ((await deps.store.credentialById(checked.value.id)) !== undefined) {
    return fail("credential_known");
  }
  const evidence = enrolmentEvidence(checked.value, { account, at: now });
  return ok({
    evidence,
    pending: newRecord(checked.value, { account, enrolment: evidence, now }),
    confirm: async () => null,
  });
}

/** The account that was named or is known, if any, is the passkey's own. */
async function mayBe(
  deps: FlowDeps,
  { record }: LoadedAttempt,
  owner: AccountRecord,
): Promise<boolean> {
  if (record.account !== null) return record.account === owner.id;
  if (record.identifier === null) return true;
  const named = await deps.store.addressesOf(owner.id);
  const identifier = record.identifier.normalize("NFKC").toLowerCase();
  return named.some(({ normalised }) => normalised === identifier);
}

/** WebAuthn L3 section 7.2 step 24, by a condition on what was read before the check. */
async function recordUse(
  tx: Transaction,
  before: CredentialRecord,
  { authenticatorData }: CheckedAuthentication,
  now: Instant,
): Promise<FlowCode | null> {
  const written = await tx.recordCredentialUse({
    id: before.id,
    expectedCounter: before.counter,
    expectedState: before.state,
    // A counter that went back is a signal, recorded as evidence; the record keeps the highest.
    counter: Math.max(before.counter, authenticatorData.signCount),
    backedUp: authenticatorData.flags.backedUp,
    uvInitialized: before.uvInitialized,
    lastUsedAt: now,
  });
  return written ? null : "credential_unknown";
}

function newRecord(
  checked: CheckedRegistration,
  {
    account,
    enrolment,
    now,
  }: {
    account: CredentialRecord["account"];
    enrolment: CredentialRecord["enrolment"];
    now: Instant;
  },
): CredentialRecord {
  const { flags, signCount } = checked.authenticatorData;
  return {
    id: checked.id,
    account,
    publicKey: toBase64url(checked.publicKey),
    counter: signCount,
    backupEligible: flags.backupEligible,
    backedUp: flags.backedUp,
    uvInitialized: flags.userVerified,
    name: null,
    state: "active",
    createdAt: now,
    lastUsedAt: null,
    settlesAt: null,
    graded: null,
    enrolment,
    attestationObject: toBase64url(checked.response.attestationObject),
    clientDataJson: toBase64url(checked.response.clientDataJson),
  };
}

/** A refused ceremony with a passkey that exists is a line in its owner's record (R60). */
async function recordRefusal(
  deps: FlowDeps,
  caller: Caller,
  { record }: LoadedAttempt,
  credential: CredentialRecord,
  code: FlowCode,
  now: Instant,
): Promise<void> {
  await deps.store.transact((tx) =>
    recordEvent(tx, {
      kind: "evidence.refused",
      at: now,
      account: credential.account,
      attempt: record.id,
      network: caller.network,
      data: { code, enrolment: evidenceSummary(credential.enrolment) },
    }),
  );
}

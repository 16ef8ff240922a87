import type { Aaguid, Origin, RpId } from "../base/ids.ts";
import type {
  AttestationFacts,
  AttestationVerdict,
  BackupChange,
  CounterBehaviour,
  PasskeyEnrolment,
  PasskeyProof,
  UserVerificationAsked,
} from "../evidence/passkey.ts";
import { factOf } from "./fact-shape.ts";
import {
  type Check,
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

const isFlagFact = factOf(isFlag);
const isTextsFact = factOf(listOf(isText));

const passkeyCeremony = {
  kind: oneOf<"passkey">({ passkey: true }),
  account: isAccountId,
  at: isInstant,
  credential: isCredentialId,
  rpId: isText as Check<RpId>,
  origin: factOf(isText as Check<Origin>),
  crossOrigin: isFlagFact,
  topOrigin: factOf(nullable(isText)),
  userVerificationAsked: oneOf<UserVerificationAsked>({ required: true, preferred: true }),
  userPresent: isFlagFact,
  userVerified: isFlagFact,
  backupEligible: isFlagFact,
  backedUp: isFlagFact,
  signCount: factOf(isInteger),
  attachment: factOf(nullable(isText)),
  authenticatorExtensions: isTextsFact,
};

const isAttestation = exactly<AttestationFacts>({
  format: isText,
  verdict: oneOf<AttestationVerdict>({
    none: true,
    self: true,
    verified: true,
    untrusted: true,
    unchecked: true,
  }),
  path: listOf(isText),
  keyId: nullable(isText),
});

export const isPasskeyEnrolment: Check<PasskeyEnrolment> = exactly<PasskeyEnrolment>({
  ...passkeyCeremony,
  ceremony: oneOf<"enrol">({ enrol: true }),
  aaguid: factOf(isText as Check<Aaguid>),
  algorithm: isInteger,
  transports: isTextsFact,
  discoverable: factOf(nullable(isFlag)),
  attestation: isAttestation,
  mediation: oneOf<PasskeyEnrolment["mediation"]>({ modal: true, conditional: true }),
});

export const isPasskeyProof = exactly<PasskeyProof>({
  ...passkeyCeremony,
  ceremony: oneOf<"prove">({ prove: true }),
  counter: oneOf<CounterBehaviour>({ unsupported: true, advanced: true, "went-back": true }),
  backupChange: oneOf<BackupChange>({
    none: true,
    "became-backed-up": true,
    "no-longer-backed-up": true,
  }),
  uvInitialized: isFlag,
  settlesAt: nullable(isInstant),
  enrolment: isPasskeyEnrolment,
});

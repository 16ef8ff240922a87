import type { Aaguid, Origin, RpId } from "../base/ids.ts";
import type { EmailCodeProof } from "../evidence/codes.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type {
  AttestationFacts,
  AttestationVerdict,
  BackupChange,
  CounterBehaviour,
  PasskeyEnrolment,
  PasskeyProof,
  UserVerificationAsked,
} from "../evidence/passkey.ts";
import type { Fact, Provenance } from "../evidence/provenance.ts";
import {
  type Check,
  exactly,
  isAccountId,
  isCredentialId,
  isFlag,
  isInstant,
  isInteger,
  isObject,
  isText,
  listOf,
  nullable,
  oneOf,
} from "./shape.ts";

const isProvenance = oneOf<Provenance>({
  attested: true,
  signed: true,
  claimed: true,
  asserted: true,
  imported: true,
  unknown: true,
});

function factOf<T>(check: Check<T>): Check<Fact<T>> {
  return exactly<Fact<unknown>>({ value: check, from: isProvenance }) as Check<Fact<T>>;
}

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

const isPasskeyProof = exactly<PasskeyProof>({
  ...passkeyCeremony,
  ceremony: oneOf<"prove">({ prove: true }),
  counter: oneOf<CounterBehaviour>({ unsupported: true, advanced: true, "went-back": true }),
  backupChange: oneOf<BackupChange>({
    none: true,
    "became-backed-up": true,
    "no-longer-backed-up": true,
  }),
  uvInitialized: isFlag,
  enrolment: isPasskeyEnrolment,
});

const isEmailCodeProof = exactly<EmailCodeProof>({
  kind: oneOf<"email-code">({ "email-code": true }),
  ceremony: oneOf<"prove">({ prove: true }),
  account: isAccountId,
  at: isInstant,
  address: isText,
  sentAt: isInstant,
});

/** Every kind of evidence, by what it calls itself; one that has no line here is refused. */
type Named<E> = E extends Evidence ? `${E["kind"]} ${E["ceremony"]}` : never;

const shapes = new Map<string, Check<Evidence>>(
  Object.entries<Check<Evidence>>({
    "passkey prove": isPasskeyProof,
    "passkey enrol": isPasskeyEnrolment,
    "email-code prove": isEmailCodeProof,
  } satisfies Record<Named<Evidence>, Check<Evidence>>),
);

export function isEvidence(value: unknown): value is Evidence {
  if (!isObject(value)) return false;
  const { kind, ceremony } = value;
  if (!isText(kind) || !isText(ceremony)) return false;
  return shapes.get(`${kind} ${ceremony}`)?.(value) === true;
}

export const isEvidenceList: Check<readonly Evidence[]> = listOf(isEvidence);

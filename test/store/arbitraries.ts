import fc from "fast-check";
import {
  type AccountId,
  type AttemptId,
  type CredentialId,
  newId,
  type Origin,
  type RpId,
  type SessionId,
  type UserHandle,
} from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import type { EmailCodeProof } from "../../src/evidence/codes.ts";
import { type Evidence, mintEvidence } from "../../src/evidence/evidence.ts";
import type { PasskeyEnrolment, PasskeyProof } from "../../src/evidence/passkey.ts";
import type { Fact, Provenance } from "../../src/evidence/provenance.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialRecord,
  EventRecord,
  MessageRecord,
  SessionRecord,
} from "../../src/store/records.ts";
import { NOW, random } from "./records.ts";

/** Records with everything in them that a text, a number or a list can be. */

const unit = fc.constantFrom("\0", "\u001a", "\u001a0000", "😀", "\ud800", "\udfff", "é", "ﬀ");
const mark = fc.constantFrom("'", '"', "\\", "%", "?", "$1", ";", "--", "\n", "\uffff", "a", "Z");

export const oddText = fc.string({ unit: fc.oneof(unit, mark), maxLength: 12 });
const textAs = <T extends string>(): fc.Arbitrary<T> => oddText as fc.Arbitrary<T>;
const uniqueAs = <T extends string>(): fc.Arbitrary<T> =>
  oddText.map((text) => `${text}${random()}` as T);
const id = fc.constant(null).map(() => newId<never>(NOW));
const at = fc.maxSafeInteger().map(instant);
const flag = fc.boolean();
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const texts = fc.array(oddText, { maxLength: 3 });

const from = fc.constantFrom<Provenance[]>(
  "attested",
  "signed",
  "claimed",
  "asserted",
  "imported",
  "unknown",
);
const factOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> => fc.record({ value, from });

const ceremony = {
  kind: fc.constant("passkey" as const),
  account: textAs<AccountId>(),
  at,
  credential: textAs<CredentialId>(),
  rpId: textAs<RpId>(),
  origin: factOf(textAs<Origin>()),
  crossOrigin: factOf(flag),
  topOrigin: factOf(orNull(oddText)),
  userVerificationAsked: fc.constantFrom("required" as const, "preferred" as const),
  userPresent: factOf(flag),
  userVerified: factOf(flag),
  backupEligible: factOf(flag),
  backedUp: factOf(flag),
  signCount: factOf(fc.maxSafeInteger()),
  attachment: factOf(orNull(oddText)),
  authenticatorExtensions: factOf(texts),
};

const enrolment: fc.Arbitrary<PasskeyEnrolment> = fc
  .record({
    ...ceremony,
    ceremony: fc.constant("enrol" as const),
    aaguid: factOf(textAs<never>()),
    algorithm: fc.integer(),
    transports: factOf(texts),
    discoverable: factOf(orNull(flag)),
    attestation: fc.record({
      format: oddText,
      verdict: fc.constantFrom("none", "self", "verified", "untrusted", "unchecked"),
      path: texts,
    }),
    mediation: fc.constantFrom("modal", "conditional"),
  })
  .map((seen) => mintEvidence<PasskeyEnrolment>(seen, "seen"));

const proof: fc.Arbitrary<PasskeyProof> = fc
  .record({
    ...ceremony,
    ceremony: fc.constant("prove" as const),
    counter: fc.constantFrom("unsupported", "advanced", "went-back"),
    backupChange: fc.constantFrom("none", "became-backed-up", "no-longer-backed-up"),
    uvInitialized: flag,
    enrolment,
  })
  .map((seen) => mintEvidence<PasskeyProof>(seen, "seen"));

const mailProof: fc.Arbitrary<EmailCodeProof> = fc
  .record({
    kind: fc.constant("email-code" as const),
    ceremony: fc.constant("prove" as const),
    account: textAs<AccountId>(),
    at,
    address: oddText,
    sentAt: at,
  })
  .map((seen) => mintEvidence<EmailCodeProof>(seen, "seen"));

const evidence: fc.Arbitrary<readonly Evidence[]> = fc.array(
  fc.oneof<fc.Arbitrary<Evidence>[]>(enrolment, proof, mailProof),
  { maxLength: 3 },
);

const account: fc.Arbitrary<AccountRecord> = fc.record({
  id,
  userHandle: uniqueAs<UserHandle>(),
  state: fc.constantFrom("active", "disabled"),
  groups: texts,
  createdAt: at,
});

const credentialOf = (owner: fc.Arbitrary<AccountId>): fc.Arbitrary<CredentialRecord> =>
  fc.record({
    id: uniqueAs<CredentialId>(),
    account: owner,
    publicKey: oddText,
    counter: fc.maxSafeNat(),
    backupEligible: flag,
    backedUp: flag,
    uvInitialized: flag,
    name: orNull(oddText),
    state: fc.constantFrom("active", "suspended"),
    createdAt: at,
    lastUsedAt: orNull(at),
    enrolment,
    attestationObject: oddText,
    clientDataJson: oddText,
  });

const attempt: fc.Arbitrary<AttemptRecord> = fc.record({
  id,
  browser: oddText,
  session: orNull(textAs<SessionId>()),
  action: oddText,
  params: fc.dictionary(oddText, oddText, { maxKeys: 3, noNullPrototype: true }),
  identifier: orNull(oddText),
  account: orNull(textAs<AccountId>()),
  state: fc.constantFrom("open", "waiting", "allowed", "refused", "expired"),
  refusals: texts,
  evidence,
  pending: fc.array(credentialOf(textAs<AccountId>()), { maxLength: 2 }),
  createdAt: at,
  expiresAt: at,
  version: fc.maxSafeNat(),
});

/** Whatever JSON can say; what it cannot say (-0) is no part of an event. */
const data = fc
  .dictionary(oddText, fc.jsonValue({ depthSize: "small" }), { maxKeys: 3, noNullPrototype: true })
  .map((table) => JSON.parse(JSON.stringify(table)) as Record<string, unknown>);

export interface Everything {
  readonly account: AccountRecord;
  readonly address: AddressRecord;
  readonly credential: CredentialRecord;
  readonly attempt: AttemptRecord;
  readonly code: CodeRecord;
  readonly session: SessionRecord;
  readonly event: EventRecord;
  readonly message: MessageRecord;
}

/** One record of each kind that belong to each other. */
export const everything: fc.Arbitrary<Everything> = fc
  .record({ account, attempt })
  .chain(({ account: owner, attempt: its }) => {
    const ofOwner = fc.constant(owner.id);
    const ofAttempt = fc.constant<AttemptId>(its.id);
    return fc.record({
      account: fc.constant(owner),
      attempt: fc.constant(its),
      address: fc.record({
        account: ofOwner,
        channel: fc.constant("email"),
        address: oddText,
        normalised: uniqueAs<string>(),
        provedAt: at,
      }),
      credential: credentialOf(ofOwner),
      code: fc.record({
        id,
        attempt: ofAttempt,
        address: oddText,
        normalised: oddText,
        hash: oddText,
        wrongTries: fc.maxSafeNat(),
        createdAt: at,
        expiresAt: at,
        usedAt: orNull(at),
      }),
      session: fc.record({
        id,
        account: ofOwner,
        secretHash: oddText,
        attempt: ofAttempt,
        authenticatedAt: at,
        createdAt: at,
        lastSeenAt: fc.integer().map(instant),
        idleSeconds: fc.nat(),
        absoluteExpiresAt: at,
        evidence,
        rule: oddText,
        policy: oddText,
        userAgent: oddText,
      }),
      event: fc.record({
        id,
        at,
        kind: oddText,
        account: ofOwner,
        attempt: orNull(ofAttempt),
        network: oddText,
        data,
      }),
      message: fc.record({
        id,
        channel: fc.constant("email"),
        to: uniqueAs<string>(),
        sealed: oddText,
        state: fc.constantFrom("queued", "sent", "failed"),
        createdAt: at,
      }),
    });
  });

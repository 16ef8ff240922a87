import fc from "fast-check";
import type {
  AccountId,
  AttemptId,
  CredentialId,
  SessionId,
  UserHandle,
} from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { METHODS } from "../../src/evidence/methods.ts";
import type { PasskeyEnrolment } from "../../src/evidence/passkey.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialGrade,
  CredentialRecord,
  DocumentRecord,
  EventRecord,
  MessageRecord,
  SessionRecord,
} from "../../src/store/records.ts";
import { at, flag, id, oddText, orNull, textAs, texts, uniqueAs } from "./basic-arbitraries.ts";
import { enrolment, evidence } from "./evidence-arbitraries.ts";

/** Records with everything in them that a text, a number or a list can be. */

const account: fc.Arbitrary<AccountRecord> = fc.record({
  id,
  userHandle: uniqueAs<UserHandle>(),
  state: fc.constantFrom("active", "disabled"),
  groups: texts,
  everHad: fc.uniqueArray(fc.constantFrom(...METHODS)),
  createdAt: at,
});

const grade: fc.Arbitrary<CredentialGrade> = fc.record({
  with: oddText,
  verdict: oddText,
  reasons: texts,
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
    settlesAt: orNull(at),
    graded: orNull(grade),
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
  waiting: orNull(fc.record({ id: textAs<AttemptId>(), since: at })),
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
  readonly grade: CredentialGrade;
  readonly enrolment: PasskeyEnrolment;
  readonly document: Omit<DocumentRecord, "version">;
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
        tries: fc.maxSafeNat(),
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
        purpose: fc.constantFrom("account", "recovery"),
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
        channel: fc.constantFrom("email", "sms"),
        to: uniqueAs<string>(),
        sealed: oddText,
        account: orNull(ofOwner),
        attempt: orNull(ofAttempt),
        state: fc.constantFrom("queued", "sent", "failed"),
        createdAt: at,
        notAfter: at,
        tries: fc.maxSafeNat(),
        dueAt: at,
        reason: orNull(oddText),
        doneAt: orNull(at),
      }),
      grade,
      enrolment,
      document: fc.record({ kind: fc.constant("mds"), body: oddText, savedAt: at }),
    });
  });

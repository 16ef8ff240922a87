import type {
  AccountId,
  AttemptId,
  CredentialId,
  EventId,
  MessageId,
  SecretId,
  SessionId,
  StepId,
  UserHandle,
} from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Circumstance } from "../evidence/circumstance.ts";
import type { Method } from "../evidence/methods.ts";
import type { AccountHoldings } from "./account-holdings.ts";
import type { AuditReads, AuditWrites } from "./audit-records.ts";
import type { LinkRecord, NoticeAnswer, NoticeRecord } from "./notice-records.ts";
import type { OperatorReads, OperatorWrites } from "./operator-records.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialRecord,
  CredentialUse,
  DocumentRecord,
  EventRecord,
  MessageClaim,
  MessageDelay,
  MessageEnd,
  MessageRecord,
  Regrading,
  SecretRecord,
  SessionRecord,
  Waiting,
} from "./records.ts";

/** How long `purge` keeps the count of a window: no limit counts over a longer one. */
export const LONGEST_WINDOW_SECONDS = 86_400;

/** How long `purge` keeps what became of a message: long enough to be asked about it. */
export const MESSAGE_KEPT_SECONDS = 604_800;

/**
 * Where it stays. Asynchronous and without the assumption of a single writer: whatever was read
 * before a transaction is checked again inside it, by conditions that the writes carry.
 */
export interface Store extends Reads {
  /**
   * Runs the work in one transaction and resolves only after a durable commit.
   * If the work throws, nothing of it stays. The work may run again on a serialisation conflict,
   * so it must have no effect outside the transaction.
   * @throws StoreUnavailable when the commit did not happen; then nothing of it stays either. Where
   *   the database was lost in the middle of a commit and cannot be asked, its `outcome` is "unknown".
   */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Whether a query is answered now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface Reads extends AuditReads, OperatorReads {
  accountById(id: AccountId): Promise<AccountRecord | undefined>;
  accountByUserHandle(handle: UserHandle): Promise<AccountRecord | undefined>;
  accountByAddress(channel: "email", normalised: string): Promise<AccountRecord | undefined>;
  addressesOf(account: AccountId): Promise<readonly AddressRecord[]>;
  /** Whatever its state; undefined only where it was never stored or was removed. */
  credentialById(id: CredentialId): Promise<CredentialRecord | undefined>;
  /** Oldest first. */
  credentialsOf(account: AccountId): Promise<readonly CredentialRecord[]>;
  /** Oldest first. */
  secretsOf(account: AccountId): Promise<readonly SecretRecord[]>;
  attemptById(id: AttemptId): Promise<AttemptRecord | undefined>;
  codeById(id: StepId): Promise<CodeRecord | undefined>;
  /** The newest code of an attempt, used or not. */
  latestCode(attempt: AttemptId): Promise<CodeRecord | undefined>;
  /** Those of an account that wait, for whichever action. */
  waitingAttempts(account: AccountId): Promise<readonly AttemptRecord[]>;
  linkByHash(hash: string): Promise<LinkRecord | undefined>;
  noticeByHash(hash: string): Promise<NoticeRecord | undefined>;
  /**
   * What is known of a waiting of an account: that it began, which messages about it left, and who
   * said no, to this one or to an earlier one.
   */
  circumstancesOf(account: AccountId, waiting: Waiting): Promise<readonly Circumstance[]>;
  /** Oldest first. */
  noticesOf(account: AccountId): Promise<readonly NoticeRecord[]>;
  sessionById(id: SessionId): Promise<SessionRecord | undefined>;
  /** Those not ended, whatever their limits say; newest first. */
  sessionsOf(account: AccountId): Promise<readonly SessionRecord[]>;
  /** Newest first. */
  eventsOf(account: AccountId, limit: number): Promise<readonly EventRecord[]>;
  /** Of one kind and after an event, oldest first: how what follows an event picks it up. */
  eventsAfter(kind: string, after: EventId | null, limit: number): Promise<readonly EventRecord[]>;
  /** Some whose `graded.with` is another one, or that were never graded; each answer by id. */
  credentialsNotGradedWith(version: string, limit: number): Promise<readonly CredentialRecord[]>;
  /** All of them, by id, after one; for questions that write nothing. */
  credentialsAfter(after: CredentialId | null, limit: number): Promise<readonly CredentialRecord[]>;
  /**
   * All accounts, by id, after one, each with what it has; a page is a few queries, however many it
   * holds. For questions that write nothing: what is changed meanwhile is seen or not.
   */
  accountsAfter(after: AccountId | null, limit: number): Promise<readonly AccountHoldings[]>;
  countAccounts(): Promise<number>;
  /** All credentials, and those not graded with a version. */
  countCredentials(version: string): Promise<{ readonly all: number; readonly left: number }>;
  document(kind: DocumentRecord["kind"]): Promise<DocumentRecord | undefined>;
  /** Its version alone: one that can be asked for every second. */
  documentVersion(kind: DocumentRecord["kind"]): Promise<number | undefined>;
  messageById(id: MessageId): Promise<MessageRecord | undefined>;
  /** Those of a channel that somebody may take now; whichever is due longest first. */
  dueMessages(
    channel: MessageRecord["channel"],
    now: Instant,
    limit: number,
  ): Promise<readonly MessageRecord[]>;
  /** Newest first; all addresses where `to` is undefined. */
  messagesTo(to: string | undefined, limit: number): Promise<readonly MessageRecord[]>;
}

/** Every `boolean` says whether it happened: false is a lost race or a broken condition. */
export interface Transaction extends Reads, AuditWrites, OperatorWrites {
  insertAccount(account: AccountRecord): Promise<boolean>;
  /** False where the address already belongs to an account. */
  insertAddress(address: AddressRecord): Promise<boolean>;
  /** False where the credential id is known already, to whichever account. */
  insertCredential(credential: CredentialRecord): Promise<boolean>;
  /** False where the credential is gone, or in another state, or its counter moved. */
  recordCredentialUse(use: CredentialUse): Promise<boolean>;
  removeCredential(account: AccountId, id: CredentialId): Promise<boolean>;
  /** False where the credential is gone. */
  regradeCredential(regrading: Regrading): Promise<boolean>;
  /** False where the account has none of that id in another state. */
  setCredentialState(
    account: AccountId,
    id: CredentialId,
    state: CredentialRecord["state"],
  ): Promise<boolean>;
  /** The person's own words for it; false where the account has none of that id. */
  renameCredential(account: AccountId, id: CredentialId, name: string | null): Promise<boolean>;
  /** False where the id is known already. */
  insertSecret(secret: SecretRecord): Promise<boolean>;
  /** The stored version is `secret.version`; false where it is not the expected one by now. */
  saveSecret(secret: SecretRecord, expectedVersion: number): Promise<boolean>;
  removeSecret(account: AccountId, id: SecretId): Promise<boolean>;
  /**
   * Counts one more try, whatever comes of it, and gives the new count; null where the secret is
   * gone, or was tried so often before.
   */
  countSecretTry(id: SecretId, most: number): Promise<number | null>;
  /** Takes a try back of which nothing was compared. */
  uncountSecretTry(id: SecretId): Promise<boolean>;
  /** False where the account has no such address. */
  removeAddress(account: AccountId, channel: "email", normalised: string): Promise<boolean>;
  insertLink(link: LinkRecord): Promise<boolean>;
  /** Takes a link; false where it was taken, or is too old. */
  useLink(hash: string, now: Instant): Promise<boolean>;
  insertNotice(notice: NoticeRecord): Promise<boolean>;
  /** Its message has left; false where it is no notice's, or had left before. */
  markNoticeSent(message: MessageId, at: Instant): Promise<boolean>;
  /** False where it was answered before. */
  answerNotice(hash: string, answer: NoticeAnswer, at: Instant): Promise<boolean>;
  /** Sets the high-water mark of an account. */
  setEverHad(account: AccountId, methods: readonly Method[]): Promise<boolean>;
  /** False where the stored one is as new or newer: a document never goes back. */
  saveDocument(document: DocumentRecord): Promise<boolean>;
  /** `expectedVersion` null: it must not exist yet. The stored version is `attempt.version`. */
  saveAttempt(attempt: AttemptRecord, expectedVersion: number | null): Promise<boolean>;
  insertCode(code: CodeRecord): Promise<boolean>;
  /** Counts one try, whatever comes of it; false where the code is used, expired or dead already. */
  countTry(id: StepId, now: Instant, deadAfter: number): Promise<boolean>;
  /** Takes a code; false where it is used, expired or dead. */
  useCode(id: StepId, now: Instant, deadAfter: number): Promise<boolean>;
  /**
   * Takes a ceremony; false where it was taken before. Kept until `expiresAt`, which is the step's
   * own: it is part of the key, so that the same step must always come with the same one.
   */
  consume(step: StepId, expiresAt: Instant): Promise<boolean>;
  insertSession(session: SessionRecord): Promise<boolean>;
  touchSession(id: SessionId, lastSeenAt: Instant): Promise<boolean>;
  endSession(account: AccountId, id: SessionId): Promise<boolean>;
  appendEvent(event: EventRecord): Promise<void>;
  enqueueMessage(message: MessageRecord): Promise<void>;
  /** False where somebody else took it, or it is not due, or off the queue. */
  claimMessage(claim: MessageClaim): Promise<boolean>;
  /** False where somebody else took it since, or it is off the queue. */
  postponeMessage(delay: MessageDelay): Promise<boolean>;
  /** False as above. Its text is erased. */
  finishMessage(end: MessageEnd): Promise<boolean>;
  /**
   * Counts one more in the window that began at `windowStart` and gives the new count.
   * One atomic step, shared by all nodes. A window is `LONGEST_WINDOW_SECONDS` long at most.
   */
  countUp(key: string, windowStart: Instant): Promise<number>;
  /** Takes one back; false where there is none. */
  countDown(key: string, windowStart: Instant): Promise<boolean>;
  /**
   * Removes what can no longer matter: expired ceremonies, codes, attempts, sessions, notices, counters, and
   * messages that left or failed `MESSAGE_KEPT_SECONDS` ago.
   */
  purge(now: Instant): Promise<void>;
}

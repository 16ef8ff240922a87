import type {
  AccountId,
  ApprovalId,
  CredentialId,
  MessageId,
  SecretId,
  SessionId,
  StepId,
} from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { Method } from "../../evidence/methods.ts";
import type { Transaction } from "../port.ts";
import type { AuditHead, EventSeal } from "../audit-records.ts";
import type { ApprovalRecord, InvitationRecord } from "../operator-records.ts";
import type { LinkRecord, NoticeAnswer, NoticeRecord } from "../notice-records.ts";
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
} from "../records.ts";
import * as accounts from "./accounts.ts";
import * as auditChain from "./audit-chain.ts";
import * as attempts from "./attempts.ts";
import * as codes from "./codes.ts";
import * as credentials from "./credentials.ts";
import * as documents from "./documents.ts";
import * as events from "./events.ts";
import * as grades from "./grades.ts";
import * as limits from "./limits.ts";
import * as links from "./links.ts";
import * as messages from "./messages.ts";
import * as operators from "./operators.ts";
import * as notices from "./notices.ts";
import { purge } from "./purge.ts";
import { SqlReads } from "./reads.ts";
import type { SqlSession } from "./session.ts";
import * as secrets from "./secrets.ts";
import * as sessions from "./sessions.ts";

/** The port's transaction over a connection that has one open. One is made for each: it is light. */
export class SqlTransaction extends SqlReads<SqlSession> implements Transaction {
  insertAccount(account: AccountRecord) {
    return accounts.insertAccount(this.sql, account);
  }

  setEverHad(account: AccountId, methods: readonly Method[]) {
    return accounts.setEverHad(this.sql, account, methods);
  }

  insertAddress(address: AddressRecord) {
    return accounts.insertAddress(this.sql, address);
  }

  insertCredential(credential: CredentialRecord) {
    return credentials.insertCredential(this.sql, credential);
  }

  recordCredentialUse(use: CredentialUse) {
    return credentials.recordCredentialUse(this.sql, use);
  }

  removeCredential(account: AccountId, id: CredentialId) {
    return credentials.removeCredential(this.sql, account, id);
  }

  setCredentialState(account: AccountId, id: CredentialId, state: CredentialRecord["state"]) {
    return credentials.setCredentialState(this.sql, account, id, state);
  }

  renameCredential(account: AccountId, id: CredentialId, name: string | null) {
    return credentials.renameCredential(this.sql, account, id, name);
  }

  insertSecret(secret: SecretRecord) {
    return secrets.insertSecret(this.sql, secret);
  }

  saveSecret(secret: SecretRecord, expectedVersion: number) {
    return secrets.saveSecret(this.sql, secret, expectedVersion);
  }

  removeSecret(account: AccountId, id: SecretId) {
    return secrets.removeSecret(this.sql, account, id);
  }

  uncountSecretTry(id: SecretId) {
    return secrets.uncountSecretTry(this.sql, id);
  }

  countSecretTry(id: SecretId, most: number) {
    return secrets.countSecretTry(this.sql, id, most);
  }

  removeAddress(account: AccountId, channel: "email", normalised: string) {
    return accounts.removeAddress(this.sql, account, channel, normalised);
  }

  regradeCredential(regrading: Regrading) {
    return grades.regradeCredential(this.sql, regrading);
  }

  saveDocument(document: DocumentRecord) {
    return documents.saveDocument(this.sql, document);
  }

  saveAttempt(attempt: AttemptRecord, expectedVersion: number | null) {
    return attempts.saveAttempt(this.sql, attempt, expectedVersion);
  }

  insertLink(link: LinkRecord) {
    return links.insertLink(this.sql, link);
  }

  useLink(hash: string, now: Instant) {
    return links.useLink(this.sql, hash, now);
  }

  insertNotice(notice: NoticeRecord) {
    return notices.insertNotice(this.sql, notice);
  }

  markNoticeSent(message: MessageId, at: Instant) {
    return notices.markNoticeSent(this.sql, message, at);
  }

  answerNotice(hash: string, answer: NoticeAnswer, at: Instant) {
    return notices.answerNotice(this.sql, hash, answer, at);
  }

  insertCode(code: CodeRecord) {
    return codes.insertCode(this.sql, code);
  }

  countTry(id: StepId, now: Instant, deadAfter: number) {
    return codes.countTry(this.sql, id, now, deadAfter);
  }

  useCode(id: StepId, now: Instant, deadAfter: number) {
    return codes.useCode(this.sql, id, now, deadAfter);
  }

  consume(step: StepId, expiresAt: Instant) {
    return attempts.consume(this.sql, step, expiresAt);
  }

  insertSession(session: SessionRecord) {
    return sessions.insertSession(this.sql, session);
  }

  touchSession(id: SessionId, lastSeenAt: Instant) {
    return sessions.touchSession(this.sql, id, lastSeenAt);
  }

  endSession(account: AccountId, id: SessionId) {
    return sessions.endSession(this.sql, account, id);
  }

  appendEvent(event: EventRecord) {
    return events.appendEvent(this.sql, event);
  }

  setGroups(account: AccountId, groups: readonly string[]) {
    return operators.setGroups(this.sql, account, groups);
  }

  setAccountState(account: AccountId, state: AccountRecord["state"]) {
    return operators.setAccountState(this.sql, account, state);
  }

  insertInvitation(invitation: InvitationRecord) {
    return operators.insertInvitation(this.sql, invitation);
  }

  useInvitation(hash: string, now: Instant) {
    return operators.useInvitation(this.sql, hash, now);
  }

  insertApproval(approval: ApprovalRecord) {
    return operators.insertApproval(this.sql, approval);
  }

  giveApproval(id: ApprovalId, by: AccountId, now: Instant) {
    return operators.giveApproval(this.sql, id, by, now);
  }

  sealEvent(seal: EventSeal) {
    return auditChain.sealEvent(this.sql, seal);
  }

  saveAuditHead(head: AuditHead, expectedTotal: number | null) {
    return auditChain.saveAuditHead(this.sql, head, expectedTotal);
  }

  enqueueMessage(message: MessageRecord) {
    return messages.enqueueMessage(this.sql, message);
  }

  claimMessage(claim: MessageClaim) {
    return messages.claimMessage(this.sql, claim);
  }

  postponeMessage(delay: MessageDelay) {
    return messages.postponeMessage(this.sql, delay);
  }

  finishMessage(end: MessageEnd) {
    return messages.finishMessage(this.sql, end);
  }

  countDown(key: string, windowStart: Instant) {
    return limits.countDown(this.sql, key, windowStart);
  }

  countUp(key: string, windowStart: Instant) {
    return limits.countUp(this.sql, key, windowStart);
  }

  purge(now: Instant) {
    return purge(this.sql, now);
  }
}

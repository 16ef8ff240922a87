import type {
  AccountId,
  ApprovalId,
  AttemptId,
  CredentialId,
  EventId,
  MessageId,
  SessionId,
  StepId,
  UserHandle,
} from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { Reads } from "../port.ts";
import { circumstancesOf } from "../circumstances.ts";
import type { DocumentRecord, MessageRecord, Waiting } from "../records.ts";
import * as accounts from "./accounts.ts";
import * as auditChain from "./audit-chain.ts";
import * as attempts from "./attempts.ts";
import * as codes from "./codes.ts";
import * as credentials from "./credentials.ts";
import * as documents from "./documents.ts";
import * as events from "./events.ts";
import * as grades from "./grades.ts";
import * as links from "./links.ts";
import * as messages from "./messages.ts";
import * as operators from "./operators.ts";
import * as notices from "./notices.ts";
import * as population from "./population.ts";
import type { SqlReader } from "./session.ts";
import * as secrets from "./secrets.ts";
import * as sessions from "./sessions.ts";

/** The reading half of the port over one connection or one transaction. */
export class SqlReads<S extends SqlReader = SqlReader> implements Reads {
  protected readonly sql: S;

  constructor(sql: S) {
    this.sql = sql;
  }

  accountById(id: AccountId) {
    return accounts.accountById(this.sql, id);
  }

  accountByUserHandle(handle: UserHandle) {
    return accounts.accountByUserHandle(this.sql, handle);
  }

  accountByAddress(channel: "email", normalised: string) {
    return accounts.accountByAddress(this.sql, channel, normalised);
  }

  addressesOf(account: AccountId) {
    return accounts.addressesOf(this.sql, account);
  }

  credentialById(id: CredentialId) {
    return credentials.credentialById(this.sql, id);
  }

  credentialsOf(account: AccountId) {
    return credentials.credentialsOf(this.sql, account);
  }

  secretsOf(account: AccountId) {
    return secrets.secretsOf(this.sql, account);
  }

  attemptById(id: AttemptId) {
    return attempts.attemptById(this.sql, id);
  }

  codeById(id: StepId) {
    return codes.codeById(this.sql, id);
  }

  latestCode(attempt: AttemptId) {
    return codes.latestCode(this.sql, attempt);
  }

  waitingAttempts(account: AccountId) {
    return attempts.waitingAttempts(this.sql, account);
  }

  linkByHash(hash: string) {
    return links.linkByHash(this.sql, hash);
  }

  noticeByHash(hash: string) {
    return notices.noticeByHash(this.sql, hash);
  }

  async circumstancesOf(account: AccountId, waiting: Waiting) {
    return circumstancesOf(account, waiting, await this.noticesOf(account));
  }

  noticesOf(account: AccountId) {
    return notices.noticesOf(this.sql, account);
  }

  sessionById(id: SessionId) {
    return sessions.sessionById(this.sql, id);
  }

  sessionsOf(account: AccountId) {
    return sessions.sessionsOf(this.sql, account);
  }

  eventsOf(account: AccountId, limit: number) {
    return events.eventsOf(this.sql, account, limit);
  }

  eventsAfter(kind: string, after: EventId | null, limit: number) {
    return events.eventsAfter(this.sql, kind, after, limit);
  }

  accountsInGroup(group: string) {
    return accounts.accountsInGroup(this.sql, group);
  }

  invitationByHash(hash: string) {
    return operators.invitationByHash(this.sql, hash);
  }

  approvalById(id: ApprovalId) {
    return operators.approvalById(this.sql, id);
  }

  openApprovals(now: Instant, limit: number) {
    return operators.openApprovals(this.sql, now, limit);
  }

  auditHead() {
    return auditChain.auditHead(this.sql);
  }

  unsealedEvents(limit: number) {
    return auditChain.unsealedEvents(this.sql, limit);
  }

  countUnsealedEvents() {
    return auditChain.countUnsealedEvents(this.sql);
  }

  sealedEvents(after: number, limit: number) {
    return auditChain.sealedEvents(this.sql, after, limit);
  }

  credentialsNotGradedWith(version: string, limit: number) {
    return grades.credentialsNotGradedWith(this.sql, version, limit);
  }

  credentialsAfter(after: CredentialId | null, limit: number) {
    return credentials.credentialsAfter(this.sql, after, limit);
  }

  accountsAfter(after: AccountId | null, limit: number) {
    return population.holdingsAfter(this.sql, after, limit);
  }

  countAccounts() {
    return accounts.countAccounts(this.sql);
  }

  countCredentials(version: string) {
    return grades.countCredentials(this.sql, version);
  }

  document(kind: DocumentRecord["kind"]) {
    return documents.document(this.sql, kind);
  }

  documentVersion(kind: DocumentRecord["kind"]) {
    return documents.documentVersion(this.sql, kind);
  }

  messageById(id: MessageId) {
    return messages.messageById(this.sql, id);
  }

  dueMessages(channel: MessageRecord["channel"], now: Instant, limit: number) {
    return messages.dueMessages(this.sql, channel, now, limit);
  }

  messagesTo(to: string | undefined, limit: number) {
    return messages.messagesTo(this.sql, to, limit);
  }
}

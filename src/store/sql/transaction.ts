import type { AccountId, CredentialId, MessageId, SessionId, StepId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { Method } from "../../evidence/methods.ts";
import type { Transaction } from "../port.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialRecord,
  CredentialUse,
  DocumentRecord,
  EventRecord,
  MessageRecord,
  Regrading,
  SessionRecord,
} from "../records.ts";
import * as accounts from "./accounts.ts";
import * as attempts from "./attempts.ts";
import * as codes from "./codes.ts";
import * as credentials from "./credentials.ts";
import * as documents from "./documents.ts";
import * as events from "./events.ts";
import * as grades from "./grades.ts";
import * as limits from "./limits.ts";
import * as messages from "./messages.ts";
import { purge } from "./purge.ts";
import { SqlReads } from "./reads.ts";
import type { SqlSession } from "./session.ts";
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

  regradeCredential(regrading: Regrading) {
    return grades.regradeCredential(this.sql, regrading);
  }

  saveDocument(document: DocumentRecord) {
    return documents.saveDocument(this.sql, document);
  }

  saveAttempt(attempt: AttemptRecord, expectedVersion: number | null) {
    return attempts.saveAttempt(this.sql, attempt, expectedVersion);
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

  enqueueMessage(message: MessageRecord) {
    return messages.enqueueMessage(this.sql, message);
  }

  markMessage(id: MessageId, state: "sent" | "failed") {
    return messages.markMessage(this.sql, id, state);
  }

  countUp(key: string, windowStart: Instant) {
    return limits.countUp(this.sql, key, windowStart);
  }

  purge(now: Instant) {
    return purge(this.sql, now);
  }
}

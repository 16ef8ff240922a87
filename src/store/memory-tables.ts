import type {
  AccountId,
  ApprovalId,
  AttemptId,
  CredentialId,
  MessageId,
  SecretId,
  SessionId,
  StepId,
} from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { LinkRecord, NoticeRecord } from "./notice-records.ts";
import type { ApprovalRecord, InvitationRecord } from "./operator-records.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialRecord,
  DocumentRecord,
  EventRecord,
  MessageRecord,
  SecretRecord,
  SessionRecord,
} from "./records.ts";

/** What the memory store keeps while it lives. Maps keep the order of insertion. */
export interface Tables {
  readonly accounts: Map<AccountId, AccountRecord>;
  readonly addresses: Map<string, AddressRecord>;
  readonly credentials: Map<CredentialId, CredentialRecord>;
  readonly secrets: Map<SecretId, SecretRecord>;
  readonly attempts: Map<AttemptId, AttemptRecord>;
  readonly codes: Map<StepId, CodeRecord>;
  readonly consumed: Map<StepId, Instant>;
  readonly sessions: Map<SessionId, SessionRecord>;
  readonly events: EventRecord[];
  readonly messages: Map<MessageId, MessageRecord>;
  readonly links: Map<string, LinkRecord>;
  readonly notices: Map<string, NoticeRecord>;
  readonly invitations: Map<string, InvitationRecord>;
  readonly approvals: Map<ApprovalId, ApprovalRecord>;
  readonly counters: Map<string, number>;
  readonly documents: Map<DocumentRecord["kind"], DocumentRecord>;
}

export function emptyTables(): Tables {
  return {
    accounts: new Map(),
    addresses: new Map(),
    credentials: new Map(),
    secrets: new Map(),
    attempts: new Map(),
    codes: new Map(),
    consumed: new Map(),
    sessions: new Map(),
    events: [],
    messages: new Map(),
    links: new Map(),
    notices: new Map(),
    invitations: new Map(),
    approvals: new Map(),
    counters: new Map(),
    documents: new Map(),
  };
}

export function copyOf(tables: Tables): Tables {
  return {
    accounts: new Map(tables.accounts),
    addresses: new Map(tables.addresses),
    credentials: new Map(tables.credentials),
    secrets: new Map(tables.secrets),
    attempts: new Map(tables.attempts),
    codes: new Map(tables.codes),
    consumed: new Map(tables.consumed),
    sessions: new Map(tables.sessions),
    events: [...tables.events],
    messages: new Map(tables.messages),
    links: new Map(tables.links),
    notices: new Map(tables.notices),
    invitations: new Map(tables.invitations),
    approvals: new Map(tables.approvals),
    counters: new Map(tables.counters),
    documents: new Map(tables.documents),
  };
}

import type {
  AccountId,
  AttemptId,
  CredentialId,
  MessageId,
  SessionId,
  StepId,
} from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialRecord,
  EventRecord,
  MessageRecord,
  SessionRecord,
} from "./records.ts";

/** What the memory store keeps while it lives. Maps keep the order of insertion. */
export interface Tables {
  readonly accounts: Map<AccountId, AccountRecord>;
  readonly addresses: Map<string, AddressRecord>;
  readonly credentials: Map<CredentialId, CredentialRecord>;
  readonly attempts: Map<AttemptId, AttemptRecord>;
  readonly codes: Map<StepId, CodeRecord>;
  readonly consumed: Map<StepId, Instant>;
  readonly sessions: Map<SessionId, SessionRecord>;
  readonly events: EventRecord[];
  readonly messages: Map<MessageId, MessageRecord>;
  readonly counters: Map<string, number>;
}

export function emptyTables(): Tables {
  return {
    accounts: new Map(),
    addresses: new Map(),
    credentials: new Map(),
    attempts: new Map(),
    codes: new Map(),
    consumed: new Map(),
    sessions: new Map(),
    events: [],
    messages: new Map(),
    counters: new Map(),
  };
}

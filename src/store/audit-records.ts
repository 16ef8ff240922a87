import type { EventId } from "../base/ids.ts";

/**
 * A line of the audit record as the database holds it, unread: what is to be checked is not made
 * nicer first, and a line that was damaged is named rather than thrown at whoever checks.
 */
export interface WrittenEvent {
  readonly id: EventId;
  readonly at: string;
  readonly kind: string;
  readonly account: string | null;
  readonly attempt: string | null;
  readonly network: string;
  /** The JSON as it stands. */
  readonly data: string;
}

/** The place of a line in the chain. */
export interface EventSeal {
  readonly id: EventId;
  /** Counts from 1 without gaps. */
  readonly sequence: number;
  readonly seal: string;
}

export type SealedEvent = WrittenEvent & EventSeal;

/** Where the chain ends. */
export interface AuditHead {
  readonly total: number;
  /** Of the last line. */
  readonly seal: string;
  /** Says that this number and this seal were the end once. */
  readonly mac: string;
}

export interface AuditReads {
  auditHead(): Promise<AuditHead | undefined>;
  /** Lines that have no place in the chain yet; whichever has the smallest id first. */
  unsealedEvents(limit: number): Promise<readonly WrittenEvent[]>;
  countUnsealedEvents(): Promise<number>;
  /** Those behind a place in the chain, in its order. */
  sealedEvents(after: number, limit: number): Promise<readonly SealedEvent[]>;
}

export interface AuditWrites {
  /** False where the line is gone, or has its place already. */
  sealEvent(seal: EventSeal): Promise<boolean>;
  /** `expectedTotal` null: there must be none yet. False where the chain ends elsewhere by now. */
  saveAuditHead(head: AuditHead, expectedTotal: number | null): Promise<boolean>;
}

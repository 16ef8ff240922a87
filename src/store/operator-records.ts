import type { AccountId, ApprovalId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { AccountRecord } from "./records.ts";

/** A word by which somebody becomes an operator: for one address, once. */
export interface InvitationRecord {
  /** SHA-256 (base64url) of the secret. */
  readonly hash: string;
  /** Of whoever may take it, in the form that is compared. */
  readonly address: string;
  /** Who made it. */
  readonly by: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

/** What one operator asks of another: to vouch with him for whoever owns an account. */
export interface ApprovalRecord {
  readonly id: ApprovalId;
  readonly account: AccountId;
  readonly askedBy: AccountId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly approvedBy: AccountId | null;
  readonly approvedAt: Instant | null;
}

export interface OperatorReads {
  /** By id. */
  accountsInGroup(group: string): Promise<readonly AccountRecord[]>;
  invitationByHash(hash: string): Promise<InvitationRecord | undefined>;
  approvalById(id: ApprovalId): Promise<ApprovalRecord | undefined>;
  /** Those that nobody gave yet and that are not too old; oldest first. */
  openApprovals(now: Instant, limit: number): Promise<readonly ApprovalRecord[]>;
}

export interface OperatorWrites {
  /** False where there is no such account. */
  setGroups(account: AccountId, groups: readonly string[]): Promise<boolean>;
  /** False where there is no such account in another state. */
  setAccountState(account: AccountId, state: AccountRecord["state"]): Promise<boolean>;
  insertInvitation(invitation: InvitationRecord): Promise<boolean>;
  /** Takes an invitation; false where it was taken, or is too old. */
  useInvitation(hash: string, now: Instant): Promise<boolean>;
  insertApproval(approval: ApprovalRecord): Promise<boolean>;
  /** False where it was given, or is too old, or is asked for by the same one. */
  giveApproval(id: ApprovalId, by: AccountId, now: Instant): Promise<boolean>;
}

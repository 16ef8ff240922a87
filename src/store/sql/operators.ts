import type { AccountId, ApprovalId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import type { ApprovalRecord, InvitationRecord } from "../operator-records.ts";
import type { AccountRecord } from "../records.ts";
import { instantOf, nullableOf, textOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, json, orNull, text } from "./values.ts";

const MEMBERS = table("group_members", ["group_name", "account"]);
const FORGET_MEMBER = "DELETE FROM group_members WHERE account = ?";
const SET_GROUPS = "UPDATE accounts SET group_names = ? WHERE id = ?";
const SET_STATE = "UPDATE accounts SET state = ? WHERE id = ? AND state <> ?";

const INVITATIONS = table("invitations", [
  "hash",
  "address",
  "made_by",
  "created_at",
  "expires_at",
  "used_at",
]);
const INVITATION = `${INVITATIONS.select} WHERE hash = ?`;
const USE_INVITATION = `UPDATE invitations SET used_at = ?
  WHERE hash = ? AND used_at IS NULL AND expires_at > ?`;

const APPROVALS = table("approvals", [
  "id",
  "account",
  "asked_by",
  "created_at",
  "expires_at",
  "approved_by",
  "approved_at",
]);
const APPROVAL = `${APPROVALS.select} WHERE id = ?`;
const OPEN_APPROVALS = `${APPROVALS.select} WHERE expires_at > ? AND approved_by IS NULL
  ORDER BY id LIMIT ?`;
const GIVE_APPROVAL = `UPDATE approvals SET approved_by = ?, approved_at = ?
  WHERE id = ? AND approved_by IS NULL AND expires_at > ? AND asked_by <> ?`;

/** Both places where a group is written: the account, and the list of the group. */
export async function setGroups(
  sql: SqlSession,
  account: AccountId,
  groups: readonly string[],
): Promise<boolean> {
  if (!(await changedOne(sql, SET_GROUPS, [json(groups), text(account)]))) return false;
  await sql.run(FORGET_MEMBER, [text(account)]);
  await joinGroups(sql, account, groups);
  return true;
}

export async function joinGroups(
  sql: SqlSession,
  account: AccountId,
  groups: readonly string[],
): Promise<void> {
  for (const group of new Set(groups)) {
    await insertIfFree(sql, MEMBERS, { group_name: text(group), account: text(account) });
  }
}

export function setAccountState(
  sql: SqlSession,
  account: AccountId,
  state: AccountRecord["state"],
): Promise<boolean> {
  return changedOne(sql, SET_STATE, [text(state), text(account), text(state)]);
}

export async function invitationByHash(
  sql: SqlReader,
  hash: string,
): Promise<InvitationRecord | undefined> {
  const row = await sql.get(INVITATION, [text(hash)]);
  if (row === undefined) return undefined;
  return {
    hash: textOf(row, "hash"),
    address: textOf(row, "address"),
    by: textOf(row, "made_by"),
    createdAt: instantOf(row, "created_at"),
    expiresAt: instantOf(row, "expires_at"),
    usedAt: nullableOf(row, "used_at", instantOf),
  };
}

export function insertInvitation(sql: SqlSession, one: InvitationRecord): Promise<boolean> {
  return insertIfFree(sql, INVITATIONS, {
    hash: text(one.hash),
    address: text(one.address),
    made_by: text(one.by),
    created_at: integer(one.createdAt),
    expires_at: integer(one.expiresAt),
    used_at: orNull(one.usedAt, integer),
  });
}

export function useInvitation(sql: SqlSession, hash: string, now: Instant): Promise<boolean> {
  return changedOne(sql, USE_INVITATION, [integer(now), text(hash), integer(now)]);
}

export async function approvalById(
  sql: SqlReader,
  id: ApprovalId,
): Promise<ApprovalRecord | undefined> {
  const row = await sql.get(APPROVAL, [text(id)]);
  return row === undefined ? undefined : readApproval(row);
}

export async function openApprovals(
  sql: SqlReader,
  now: Instant,
  limit: number,
): Promise<readonly ApprovalRecord[]> {
  return (await sql.all(OPEN_APPROVALS, [integer(now), integer(limit)])).map(readApproval);
}

export function insertApproval(sql: SqlSession, one: ApprovalRecord): Promise<boolean> {
  return insertIfFree(sql, APPROVALS, {
    id: text(one.id),
    account: text(one.account),
    asked_by: text(one.askedBy),
    created_at: integer(one.createdAt),
    expires_at: integer(one.expiresAt),
    approved_by: orNull(one.approvedBy, text),
    approved_at: orNull(one.approvedAt, integer),
  });
}

export function giveApproval(
  sql: SqlSession,
  id: ApprovalId,
  by: AccountId,
  now: Instant,
): Promise<boolean> {
  const params = [text(by), integer(now), text(id), integer(now), text(by)];
  return changedOne(sql, GIVE_APPROVAL, params);
}

function readApproval(row: Row): ApprovalRecord {
  return {
    id: textOf(row, "id") as ApprovalId,
    account: textOf(row, "account") as AccountId,
    askedBy: textOf(row, "asked_by") as AccountId,
    createdAt: instantOf(row, "created_at"),
    expiresAt: instantOf(row, "expires_at"),
    approvedBy: nullableOf(row, "approved_by", textOf) as AccountId | null,
    approvedAt: nullableOf(row, "approved_at", instantOf),
  };
}

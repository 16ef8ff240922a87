import { type AccountId, type ApprovalId, newId } from "../base/ids.ts";
import { plusSeconds } from "../base/time.ts";
import { checkAssertion } from "../methods/external/assertion.ts";
import { OPERATORS } from "../policy/operator.ts";
import type { ApprovalRecord } from "../store/operator-records.ts";
import type { FlowDeps } from "./deps.ts";
import { type Handed, handOver, linkOf, type MadeLink, tellOfLink } from "./enrol-link.ts";
import { type Deed, type Done, mustBeAnother } from "./operator-command.ts";
import { rollBack } from "./rollback.ts";

/** As long as two people need to speak to each other. */
const APPROVAL_SECONDS = 3600;
const MOST_LISTED = 100;

/**
 * Breaking the glass takes two: one operator asks for an account's owner who has nothing left, and
 * another one gives. Neither does it alone, neither for himself, and what comes of it is two words
 * in a recovery, which waits and is told of as the policy says.
 */
export async function askApproval(deed: Deed, id: string): Promise<Done<ApprovalRecord>> {
  const { tx, operator, now } = deed;
  const account = await tx.accountById(id as AccountId);
  if (account?.state !== "active") return rollBack("account_unknown");
  mustBeAnother(deed, account.id);
  if (operator === null) return rollBack("action_refused");
  const approval: ApprovalRecord = {
    id: newId(now),
    account: account.id,
    askedBy: operator,
    createdAt: now,
    expiresAt: plusSeconds(now, APPROVAL_SECONDS),
    approvedBy: null,
    approvedAt: null,
  };
  if (!(await tx.insertApproval(approval))) rollBack("attempt_conflict");
  return { value: approval, about: account.id };
}

/** Those that somebody asks for now. */
export async function listApprovals({ tx, now }: Deed): Promise<Done<readonly ApprovalRecord[]>> {
  return { value: await tx.openApprovals(now, MOST_LISTED), about: null };
}

/**
 * Gives what another one asked for: a link with the words of both. Who asked has to be an operator
 * still, or his word is worth nothing any more.
 */
export async function giveApproval(
  deps: Pick<FlowDeps, "site" | "outbox">,
  deed: Deed,
  id: string,
): Promise<Done<MadeLink>> {
  const { tx, operator, network, now } = deed;
  const approval = await tx.approvalById(id as ApprovalId);
  if (approval === undefined || operator === null) return rollBack("approval_unknown");
  if (!(await tx.giveApproval(approval.id, operator, now))) rollBack("approval_unknown");
  const asker = await tx.accountById(approval.askedBy);
  const counts = asker?.state === "active" && asker.groups.includes(OPERATORS);
  if (!counts) rollBack("approval_unknown");
  const account = await tx.accountById(approval.account);
  if (account?.state !== "active") return rollBack("account_unknown");
  // Nobody's word counts for his own account: that is the assertion's own rule.
  const first = await wordOf(deed, approval.askedBy, account.id);
  const second = await wordOf(deed, operator, account.id);
  await tellOfLink(deps, tx, account.id, network, now);
  return { value: linkOf(deps, [first, second]), about: account.id };
}

async function wordOf({ tx, now }: Deed, by: AccountId, account: AccountId): Promise<Handed> {
  const asserted = checkAssertion("approval", by, account);
  if (!asserted.ok) return rollBack("own_account");
  return handOver(tx, account, asserted.value, now);
}

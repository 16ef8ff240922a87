import type { Tables } from "./memory-tables.ts";
import type { OperatorReads, OperatorWrites } from "./operator-records.ts";

/** What the memory store keeps of operators, on whatever its tables are at the moment. */
export function operatorReads(tables: () => Tables): OperatorReads {
  return {
    accountsInGroup: async (group) =>
      [...tables().accounts.values()]
        .filter(({ groups }) => groups.includes(group))
        .toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    invitationByHash: async (hash) => tables().invitations.get(hash),
    approvalById: async (id) => tables().approvals.get(id),
    openApprovals: async (now, limit) =>
      [...tables().approvals.values()]
        .filter(({ approvedBy, expiresAt }) => approvedBy === null && expiresAt > now)
        .slice(0, limit),
  };
}

export function operatorWrites({ accounts, invitations, approvals }: Tables): OperatorWrites {
  return {
    async setGroups(id, groups) {
      const account = accounts.get(id);
      if (account !== undefined) accounts.set(id, { ...account, groups });
      return account !== undefined;
    },
    async setAccountState(id, state) {
      const account = accounts.get(id);
      if (account === undefined || account.state === state) return false;
      accounts.set(id, { ...account, state });
      return true;
    },
    async insertInvitation(invitation) {
      if (invitations.has(invitation.hash)) return false;
      invitations.set(invitation.hash, invitation);
      return true;
    },
    async useInvitation(hash, now) {
      const one = invitations.get(hash);
      if (one === undefined || one.usedAt !== null || one.expiresAt <= now) return false;
      invitations.set(hash, { ...one, usedAt: now });
      return true;
    },
    async insertApproval(approval) {
      if (approvals.has(approval.id)) return false;
      approvals.set(approval.id, approval);
      return true;
    },
    async giveApproval(id, by, now) {
      const one = approvals.get(id);
      if (one === undefined || one.approvedBy !== null) return false;
      if (one.expiresAt <= now || one.askedBy === by) return false;
      approvals.set(id, { ...one, approvedBy: by, approvedAt: now });
      return true;
    },
  };
}

import { toIso } from "../base/time.ts";
import type { Dossier } from "../flows/operator-view.ts";
import type { ApprovalRecord } from "../store/operator-records.ts";
import type { AccountRecord } from "../store/records.ts";
import type { ApprovalAnswer, DossierAnswer, OperatedAccount } from "./api-operator-schemas.ts";
import { presentCredential, presentWay } from "./present.ts";

/** What operators are told, member by member: what is not named here does not leave. */

export function presentAccount(account: AccountRecord): OperatedAccount {
  const { id, state, groups, everHad, createdAt } = account;
  return { id, state, groups: [...groups], everHad: [...everHad], createdAt: toIso(createdAt) };
}

export function presentDossier(dossier: Dossier): DossierAnswer {
  return {
    account: presentAccount(dossier.account),
    addresses: dossier.addresses.map(({ channel, address, provedAt }) => ({
      channel,
      address,
      provedAt: toIso(provedAt),
    })),
    credentials: [
      ...dossier.passkeys.map((one) => ({ ...presentCredential(one), evidence: { ...one.seen } })),
      ...dossier.held.map(presentWay),
    ],
    sessions: dossier.sessions.map((session) => ({
      id: session.id,
      userAgent: session.userAgent,
      authTime: toIso(session.authenticatedAt),
      createdAt: toIso(session.createdAt),
      lastSeenAt: toIso(session.lastSeenAt),
      rule: session.rule,
    })),
    waiting: dossier.waiting,
    events: dossier.events.map(({ at, kind, network, data }) => ({
      at: toIso(at),
      kind,
      network,
      data: { ...data },
    })),
  };
}

export function presentApproval(approval: ApprovalRecord): ApprovalAnswer {
  const { id, account, askedBy, createdAt, expiresAt } = approval;
  return { id, account, askedBy, createdAt: toIso(createdAt), expiresAt: toIso(expiresAt) };
}

import { operatorWrites } from "./memory-operators.ts";
import { readsOf } from "./memory-reads.ts";
import type { Tables } from "./memory-tables.ts";
import type { Transaction } from "./port.ts";
import type { CredentialRecord, MessageRecord, SessionRecord } from "./records.ts";

/** The transaction of the memory store, on tables that nobody else sees yet. */
export function transactionOn(tables: Tables): Transaction {
  return {
    ...readsOf(() => tables),
    ...accountWrites(tables),
    ...credentialWrites(tables),
    ...secretWrites(tables),
    ...attemptWrites(tables),
    ...sessionWrites(tables),
    ...noteWrites(tables),
    ...messageWrites(tables),
    ...noticeWrites(tables),
    ...operatorWrites(tables),
    async purge(now) {
      const { consumed, codes, notices, links } = tables;
      for (const [hash, { expiresAt }] of links) if (expiresAt <= now) links.delete(hash);
      const { invitations, approvals } = tables;
      for (const [hash, one] of invitations) if (one.expiresAt <= now) invitations.delete(hash);
      for (const [id, one] of approvals) if (one.expiresAt <= now) approvals.delete(id);
      for (const [hash, { expiresAt }] of notices) if (expiresAt <= now) notices.delete(hash);
      for (const [step, expiresAt] of consumed) if (expiresAt <= now) consumed.delete(step);
      for (const [id, { expiresAt }] of codes) if (expiresAt <= now) codes.delete(id);
    },
  };
}

function accountWrites({ accounts, addresses }: Tables) {
  return {
    insertAccount: async (account) => insert(accounts, account.id, account),
    async setEverHad(id, everHad) {
      const account = accounts.get(id);
      if (account === undefined) return false;
      accounts.set(id, { ...account, everHad });
      return true;
    },
    insertAddress: async (address) =>
      insert(addresses, `${address.channel}:${address.normalised}`, address),
    async removeAddress(account, channel, normalised) {
      const key = `${channel}:${normalised}`;
      return addresses.get(key)?.account === account && addresses.delete(key);
    },
  } satisfies Partial<Transaction>;
}

function credentialWrites({ credentials }: Tables) {
  return {
    insertCredential: async (credential) => insert(credentials, credential.id, credential),
    async recordCredentialUse({ expectedCounter, expectedState, ...use }) {
      const before = credentials.get(use.id);
      if (before?.state !== expectedState || before.counter !== expectedCounter) return false;
      credentials.set(use.id, { ...before, ...use } satisfies CredentialRecord);
      return true;
    },
    async setCredentialState(account, id, state) {
      const before = credentials.get(id);
      if (before?.account !== account || before.state === state) return false;
      credentials.set(id, { ...before, state });
      return true;
    },
    async renameCredential(account, id, name) {
      const before = credentials.get(id);
      if (before?.account !== account) return false;
      credentials.set(id, { ...before, name });
      return true;
    },
    async regradeCredential({ id, graded, enrolment }) {
      const before = credentials.get(id);
      if (before === undefined) return false;
      credentials.set(id, { ...before, graded, enrolment: enrolment ?? before.enrolment });
      return true;
    },
    removeCredential: async (account, id) =>
      credentials.get(id)?.account === account && credentials.delete(id),
  } satisfies Partial<Transaction>;
}

function secretWrites({ secrets }: Tables) {
  return {
    insertSecret: async (secret) => insert(secrets, secret.id, secret),
    async saveSecret(secret, expectedVersion) {
      if (secrets.get(secret.id)?.version !== expectedVersion) return false;
      secrets.set(secret.id, secret);
      return true;
    },
    removeSecret: async (account, id) => secrets.get(id)?.account === account && secrets.delete(id),
    async uncountSecretTry(id) {
      const before = secrets.get(id);
      if (before === undefined || before.tries === 0) return false;
      secrets.set(id, { ...before, tries: before.tries - 1 });
      return true;
    },
    async countSecretTry(id, most) {
      const before = secrets.get(id);
      if (before === undefined || before.tries >= most) return null;
      const tries = before.tries + 1;
      secrets.set(id, { ...before, tries });
      return tries;
    },
  } satisfies Partial<Transaction>;
}

function attemptWrites({ attempts, codes, consumed }: Tables) {
  return {
    async saveAttempt(attempt, expectedVersion) {
      const version = attempts.get(attempt.id)?.version ?? null;
      if (version !== expectedVersion) return false;
      attempts.set(attempt.id, attempt);
      return true;
    },
    insertCode: async (code) => insert(codes, code.id, code),
    async countTry(id, now, deadAfter) {
      const code = codes.get(id);
      if (code === undefined || code.usedAt !== null || now >= code.expiresAt) return false;
      if (code.tries >= deadAfter) return false;
      codes.set(id, { ...code, tries: code.tries + 1 });
      return true;
    },
    async useCode(id, now, deadAfter) {
      const code = codes.get(id);
      if (code === undefined || code.usedAt !== null || now >= code.expiresAt) return false;
      if (code.tries >= deadAfter) return false;
      codes.set(id, { ...code, usedAt: now });
      return true;
    },
    consume: async (step, expiresAt) => insert(consumed, step, expiresAt),
  } satisfies Partial<Transaction>;
}

function sessionWrites({ sessions }: Tables) {
  return {
    insertSession: async (session) => insert(sessions, session.id, session),
    async touchSession(id, lastSeenAt) {
      const session = sessions.get(id);
      if (session === undefined) return false;
      sessions.set(id, { ...session, lastSeenAt } satisfies SessionRecord);
      return true;
    },
    endSession: async (account, id) => sessions.get(id)?.account === account && sessions.delete(id),
  } satisfies Partial<Transaction>;
}

function noticeWrites({ notices, links }: Tables) {
  return {
    insertLink: async (link) => insert(links, link.hash, link),
    async useLink(hash, now) {
      const before = links.get(hash);
      if (before === undefined || before.usedAt !== null || now >= before.expiresAt) return false;
      links.set(hash, { ...before, usedAt: now });
      return true;
    },
    insertNotice: async (notice) => insert(notices, notice.hash, notice),
    async markNoticeSent(message, at) {
      const before = [...notices.values()].find((notice) => notice.message === message);
      if (before === undefined || before.sentAt !== null) return false;
      notices.set(before.hash, { ...before, sentAt: at });
      return true;
    },
    async answerNotice(hash, answer, at) {
      const before = notices.get(hash);
      if (before === undefined || before.answer !== null) return false;
      notices.set(hash, { ...before, answer, answeredAt: at });
      return true;
    },
  } satisfies Partial<Transaction>;
}

function messageWrites({ messages }: Tables) {
  const change = (id: MessageRecord["id"], tries: number | null, to: Partial<MessageRecord>) => {
    const before = messages.get(id);
    if (before?.state !== "queued" || (tries !== null && before.tries !== tries)) return false;
    messages.set(id, { ...before, ...to });
    return true;
  };
  return {
    enqueueMessage: async (message) => void messages.set(message.id, message),
    async claimMessage({ id, tries, now, until }) {
      const due = (messages.get(id)?.dueAt ?? now) <= now;
      return due && change(id, tries, { tries: tries + 1, dueAt: until });
    },
    postponeMessage: async ({ id, tries, dueAt, reason }) => change(id, tries, { dueAt, reason }),
    finishMessage: async ({ id, tries, ...end }) => change(id, tries, { ...end, sealed: "" }),
  } satisfies Partial<Transaction>;
}

/** What is noted beside: events, counts, documents. */
function noteWrites({ events, counters, documents }: Tables) {
  return {
    appendEvent: async (event) => void events.push(event),
    sealEvent: async () => false,
    saveAuditHead: async () => false,
    async countDown(key, windowStart) {
      const name = `${windowStart} ${key}`;
      const count = counters.get(name) ?? 0;
      if (count > 0) counters.set(name, count - 1);
      return count > 0;
    },
    async countUp(key, windowStart) {
      const name = `${windowStart} ${key}`;
      const count = (counters.get(name) ?? 0) + 1;
      counters.set(name, count);
      return count;
    },
    async saveDocument(document) {
      const before = documents.get(document.kind);
      if (before !== undefined && before.version >= document.version) return false;
      documents.set(document.kind, document);
      return true;
    },
  } satisfies Partial<Transaction>;
}

function insert<K, V>(table: Map<K, V>, key: K, value: V): boolean {
  if (table.has(key)) return false;
  table.set(key, value);
  return true;
}

import type { CredentialRecord, SessionRecord } from "./records.ts";
import type { Store, Transaction } from "./port.ts";
import { emptyTables, type Tables } from "./memory-tables.ts";
import { readsOf } from "./memory-reads.ts";

/**
 * A store that keeps nothing: for tests that drive the flows through many thousand sequences.
 * Transactions run one after the other on a copy that takes the place of the tables at the end,
 * so that a job that throws leaves nothing behind.
 */
export function createMemoryStore(): Store {
  let tables = emptyTables();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...readsOf(() => tables),
    transact(work) {
      const run = async () => {
        const copy = copyOf(tables);
        const result = await work(transactionOn(copy));
        tables = copy;
        return result;
      };
      const result = last.then(run, run);
      last = result.catch(() => undefined);
      return result;
    },
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function copyOf(tables: Tables): Tables {
  return {
    accounts: new Map(tables.accounts),
    addresses: new Map(tables.addresses),
    credentials: new Map(tables.credentials),
    attempts: new Map(tables.attempts),
    codes: new Map(tables.codes),
    consumed: new Map(tables.consumed),
    sessions: new Map(tables.sessions),
    events: [...tables.events],
    messages: new Map(tables.messages),
    counters: new Map(tables.counters),
  };
}

function transactionOn(tables: Tables): Transaction {
  const { accounts, addresses, credentials, attempts, codes, consumed, sessions } = tables;
  const { events, messages, counters } = tables;
  return {
    ...readsOf(() => tables),
    insertAccount: async (account) => insert(accounts, account.id, account),
    insertAddress: async (address) =>
      insert(addresses, `${address.channel}:${address.normalised}`, address),
    insertCredential: async (credential) => insert(credentials, credential.id, credential),
    async recordCredentialUse({ expectedCounter, ...use }) {
      const before = credentials.get(use.id);
      if (before?.state !== "active" || before.counter !== expectedCounter) return false;
      credentials.set(use.id, { ...before, ...use } satisfies CredentialRecord);
      return true;
    },
    removeCredential: async (account, id) =>
      credentials.get(id)?.account === account && credentials.delete(id),
    async saveAttempt(attempt, expectedVersion) {
      const version = attempts.get(attempt.id)?.version ?? null;
      if (version !== expectedVersion) return false;
      attempts.set(attempt.id, attempt);
      return true;
    },
    insertCode: async (code) => insert(codes, code.id, code),
    async countWrongTry(id, now, deadAfter) {
      const code = codes.get(id);
      if (code === undefined || code.usedAt !== null || now >= code.expiresAt) return false;
      if (code.wrongTries >= deadAfter) return false;
      codes.set(id, { ...code, wrongTries: code.wrongTries + 1 });
      return true;
    },
    async useCode(id, now, deadAfter) {
      const code = codes.get(id);
      if (code === undefined || code.usedAt !== null || now >= code.expiresAt) return false;
      if (code.wrongTries >= deadAfter) return false;
      codes.set(id, { ...code, usedAt: now });
      return true;
    },
    consume: async (step, expiresAt) => insert(consumed, step, expiresAt),
    insertSession: async (session) => insert(sessions, session.id, session),
    async touchSession(id, lastSeenAt) {
      const session = sessions.get(id);
      if (session === undefined) return false;
      sessions.set(id, { ...session, lastSeenAt } satisfies SessionRecord);
      return true;
    },
    endSession: async (account, id) => sessions.get(id)?.account === account && sessions.delete(id),
    appendEvent: async (event) => void events.push(event),
    enqueueMessage: async (message) => void messages.set(message.id, message),
    async markMessage(id, state) {
      const message = messages.get(id);
      if (message === undefined) return false;
      messages.set(id, { ...message, state });
      return true;
    },
    async countUp(key, windowStart) {
      const name = `${windowStart} ${key}`;
      const count = (counters.get(name) ?? 0) + 1;
      counters.set(name, count);
      return count;
    },
    async purge(now) {
      for (const [step, expiresAt] of consumed) if (expiresAt <= now) consumed.delete(step);
      for (const [id, { expiresAt }] of codes) if (expiresAt <= now) codes.delete(id);
    },
  };
}

function insert<K, V>(table: Map<K, V>, key: K, value: V): boolean {
  if (table.has(key)) return false;
  table.set(key, value);
  return true;
}

import type { AccountId } from "../base/ids.ts";
import { circumstancesOf } from "./circumstances.ts";
import type { AccountHoldings, HeldCredential } from "./account-holdings.ts";
import { operatorReads } from "./memory-operators.ts";
import type { Tables } from "./memory-tables.ts";
import type { Reads } from "./port.ts";
import type { NoticeRecord } from "./notice-records.ts";
import type { AccountRecord, CredentialRecord } from "./records.ts";

/** The reads of the memory store, on whatever its tables are at the moment. */
export function readsOf(tables: () => Tables): Reads {
  return { ...recordReads(tables), ...listReads(tables), ...operatorReads(tables) };
}

/** One record each, and what belongs to it. */
function recordReads(tables: () => Tables) {
  return {
    accountById: async (id) => tables().accounts.get(id),
    accountByUserHandle: async (handle) =>
      [...tables().accounts.values()].find(({ userHandle }) => userHandle === handle),
    async accountByAddress(channel, normalised) {
      const address = tables().addresses.get(`${channel}:${normalised}`);
      return address === undefined ? undefined : tables().accounts.get(address.account);
    },
    addressesOf: async (account) =>
      [...tables().addresses.values()].filter((address) => address.account === account),
    credentialById: async (id) => tables().credentials.get(id),
    credentialsOf: async (account) =>
      [...tables().credentials.values()].filter((credential) => credential.account === account),
    secretsOf: async (account) =>
      [...tables().secrets.values()].filter((secret) => secret.account === account),
    attemptById: async (id) => tables().attempts.get(id),
    codeById: async (id) => tables().codes.get(id),
    latestCode: async (attempt) =>
      [...tables().codes.values()].findLast((code) => code.attempt === attempt),
    waitingAttempts: async (account) =>
      byId([...tables().attempts.values()]).filter(
        (attempt) => attempt.account === account && attempt.state === "waiting",
      ),
    linkByHash: async (hash) => tables().links.get(hash),
    noticeByHash: async (hash) => tables().notices.get(hash),
    circumstancesOf: async (account, waiting) =>
      circumstancesOf(account, waiting, noticesOf(tables(), account)),
    noticesOf: async (account) => noticesOf(tables(), account),
    sessionById: async (id) => tables().sessions.get(id),
    sessionsOf: async (account) =>
      [...tables().sessions.values()].filter((session) => session.account === account).toReversed(),
    messageById: async (id) => tables().messages.get(id),
    document: async (kind) => tables().documents.get(kind),
    documentVersion: async (kind) => tables().documents.get(kind)?.version,
  } satisfies Partial<Reads>;
}

/** A part of many records, in an order. */
function listReads(tables: () => Tables) {
  const credentials = () => byId([...tables().credentials.values()]);
  return {
    async credentialsNotGradedWith(version, limit) {
      return credentials()
        .filter(({ graded }) => graded?.with !== version)
        .slice(0, limit);
    },
    credentialsAfter: async (after, limit) => behind(credentials(), after).slice(0, limit),
    async accountsAfter(after, limit) {
      const page = behind(byId([...tables().accounts.values()]), after).slice(0, limit);
      return page.map((account) => holdingsIn(tables(), account));
    },
    countAccounts: async () => tables().accounts.size,
    async countCredentials(version) {
      const all = [...tables().credentials.values()];
      const left = all.filter(({ graded }) => graded?.with !== version);
      return { all: all.length, left: left.length };
    },
    eventsOf: async (account, limit) =>
      tables()
        .events.filter((event) => event.account === account)
        .toReversed()
        .slice(0, limit),
    async eventsAfter(kind, after, limit) {
      const ofKind = tables().events.filter((event) => event.kind === kind);
      return behind(byId(ofKind), after).slice(0, limit);
    },
    // Nobody keeps what this store holds, so nobody could alter it: it has no chain.
    auditHead: async () => undefined,
    unsealedEvents: async () => [],
    countUnsealedEvents: async () => 0,
    sealedEvents: async () => [],
    dueMessages: async (channel, now, limit) =>
      [...tables().messages.values()]
        .filter((one) => one.state === "queued" && one.channel === channel && one.dueAt <= now)
        .toSorted((one, other) => one.dueAt - other.dueAt || (one.id < other.id ? -1 : 1))
        .slice(0, limit),
    messagesTo: async (to, limit) =>
      [...tables().messages.values()]
        .filter((message) => to === undefined || message.to === to)
        .toReversed()
        .slice(0, limit),
  } satisfies Partial<Reads>;
}

function holdingsIn(
  { credentials, secrets, addresses }: Tables,
  account: AccountRecord,
): AccountHoldings {
  const own = (one: { readonly account: AccountId }) => one.account === account.id;
  return {
    account,
    credentials: [...credentials.values()].filter(own).map(heldOf),
    secrets: [...secrets.values()].filter(own),
    addresses: [...addresses.values()].filter(own),
  };
}

function heldOf(record: CredentialRecord): HeldCredential {
  const { id, account, state, uvInitialized, settlesAt, enrolment } = record;
  return { id, account, state, uvInitialized, settlesAt, enrolment };
}

function noticesOf({ notices }: Tables, account: AccountId): readonly NoticeRecord[] {
  return [...notices.values()]
    .filter((notice) => notice.account === account)
    .toSorted((one, other) => one.createdAt - other.createdAt);
}

function byId<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function behind<T extends { readonly id: string }>(records: readonly T[], after: string | null) {
  return after === null ? records : records.filter(({ id }) => id > after);
}

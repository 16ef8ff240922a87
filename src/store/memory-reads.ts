import type { Tables } from "./memory-tables.ts";
import type { Reads } from "./port.ts";

/** The reads of the memory store, on whatever its tables are at the moment. */
export function readsOf(tables: () => Tables): Reads {
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
    attemptById: async (id) => tables().attempts.get(id),
    codeById: async (id) => tables().codes.get(id),
    latestCode: async (attempt) =>
      [...tables().codes.values()].findLast((code) => code.attempt === attempt),
    sessionById: async (id) => tables().sessions.get(id),
    sessionsOf: async (account) =>
      [...tables().sessions.values()].filter((session) => session.account === account).toReversed(),
    eventsOf: async (account, limit) =>
      tables()
        .events.filter((event) => event.account === account)
        .toReversed()
        .slice(0, limit),
    queuedMessages: async (limit) =>
      [...tables().messages.values()].filter(({ state }) => state === "queued").slice(0, limit),
    messagesTo: async (to, limit) =>
      [...tables().messages.values()]
        .filter((message) => to === undefined || message.to === to)
        .toReversed()
        .slice(0, limit),
  };
}

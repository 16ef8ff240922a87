import type { Method } from "../evidence/methods.ts";
import { isLive } from "../sessions/check.ts";
import type { SessionRecord } from "../store/records.ts";
import { activityOf } from "./activity.ts";
import type { Caller } from "./caller.ts";
import type { FlowDeps } from "./deps.ts";
import { endOtherSessions } from "./end-others.ts";
import { endSession } from "./end-session.ts";
import { prospectOf } from "./prospect.ts";
import { sessionList } from "./session-list.ts";
import { sessionStands } from "./session-stands.ts";
import { credentialStandings, sessionStanding } from "./standing.ts";
import { waysOf } from "./ways.ts";
import { weakestLinkOf } from "./weakest-link.ts";

/** What an owner sees of his account and its sessions, and how those are ended. */
export function accountFlows(deps: FlowDeps) {
  const { store, clock } = deps;
  return {
    /** Whether a session still stands; one that does not is ended. */
    stands: (session: SessionRecord) => sessionStands(deps, session, clock()),

    /** What a session rests on, assessed now. */
    standing: (session: SessionRecord) => sessionStanding(deps, session, clock()),

    /** The credentials of a session's account, with what each is worth. */
    credentials: (session: SessionRecord) => credentialStandings(deps, session.account, clock()),

    /** What its account can show beside the passkeys. */
    ways: (session: SessionRecord) => waysOf(deps, session, clock()),

    /** What signing in becomes once a credential is removed or suspended. */
    prospect: (
      session: SessionRecord,
      doing: "remove" | "suspend",
      target: { readonly method: Method; readonly id: string },
    ) => prospectOf(deps, session, doing, target, clock()),

    /** What would take it over, what would help, and what its owner can lose. */
    weakestLink: (session: SessionRecord) => weakestLinkOf(deps, session, clock()),

    /** The sessions of the same account that still live. */
    sessions: async (session: SessionRecord): Promise<readonly SessionRecord[]> =>
      (await store.sessionsOf(session.account)).filter((one) => isLive(one, clock())),

    /** What happened to its account of late. */
    activity: (session: SessionRecord) => activityOf(deps, session, clock()),

    /** The same with what each rests on and where it was begun. */
    sessionList: (session: SessionRecord) => sessionList(deps, session, clock()),

    /** Ends a session of the caller's own account; false where there is none of that id. */
    endSession: (caller: Caller, id: string) => endSession(deps, caller, id, clock()),

    /** Ends all sessions of the caller's own account but the one that asks. */
    endOtherSessions: (caller: Caller) => endOtherSessions(deps, caller, clock()),
  };
}

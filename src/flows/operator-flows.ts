import { ok, type Result } from "../base/result.ts";
import type { ActionParams } from "../policy/grant.ts";
import type { OperatorAction } from "../policy/operator.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { askApproval, giveApproval, listApprovals } from "./operator-approvals.ts";
import { command, type Deed, type Done } from "./operator-command.ts";
import * as deeds from "./operator-deeds.ts";
import { joinOperators } from "./operator-invite.ts";
import { type Dossier, dossierOf, type SiteStanding, siteStanding } from "./operator-view.ts";

/** Each is a command, and so asked of `decide` and written down, also where it only reads. */
export function operatorFlows(deps: FlowDeps) {
  const { clock } = deps;
  const run = <T>(
    caller: Caller,
    action: OperatorAction,
    params: ActionParams,
    deed: (deed: Deed) => Promise<Done<T>>,
  ) => command(deps, caller, { action, params }, clock(), deed);
  return {
    /** Becomes an operator, by what the console gave out. The word itself is not recorded. */
    join: (caller: Caller, token: string) =>
      run(caller, "operate:join", {}, (deed) => joinOperators(deed, token)),

    find: (caller: Caller, email: string) =>
      run(caller, "operate:read", { email }, (deed) => deeds.findAccount(deed, email)),

    /** It is read once it is written down that it is. */
    async see(caller: Caller, account: string): Promise<Result<Dossier, FlowCode>> {
      const read = await run(caller, "operate:read", { account }, (deed) =>
        deeds.readAccount(deed, account),
      );
      return read.ok ? ok(await dossierOf(deps, read.value, clock())) : read;
    },

    /** How grading and the record stand. */
    async standing(caller: Caller): Promise<Result<SiteStanding, FlowCode>> {
      const nobody = { value: null, about: null };
      const read = await run(caller, "operate:read", {}, async () => nobody);
      return read.ok ? ok(await siteStanding(deps)) : read;
    },

    suspendAccount: (caller: Caller, account: string) =>
      run(caller, "operate:suspend", { account }, (deed) => deeds.suspendAccount(deed, account)),

    liftAccount: (caller: Caller, account: string) =>
      run(caller, "operate:lift", { account }, (deed) => deeds.liftAccount(deed, account)),

    suspendCredential: (caller: Caller, account: string, credential: string) =>
      run(caller, "operate:suspend", { account, credential }, (deed) =>
        deeds.suspendCredential(deps, deed, account, credential),
      ),

    endSessions: (caller: Caller, account: string) =>
      run(caller, "operate:end-sessions", { account }, (deed) => deeds.endSessions(deed, account)),

    enrolLink: (caller: Caller, account: string) =>
      run(caller, "operate:enrolment-link", { account }, (deed) =>
        deeds.enrolLink(deps, deed, account),
      ),

    askApproval: (caller: Caller, account: string) =>
      run(caller, "operate:break-glass", { account }, (deed) => askApproval(deed, account)),

    approvals: (caller: Caller) => run(caller, "operate:read", {}, listApprovals),

    giveApproval: (caller: Caller, approval: string) =>
      run(caller, "operate:break-glass", { approval }, (deed) =>
        giveApproval(deps, deed, approval),
      ),
  };
}

import type { Entry } from "./catalogue.ts";

/** What `policy simulate` says in English. */
export const policySimulateEn = {
  "simulate.now": "now",
  "simulate.then": "then",
  "simulate.accounts": "accounts",
  "simulate.oneStep": "sign in with one step",
  "simulate.moreSteps": "sign in with more than one",
  "simulate.refusedNow": "cannot sign in",
  "simulate.noWayIn": "have no way in or back",
  "simulate.oneRemote": "fall to one remote compromise",

  "simulate.changed": {
    one: "{count} of {all} accounts would stand otherwise",
    other: "{count} of {all} accounts would stand otherwise",
  },
  "simulate.nothing": {
    one: "Nothing would change for {count} account.",
    other: "Nothing would change for any of {count} accounts.",
  },
  "simulate.anotherStep": "need another step",
  "simulate.fewerSteps": "need fewer steps",
  "simulate.refused": "cannot sign in any more",
  "simulate.admitted": "can sign in again",
  "simulate.lostWayIn": "lose their last way in or back",
  "simulate.gainedWayIn": "gain a way in or back",
  "simulate.newlyOneRemote": "newly fall to one remote compromise",
  "simulate.noLongerOneRemote": "fall to one remote compromise no more",

  "simulate.groups": "By group",
  "simulate.noGroups": "No account is in a group.",
  "simulate.otherGroups": {
    one: "{count} membership of groups beyond these is not listed.",
    other: "{count} memberships of groups beyond these are not listed.",
  },
  "simulate.kinds": "By credential; an account counts with each kind that it has",
  "simulate.noCredential": "no credential",
  "simulate.column.anotherStep": "step",
  "simulate.column.refused": "refused",
  "simulate.column.lostWayIn": "no way",
  "simulate.column.newlyOneRemote": "remote",
  "simulate.columns":
    "step: need another step; refused: cannot sign in any more; no way: lose their last way in or back; remote: newly fall to one remote compromise.",
  "simulate.stopped": "Stopped: {count} of {all} accounts were looked at.",
  "simulate.written": "Nothing was written.",
} as const satisfies Readonly<Record<string, Entry>>;

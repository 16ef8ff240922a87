import type { Entry } from "./catalogue.ts";

/** What happened to an account, for its owner. */
export const activityEn = {
  "activity.link": "See what happened in your account",
  "activity.title": "What happened in your account",
  "activity.lead":
    "The last 90 days, the newest first. If there is something here that you did not do, remove what is not yours and end the other sessions.",
  "activity.none": "Nothing yet.",
  "activity.from": "{when}, from {network}",

  "activity.signed-up": "You created this account",
  "activity.signed-in": "Somebody signed in with {methods}",
  "activity.recovered": "A new way in was created for somebody who had lost theirs, with {methods}",
  "activity.recovery-waits": "Somebody asked for a new way in",
  "activity.refused": "What somebody showed was not enough",
  "activity.added": "Added: {methods}",
  "activity.changed": "Replaced: {methods}",
  "activity.removed": "Removed: {methods}",
  "activity.suspended": "Suspended: {methods}",
  "activity.lifted": "Allowed again: {methods}",
  "activity.renamed": "Renamed: {methods}",
  "activity.counts-anew": "Something became known about a passkey, so it counts differently",
  "activity.address-changed": "The email address was changed",
  "activity.stopped": "Somebody stopped a recovery from a message that we sent",
  "activity.reported": "Somebody said that a change was not theirs",
  "activity.link-made": "A link to create a new passkey was made for this account",
  "activity.session-ended": "A session was ended",
  "activity.session-fell": "A session ended because what it rested on counts for less now",
  "activity.operator": "The people who run this site looked at this account, or changed something",
} as const satisfies Readonly<Record<string, Entry>>;

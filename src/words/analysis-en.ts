import type { Entry } from "./catalogue.ts";

/**
 * What is said in English about what breaks an account. A compromise is told as something that happened
 * to its owner: no jargon, no blame, and no guess at how likely it is.
 */
export const analysisEn = {
  "compromise.learns-password":
    "somebody knows the password: it was used elsewhere too, or guessed",
  "compromise.phishes-live": "the owner is lured to a fake page and types in what it asks for",
  "compromise.coaches-user": "somebody talks the owner into pasting a link or reading out a code",
  "compromise.controls-email": "somebody gets into the mailbox {which}",
  "compromise.controls-number": "somebody takes over the phone number {which}",
  "compromise.steals-session": "somebody copies a session that is signed in",
  "compromise.fools-helpdesk": "somebody persuades the help desk {which}",
  "compromise.pre-registers": "somebody opened the account under this address before its owner did",
  "compromise.enters-provider":
    "somebody gets into the owner's account at Apple, Google or Microsoft",
  "compromise.knows-escrow": "somebody knows the PIN that releases synced passkeys",
  "compromise.knows-master": "somebody knows the master password of the password manager",
  "compromise.passes-vault-2fa": "somebody gets past the password manager's second step",
  "compromise.near": "a device of the attacker's is a few metres from the {which}",
  "compromise.malware": "malicious software runs on the {which}",
  "compromise.infostealer": "a program copies the browser's data from the {which}, once",
  "compromise.takes-locked": "the {which} is stolen while it is locked",
  "compromise.takes-unlocked": "the {which} is in somebody's hands while it is unlocked",
  "compromise.knows-pin": "somebody knows the PIN or password of the {which}",
  "compromise.takes-key": "the security key {which} is stolen",
  "compromise.knows-key-pin": "somebody knows the PIN of the security key {which}",
  "compromise.extracts-key": "a laboratory copies the secret out of the security key {which}",
  "compromise.takes-token": "the code token is stolen",
  "compromise.has-recovery-code": "somebody finds the saved codes",
  "compromise.defeats-proofing": "somebody passes the identity check in the owner's name",
  "compromise.reads-server-db": "the database leaks",
  "compromise.reads-server-keys": "the server's keys leak",
  "compromise.pw-guessable": "the password is one that can be guessed from its hash",
  "compromise.user-unresponsive": "the owner reacts to none of the notices in time",

  "device.phone": "phone",
  "device.laptop": "computer",

  "asset.password": "the password",
  "asset.phone": "the phone",
  "asset.laptop": "the computer",
  "asset.token": "the code token",
  "asset.number": "the phone number {which}",
  "asset.inbox": "the mailbox {which}",
  "asset.recovery-codes": "the saved codes",
  "asset.operator": "the help of an operator",
  "asset.provider-login": "the account at Apple, Google or Microsoft",
  "asset.vault-login": "the way into the password manager",
  "asset.key": "the security key {which}",
  "asset.device": "the device that keeps passkey {which}",

  and: "and",
  "control.title": "Taken over for good",
  "control.about": {
    one: "Somebody binds a credential of his own, or completes a recovery, by this:",
    other:
      "Somebody binds a credential of his own, or completes a recovery, by any of these {count}:",
  },
  "control.none": "Nobody can take it over for good by what is looked at here.",
  "access.title": "Used by somebody else",
  "access.about": {
    one: "Somebody acts in a session of the account by this as well:",
    other: "Somebody acts in a session of the account by any of these {count} as well:",
  },
  "access.none": "By nothing else does somebody act in a session of it.",
  "lockout.title": "Locked out",
  "lockout.about": {
    one: "The owner has no way in or back after losing this:",
    other: "The owner has no way in or back after losing all of any of these {count}:",
  },
  "lockout.already": "The owner has no way in or back as it is.",
  "lockout.none": "No loss that is looked at here locks the owner out.",
  "fold.endpoint":
    "malicious software on a device that the owner signs in with: no way of signing in helps against that",
  "leg.sign-in": "by signing in with {shown}",
  "leg.recover": "by recovering with {shown}",
  "leg.other": "by {action}",
  "leg.then": "then",
  "leg.waits": "unnoticed while it waits",
  "leg.session": "in a session that the owner began",
  "leg.survives": "by what was bound before the owner came",

  "profile.title": "The least number of compromises, by what they are come by",
  "profile.this": "this",
  "profile.baseline": "password + code",
  "profile.never": "–",
  "profile.remote": "from afar",
  "profile.remoteIgnoringDelay": "from afar, notices unheeded",
  "profile.remoteOrNear": "from afar or nearby",
  "profile.physical": "by taking things, without a laboratory",
  "profile.endpoint": "by software on the owner's devices",
  "profile.leakAssisted": "from afar, with what the server leaks",

  "change.title": "What one change would do",
  "change.sign-in": {
    one: "without signing in with {shown}: {count} of {all} ways to take it over is gone",
    other: "without signing in with {shown}: {count} of {all} ways to take it over are gone",
  },
  "change.recover": {
    one: "without recovering with {shown}: {count} of {all} ways to take it over is gone",
    other: "without recovering with {shown}: {count} of {all} ways to take it over are gone",
  },
  "change.loses": "and the owner is locked out by losing {things}",

  "baseline.title": "Beside password and code",
  "baseline.dominates":
    "Whatever takes it over takes over password and code too, and not conversely.",
  "baseline.equal": "The same takes over both.",
  "baseline.dominated": "Whatever takes over password and code takes it over too, and more does.",
  "baseline.incomparable": "Each falls to what the other one withstands.",
  "baseline.weaker": "It falls where password and code would not:",
  "baseline.stronger": "It stands where password and code fall:",

  "claims.title": "What the policy claims of accounts that hold a passkey",
  "claims.holds": "so it is",
  "claims.fails": "not so, by this:",
  "claims.unsure": "not known, for there are more sets than are worked out",

  "limits.title": "What this does not say",
  "limit.possibilities":
    "These are possibilities under what is assumed, not likelihoods: two sets of one may differ a thousandfold.",
  "limit.unseen":
    "What a server cannot see is taken at its worst: second steps of vaults, locks of apps, where codes are kept. An AAGUID without attestation is a claim.",
  "limit.monotone":
    "Nothing excludes anything, and nobody notices anything but by notices: a phone may be stolen and used by its owner in one set.",
  "limit.dependent":
    "In the world compromises come together: one copied browser may yield password, mail and sessions.",
  "limit.endpoints":
    "Resident software defeats every way of signing in. The running server, its administrators, providers from within, the browser and coercion are left out everywhere.",
  "limit.availability":
    "Attacks that only keep the owner out appear here as losses, or not at all.",
  "limit.dated": "What defeats what is as of {version}; platforms change.",
  "limit.conservative":
    "In doubt the worse was taken: mail can be read on every open device, a locked phone shows messages, a device's PIN releases synced passkeys, and links are pasted only by those who are talked into it.",
  "assumed.title": "What is assumed of each",
  incomplete:
    "There are more sets than are worked out; these are the smallest, and more may be missing.",
} as const satisfies Readonly<Record<string, Entry>>;

import type { Entry } from "./catalogue.ts";

/**
 * What an owner reads about what would take his account over. Calm: what would have to happen, no
 * guess at how likely it is, and no blame.
 */
export const weakestEn = {
  "weakest.link": "See what it would take to get into your account",
  "weakest.title": "What it would take to get into your account",
  "weakest.lead":
    "Every way in is a way for somebody else, too. Here is what would have to happen before somebody could take your account over, and what you can do about it.",
  "weakest.incomplete":
    "There is more than could be worked out here. These are the shortest lines; others may be missing.",

  "weakest.takes.title": "Ways to take it over",
  "weakest.takes.lead": "All of a line has to happen. What can be done from far away stands first.",
  "weakest.takes.caption":
    "What would have to happen, and whether an account with a password and a code would fall to it",
  "weakest.takes.more": { one: "Show {count} more line", other: "Show {count} more lines" },
  "weakest.takes.more.caption": "The other lines",
  "weakest.takes.needs": "All of this happens",
  "weakest.takes.way": "Then they",
  "weakest.takes.baseline": "With a password and a code",
  "weakest.takes.opens": "Would fall too",
  "weakest.takes.resists": "Would hold",
  "weakest.takes.none": "Nothing that we look at here takes your account over.",
  "weakest.takes.and": "and",

  "reach.afar": "From afar",
  "reach.near": "From nearby",
  "reach.hand": "With something of yours in hand",
  "reach.device": "On your own device",
  "reach.server": "With what leaked from us",

  "leg.sign-in": "sign in with {shown}",
  "leg.recover": "get back in with {shown}",
  "leg.binds": "add a way in of their own",
  "leg.session": "use a session that you began",
  "leg.survives": "use what was set up before you came",
  "leg.waits": "{leg}, while nobody stops it",

  "baseline.title": "Beside a password and a code from an app",
  "baseline.dominates": "Whatever takes your account over takes that over too, and not conversely.",
  "baseline.equal": "The same takes over both.",
  "baseline.dominated":
    "Whatever takes that over takes your account over too, and so does something more.",
  "baseline.incomparable": "Each falls to something that the other one resists.",
  "baseline.withstood":
    "This would take over an account with a password and a code, and not yours:",
  "baseline.more": { one: "and {count} more", other: "and {count} more" },

  "change.title": "What one change would do",
  "change.lead": "Each is worked out on your account as it would be then.",
  "change.none": "No single change that you can make here would make it harder.",
  "change.add.passkey.platform": "Add a passkey that your phone or computer keeps",
  "change.add.passkey.hardware-key": "Add a passkey on a security key",
  "change.add.recovery-code": "Make saved codes",
  "change.remove": "Remove {what}",
  "change.closes": "Would no longer be enough",
  "change.opens": "Would be enough then, and is not now",
  "change.frees": "Would no longer lock you out",
  "change.binds": "Would lock you out then, and does not now",
  "named.key": "the security key “{name}”",
  "change.added.key": "the new security key",
  "change.added.passkey": "the new passkey",
  "change.nothing": "Nothing",
  "change.loss": "losing {things}",
  "change.loss.now": "that you have no way in as it is",

  "drill.title": "If you lose something",
  "drill.lead":
    "Can you still get in, and how? A passkey that is synced comes back on a new device. One that is kept in one place alone has a line of its own.",
  "drill.in": "Yes",
  "drill.waits": "Yes, after a wait",
  "drill.help": "Only with help",
  "drill.out": "No, you would be locked out",
  "drill.sign-in": "Sign in with {ways}.",
  "drill.sign-in.elsewhere": "Sign in with {ways} on another device.",
  "drill.recover": "Get back in with {ways}.",
  "drill.recover.waits": "Get back in with {ways}. That takes a while, and we tell you meanwhile.",
  "drill.add": "To be safe from it, add {ways} now.",
  "drill.add.better": "To need no help, add {ways} now.",
  "drill.add.none": "Ask the people who run {app} what you can add.",
  "drill.add.passkey": "Add a passkey",
  "drill.all.title": "What would lock you out",
  "drill.all.lead": {
    one: "You have no way in or back after losing all of this at once:",
    other: "You have no way in or back after losing all of any of these lines at once:",
  },
  "drill.all.none": "No loss that we look at here locks you out.",
  "drill.all.already":
    "If you are signed out now, you have no way in or back. Add a passkey before you leave.",

  "way.external.enrolment-link": "a link that the people who run {app} make for you",
  "way.external.approval": "the word of the people who run {app}",
  "way.external.proofing": "somebody who checks who you are",

  "lost.passkey": "The passkey “{which}”, wherever it is kept",
  "lost.phone": "Your phone",
  "lost.laptop": "Your computer",
  "lost.token": "The device that shows your codes",
  "lost.password": "Your password, if you forget it",
  "lost.number": "The telephone number {which}",
  "lost.inbox": "The mailbox {which}",
  "lost.recovery-codes": "Your saved codes",

  // In the middle of a sentence.
  "thing.phone": "your phone",
  "thing.laptop": "your computer",
  "thing.token": "the device that shows your codes",
  "thing.password": "your password",
  "thing.number": "the telephone number {which}",
  "thing.inbox": "the mailbox {which}",
  "thing.recovery-codes": "your saved codes",
  "thing.operator": "the help of the people who run this site",
  "thing.provider-login": "the account that syncs your passkeys",
  "thing.vault-login": "the way into your password manager",
  "thing.key": "{which}",
  "thing.device": "the device that keeps {which}",

  "device.phone": "phone",
  "device.laptop": "computer",
  "device.either": "phone or computer",

  "needs.learns-password": "somebody knows your password",
  "needs.phishes-live": "you are lured to a fake page and type in what it asks for",
  "needs.coaches-user": "you are talked into pasting a link or reading out a code",
  "needs.controls-email": "somebody gets into your mailbox {which}",
  "needs.controls-number": "somebody takes over your telephone number {which}",
  "needs.steals-session": "somebody copies a session that you began",
  "needs.fools-helpdesk": "the people who run this site are talked into making a link",
  "needs.pre-registers": "somebody used your address here before you did",
  "needs.enters-provider": "somebody gets into your account at Apple, Google or Microsoft",
  "needs.knows-escrow": "somebody knows the PIN that releases synced passkeys",
  "needs.knows-master": "somebody knows the main password of your password manager",
  "needs.passes-vault-2fa": "somebody gets past the second step of your password manager",
  "needs.near": "somebody has a device a few metres from your {which}",
  "needs.malware": "harmful software runs on your {which}",
  "needs.infostealer": "a program copies what your browser keeps on your {which}, once",
  "needs.takes-locked": "somebody takes your {which} while it is locked",
  "needs.takes-unlocked": "somebody holds your {which} while it is unlocked",
  "needs.knows-pin": "somebody knows the PIN or password of your {which}",
  "needs.takes-key": "somebody takes {which}",
  "needs.knows-key-pin": "somebody knows the PIN of {which}",
  "needs.extracts-key": "a laboratory copies the secret out of {which}",
  "needs.takes-token": "somebody takes the device that shows your codes",
  "needs.has-recovery-code": "somebody finds saved codes",
  "needs.defeats-proofing": "somebody passes for you when who you are is checked",
  "needs.reads-server-db": "our database leaks",
  "needs.reads-server-keys": "our keys leak",
  "needs.pw-guessable": "the password is one that can be guessed",
  "needs.user-unresponsive": "you react to none of our messages in time",

  "limits.title": "What this does not say",
  "limits.possibilities":
    "It says what is possible, not how likely it is: of two lines one may be far more common.",
  "limits.unseen":
    "We cannot see your devices or your password manager. We suppose a phone and a computer, both with your mail and whatever is synced, and the worse wherever we do not know.",
  "limits.monotone":
    "It does not count on anybody noticing anything, except by the messages that we send.",
  "limits.dependent":
    "Misfortunes come together: one copied browser may hold a password, mail and sessions.",
  "limits.endpoints":
    "Harmful software that stays on your device gets past every way of signing in. Attacks on the running site and on the people behind it, and force, are left out.",
  "limits.availability": "What only keeps you out stands here as a loss, or not at all.",
  "limits.dated": "What defeats what is as of {day}. Devices and services change.",
  "limits.conservative":
    "In doubt we took the worse: an open device shows your mail, and a locked phone shows messages.",
} as const satisfies Readonly<Record<string, Entry>>;

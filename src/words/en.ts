import { accountEn } from "./account-en.ts";
import { activityEn } from "./activity-en.ts";
import type { Entry } from "./catalogue.ts";
import { coachEn } from "./coach-en.ts";
import { mailEn } from "./mail-en.ts";
import { methodsEn } from "./methods-en.ts";
import { recoveryEn } from "./recovery-en.ts";
import { sheetEn } from "./sheet-en.ts";
import { weakestEn } from "./weakest-en.ts";

/**
 * What the hosted pages say in English. Calm, plain, specific; says what happens before and after
 * a window of the operating system; never blames, never names a mechanism.
 */
export const en = {
  "page.title": "{page} · {app}",
  "page.by": "Sign-in by Assay",
  "page.skip": "Skip to the content",
  "page.noScript":
    "A passkey needs JavaScript. Turn it on for this site, then load this page again.",

  "passkey.what":
    "A passkey lets you sign in the way you unlock your phone or computer: fingerprint, face or PIN. There is nothing to remember and nothing a fake website can steal.",
  "passkey.private":
    "Your fingerprint or face never leaves your device. We only receive a proof that the check was done.",

  "email.label": "Email",
  "action.continue": "Continue",
  "action.tryAgain": "Try again",
  "action.elsewhere": "Use another device or a security key",
  "action.startAgain": "Start again",
  "action.signIn": "Sign in",
  "action.signUp": "Create an account",
  "action.toAccount": "Go to your account",
  "action.cancel": "Cancel and change nothing",

  "signIn.title": "Sign in to {app}",
  "signIn.or": "or",
  "signIn.withPasskey": "Sign in with a passkey",
  "signIn.new": "New here?",
  "signIn.signedOut": "You are signed out.",
  "signIn.done": "That is done. It ended this session as well, so sign in again.",
  "signIn.help": "Can't sign in?",
  "signIn.help.phone.title": "Your passkey is on your phone",
  "signIn.help.phone":
    "Choose “Sign in with a passkey”, then the phone or tablet, and scan the picture that appears.",
  "signIn.help.manager.title": "Your passkey is in a password manager",
  "signIn.help.manager": "Open it, unlock it, and look for {app}. Then load this page again.",
  "signIn.help.key.title": "Your passkey is on a security key",
  "signIn.help.key": "Plug it in or hold it to your device, then choose “Sign in with a passkey”.",
  "signIn.help.lost.title": "You can reach none of your passkeys",
  "signIn.help.lost": "Show what you still have, and create a new passkey.",
  "signIn.help.lost.none": "Ask the people who run {app} for help.",
  "signIn.what.title": "What is a passkey?",
  "signIn.private.title": "What do we receive?",

  "signUp.title": "Create an account",
  "signUp.lead":
    "Two short steps: first a code shows that the address is yours, then you create a passkey. There is no password.",
  "signUp.have": "Have an account already?",
  "signUp.hint": "We send a code to this address.",

  "steps.label": "Step {step} of {of}",

  "code.title": "Check your email",
  "code.sent": "We sent a code to {address}. Enter it to show that the address is yours.",
  "code.gone": "The code that we sent to {address} no longer works. Have a new one sent.",
  "code.label": "Code",
  "code.life": {
    one: "Six digits. The code works for {count} minute.",
    other: "Six digits. The code works for {count} minutes.",
  },
  "code.missing.title": "No message?",
  "code.missing": "It can take a minute. Look in the spam folder, too.",
  "code.resend": "Send a new code",
  "code.wait": {
    one: "You can have a new code sent in {count} second.",
    other: "You can have a new code sent in {count} seconds.",
  },
  "code.otherAddress": "Use another address",

  "enrol.title": "Create your passkey",
  "enrol.lead.first": "Your address is confirmed. This is the last step.",
  "enrol.title.more": "Add a passkey",
  "enrol.title.another": "One more passkey is needed",
  "enrol.lead.more":
    "Choose a place where you have none yet: another device, another password manager, or a security key.",
  "enrol.what.title": "What it is",
  "enrol.where.title": "Where it is kept",
  "enrol.where":
    "Your device asks where. A password manager copies it to your other devices. On a security key it stays on that key.",
  "enrol.lost.title": "If you lose your phone",
  "enrol.lost":
    "A copied passkey is waiting on your next phone. One that is kept on the lost phone alone is gone, so add a second passkey elsewhere.",
  "enrol.before":
    "Your device opens a window of its own and asks for your fingerprint, face or PIN.",
  "enrol.shared":
    "Anyone who can unlock this device could sign in as you. Save a passkey only on your own devices.",
  "enrol.create": "Create passkey",
  "enrol.securityKey": "Use a security key",
  "passkey.withoutVerification": "My security key has no PIN or fingerprint reader",

  "prove.title": "Confirm that it is you",
  "prove.signIn.title": "Sign in to {app}",
  "prove.signIn": "Use the passkey that you have for {app}.",
  "prove.signIn.another": "One more passkey is needed. Use another one that you have here.",
  "prove.other": "What you are about to do needs a fresh check.",
  "prove.before": "Your device opens a window of its own and asks which passkey to use.",
  "prove.button": "Continue with a passkey",
  "prove.remove.button": "Remove with a passkey",

  "refused.title.sign-up": "The account was not created",
  "refused.title.sign-in": "You are not signed in",
  "refused.title.enrol": "It was not added",
  "refused.title.remove": "It was not removed",
  "refused.title.other": "This was not done",
  "refused.title.exists": "You have an account already",
  "refused.unchanged": "Nothing has changed.",
  "refused.next.exists": "Sign in with the passkey that you made for it.",

  "expired.title": "This page has run out",
  "expired.lead": "For your safety it works for one hour. Nothing has changed.",

  "panel.asking": "Your device is asking for your passkey. Look for its window.",
  "panel.asking.enrol": "Your device is asking where to save the passkey. Look for its window.",
  "panel.checking": "Checking your passkey…",
  "panel.done.sign-in": "You are signed in. Taking you on…",
  "panel.done.sign-up": "Your account is ready. Taking you there…",
  "panel.done.enrol": "Your passkey is saved. Taking you back…",
  "panel.done.remove": "It is removed. Taking you back…",
  "panel.done.other": "Done. Taking you on…",
  "panel.unfinished.title": "That did not finish",
  "panel.unfinished":
    "The passkey may be on another device, or the window was closed. Nothing has changed.",
  "panel.unfinished.enrol":
    "The window was closed, or this device cannot keep the passkey. Nothing was saved.",
  "panel.duplicate.title": "You already have a passkey in this password manager",
  "panel.duplicate":
    "It works, so there is nothing to do. To add another one, choose another place to keep it.",
  "panel.removed.title": "This passkey was removed from your account",
  "panel.removed":
    "Use another passkey. You can delete this one from the password manager that keeps it.",
  "panel.refused.title": "This passkey was not enough",
  "panel.failed.title": "That did not work",
  "panel.unreachable.title": "We cannot reach {app}",
  "panel.unreachable": "Check your connection, then try again. Nothing has changed.",
  "panel.unsupported.title": "This browser cannot use passkeys here",
  "panel.unsupported": "Use a current browser, or open this page on another device.",

  "account.title": "Your account",
  "account.signOut": "Sign out",
  "account.passkeys": "Passkeys",
  "account.passkeys.lead":
    "Each one is a way into your account. The mark beside it shows what it proved when you last used it.",
  "account.add": "Add a passkey",
  "account.only.bound":
    "This is your only passkey, and it exists in one place. If you lose it, you cannot sign in. Add a second one now.",
  "account.only.synced":
    "This is your only passkey. A second one, kept elsewhere, lets you in when you cannot reach this one.",
  "account.notice.signed-up": "Your account is ready, and your passkey is saved.",
  "account.notice.changed": "Your account has changed. We told you by email as well.",
  "account.notice.renamed": "The new name is saved.",
  "account.notice.suspended":
    "It is suspended: it signs nobody in until you allow it again. We told you by email as well.",
  "account.notice.lifted": "It works again. We told you by email as well.",
  "account.notice.removed": "It is removed. We told you by email as well.",
  "account.notice.codes-made":
    "Your saved codes work from now on, and older ones no longer do. We told you by email as well.",
  "account.notice.email-changed":
    "Your address is changed. We told you at the new one and at the old one.",
  "account.notice.passkey-added": "Your new passkey is saved.",
  "account.notice.passkey-removed":
    "The passkey is removed. Delete it from the password manager that kept it, too.",

  "keeper.unnamed": "Passkey",
  "keeper.unknown": "A password manager or key that we do not recognise",
  "keeper.synced": "Synced to your other devices",
  "keeper.waiting": "Can be synced, but is on one device so far",
  "keeper.bound": "Only on one device",

  "counts.both": "Counts as both steps",
  "counts.one": "Counts as one of two steps",
  "counts.none": "Suspended",
  "counts.refused": "Not accepted here",
  "counts.suspended": "It signs nobody in until you allow it again.",
  "counts.user_verified": "It checked your device and that it is you.",
  "counts.user_verification_missing": "It did not check your fingerprint, face or PIN.",
  "counts.user_verification_unbacked":
    "It did not check your fingerprint, face or PIN when it was created, and nothing has confirmed since that it is yours.",
  "counts.user_verification_known_issue":
    "We cannot tell if your password manager asked for your PIN.",
  "passkey.kept": "Kept in",
  "passkey.created": "Created",
  "passkey.used": "Last used",
  "passkey.used.here": "{when}, for this session",
  "passkey.remove.keeper":
    "It stays in the password manager that keeps it until you delete it there.",

  "session.title": "This session",
  "session.began": "Signed in {when} with {name}.",
  "session.began.passkey": "Signed in {when} with your passkey.",
  "session.began.unnamed": "Signed in {when}.",
  "session.enough": "No code needed.",
  "session.together": "What you showed was enough together.",
  "session.phishing": "A fake website could not have done this in your place.",
  "session.ends": "It ends on {day} at the latest.",
  "session.record": "For the record",
  "session.policy": "Policy",
  "session.rule": "Rule that let you in",
  "session.level": "Level reached",
  "session.methods": "Methods reported",

  "problem.title": "That did not work",
  "problem.title.not_found": "There is no such page",
  "problem.title.origin_refused": "This came from somewhere else",
  "problem.title.too_many_messages": "Too many messages",
  "problem.title.internal": "Something went wrong on our side",
  "problem.again": "You can try again {when}.",
  "problem.title.unavailable": "We cannot answer just now",
  "problem.not_found": "The address may be mistyped, or the page has moved.",
  "problem.origin_refused":
    "The request came from another website. To protect your account, nothing was done. Open the page here and try again.",
  "problem.internal": "Nothing you did caused it. Try again in a while.",
  "problem.reference": "If you ask for help, give this number: {reference}",

  ...accountEn,
  ...activityEn,
  ...coachEn,
  ...mailEn,
  ...methodsEn,
  ...recoveryEn,
  ...sheetEn,
  ...weakestEn,
} as const satisfies Readonly<Record<string, Entry>>;

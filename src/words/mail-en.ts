import type { Entry } from "./catalogue.ts";

/**
 * What is written in mails and text messages, in English. The code stands first, in the subject and
 * in the text: most people read it from a notice on a locked screen. Times are in words.
 *
 * What begins with `sms.` is sent in segments that are paid one by one: it keeps to the letters of
 * GSM 03.38, so no curly quotes and no long dashes, and it is short.
 */
export const mailEn = {
  "mail.life.minutes": {
    one: "It works for {count} minute.",
    other: "It works for {count} minutes.",
  },
  "mail.life.hours": { one: "It works for {count} hour.", other: "It works for {count} hours." },
  "mail.by": "Sent by {app}. Nobody reads answers to this address.",

  "mail.code.subject": "{code} is your code for {app}",
  "mail.code.use": "is your code for {app}. Type it on the page that asked for it.",
  "mail.code.orLink": "Or open this link in the same browser:",
  "mail.code.notYou":
    "If you did not ask for this, ignore it: without the code nothing happens. Nobody from {app} will ever ask you for it.",

  "mail.link.subject": "Your link to sign in to {app}",
  "mail.link.use": "Open this link in the browser that asked for it:",
  "mail.link.notYou":
    "If you did not ask for this, ignore it: without the link nothing happens. Send it to nobody, not even to people from {app}.",

  "mail.enrol.subject": "Set up a way to sign in to {app}",
  "mail.enrol.use": "The people who run {app} sent you this link. With it you set up a passkey:",
  "mail.enrol.notYou":
    "If you expected no such link, do not open it, and tell the people who run {app}.",

  "mail.fact.way": "What",
  "mail.fact.at": "When",
  "mail.fact.until": "Until",
  "mail.fact.browser": "Browser",
  "mail.fact.network": "Network",
  "mail.fact.named": "{way}: “{name}”",

  "mail.way.passkey": "passkey",
  "mail.way.password": "password",
  "mail.way.totp": "authenticator app",
  "mail.way.sms-code": "codes by text message",
  "mail.way.email-code": "codes by email",
  "mail.way.magic-link": "links by email",
  "mail.way.recovery-code": "saved codes",
  "mail.way.external": "help from the people who run it",
  "mail.way.other": "way to sign in",

  "mail.report.action": "If this was not you, say so here:",
  "mail.report.none":
    "If this was not you, sign in to {app}, look at your account, and remove what is not yours. If you cannot sign in, ask the people who run {app} for help.",

  "mail.way-added.subject": "New way to sign in to {app}: {way}",
  "mail.way-added.text": "A way to sign in was added to your account at {app}.",
  "mail.way-removed.subject": "Removed from your account at {app}: {way}",
  "mail.way-removed.text":
    "A way to sign in was removed from your account at {app}. It no longer works.",
  "mail.way-suspended.subject": "Suspended at {app}: {way}",
  "mail.way-suspended.text":
    "A way to sign in to {app} was suspended. It does not work until it is allowed again.",
  "mail.way-weaker.subject": "Counts for less at {app} now: {way}",
  "mail.way-weaker.text":
    "Something became known about one of your ways to sign in to {app}. It may not be enough alone any more. Sign in and look at your account: it says what helps.",
  "mail.signed-in.subject": "New sign-in to {app}",
  "mail.signed-in.text": "Somebody signed in to your account at {app}.",
  "mail.address-added.subject": "A new address for your account at {app}",
  "mail.address-added.text":
    "An address or a number was added to your account at {app}. From now on notices go there, too.",
  "mail.address-removed.subject": "An address was removed from your account at {app}",
  "mail.address-removed.text": "An address or a number was removed from your account at {app}.",
  "mail.recovery-begun.subject": "Somebody asked for a new way into your account at {app}",
  "mail.recovery-begun.text":
    "Somebody said that they can no longer sign in to your account at {app}, and asked for a new way in. Until the time below nothing changes.",
  "mail.recovery-begun.action": "If this was not you, stop it here:",
  "mail.recovery-done.subject": "Your account at {app} has a new way in",
  "mail.recovery-done.text":
    "Somebody who could no longer sign in to your account at {app} was given a new way in.",
  "mail.link-made.subject": "A link was made for your account at {app}",
  "mail.link-made.text":
    "Somebody at {app} made a link by which a new passkey can be created for your account, because somebody said that you had lost yours. The link alone is not enough, and before anything is created you are told again.",
  "mail.sign-up-again.subject": "You have an account at {app} already",
  "mail.sign-up-again.text":
    "Somebody asked to create an account at {app} with this address. You have one already, so nothing was done. To sign in, open {app} and choose to sign in.",

  "sms.code": "{code} is your code for {app}. {life} Give it to nobody.",
  "sms.notice.way-added": "{app}: a way to sign in was added to your account ({way}).",
  "sms.notice.way-removed": "{app}: a way to sign in was removed from your account ({way}).",
  "sms.notice.way-suspended": "{app}: a way to sign in was suspended ({way}).",
  "sms.notice.way-weaker": "{app}: a way to sign in counts for less now ({way}).",
  "sms.notice.signed-in": "{app}: somebody signed in to your account.",
  "sms.notice.address-added": "{app}: an address or a number was added to your account.",
  "sms.notice.address-removed": "{app}: an address or a number was removed from your account.",
  "sms.notice.recovery-begun": "{app}: somebody asked for a new way into your account.",
  "sms.notice.recovery-done": "{app}: your account was given a new way in.",
  "sms.notice.link-made": "{app}: a link to create a new passkey was made for your account.",
  "sms.notice.sign-up-again": "{app}: somebody asked for an account with this number.",
  "sms.report": "Not you? {link}",
} as const satisfies Readonly<Record<string, Entry>>;

import type { Entry } from "./catalogue.ts";

/** A sheet to print and put away: where the passkeys live, and what to do after a loss. */
export const sheetEn = {
  "sheet.link": "Print a sheet for the day you lose your phone",
  "sheet.title": "Your sheet for a bad day",
  "sheet.lead":
    "Print it, or copy it by hand, and keep it where you keep important papers. Nobody can sign in with what is on it.",
  "sheet.for": "For {account} at {app}, as of {day}",
  "sheet.print": "Print",
  "sheet.passkeys": "Where your passkeys live",
  "sheet.passkey": "{name}: kept in {keeper}. {keeping}.",
  "sheet.passkey.unknown":
    "{name}: kept by a password manager or key that we do not recognise. {keeping}.",
  "sheet.passkeys.none": "There is no passkey in this account.",
  "sheet.ways": "What else you have to sign in with",
  "sheet.lost": "If you lose your phone or computer",
  "sheet.lost.lock":
    "Lock it from afar. Apple, Google and Microsoft each have a page for it: search for “find my device” on a device of somebody you trust.",
  "sheet.lost.synced":
    "Sign in to the new device with the account that syncs your passkeys. A synced passkey is there again, and you sign in as always.",
  "sheet.lost.recover": "If it is not, open {address}. It says what you need.",
  "sheet.lost.remove": "Once you are in, remove what you no longer have.",
  "sheet.losses": "What you can lose and still get in",
  "sheet.fresh": "When something changes, print it again: an old sheet may name what is gone.",
} as const satisfies Readonly<Record<string, Entry>>;

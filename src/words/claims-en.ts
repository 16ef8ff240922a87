import type { Entry } from "./catalogue.ts";

/**
 * What is said in English about the claims of a policy, to the developer who makes them: what each one
 * means, what breaks it, and what to do about it.
 */
export const claimsEn = {
  "claim.no-single-remote-takeover":
    "no single compromise from afar takes it over for good; that nobody heeds a notice counts as a second one",
  "claim.no-single-remote-takeover-without-delays":
    "no single compromise from afar takes it over for good, whether anybody heeds a notice or not",
  "claim.phishing-resistant-on-every-path":
    "no lure takes it over for good, whatever its owner types, pastes or reads out",
  "claim.recovery-not-weaker":
    "getting back in takes as much as signing in, or as many compromises of each sort",
  "claim.notice-independent":
    "nothing from afar both serves a recovery and keeps its notices from being seen",
  "claim.session-theft-gives-no-control":
    "a session or a browser that was copied once does not take it over for good",

  "remedy.no-single-remote-takeover":
    "Let {rules} ask for something more that does not fall with it, or wait, with notice on a channel that does not fall with it.",
  "remedy.no-single-remote-takeover-without-delays":
    "Let {rules} ask for something more that does not fall with it: a delay is no help to whoever heeds no notice.",
  "remedy.phishing-resistant-on-every-path":
    "Let {rules} ask for a passkey, or for the word of somebody whom no lure reaches: what is typed, pasted or read out can be relayed.",
  "remedy.recovery-not-weaker":
    "Let {rules} ask for one thing more, until it takes as much as signing in.",
  "remedy.notice-independent":
    "Let {rules} ask for notice on one channel more, or for nothing that comes by the channel of its notices.",
  "remedy.session-theft-gives-no-control":
    "Let {rules} ask for what was shown within minutes: maxAgeSeconds on each of its steps.",
  "remedy.no-rule": "its rules",
  "remedy.give-up": "Or give the claim up by its name, in danger.withoutInvariants.",

  "claims.heading": "What this policy claims of every account that holds, or held, a passkey",
  "claims.proved": "proved",
  "claims.broken": "broken",
  "claims.undecided": "open",
  "claims.members": "{happens} (members of {groups})",
  "claims.given-up": "given up",
  "claims.none": "Nothing is claimed.",
  "claims.broken_by": "{invariant} does not hold: {set}.",

  "exceptions.heading": "Declared exceptions",
  "exceptions.accounts": "Accounts that never had: {methods}.",
  "exceptions.until": "The migration takes them in until {day}.",
  "exceptions.open": "The migration takes them in, and no end is set.",
  "exceptions.rules": "These rules take them in, and no migration ends that: {rules}.",
  "exceptions.holds": "Everything that is claimed of the others holds of them, too.",
  "exceptions.dominates":
    "Whatever takes one over takes over password and code as well, and not conversely.",
  "exceptions.equal": "The same takes over one of them, and password and code.",
  "exceptions.dominated":
    "Whatever takes over password and code takes one over as well, and more does.",
  "exceptions.incomparable":
    "Beside password and code, each falls to what the other one withstands.",

  "beside.heading": "Today (password and code) beside this policy",
  "beside.about":
    "What takes an account over for good: today, by a password that a mail resets and a code from an app; under this policy, at worst.",
  "beside.today": "today",
  "beside.passkey": "passkey",
  "beside.before": "before",
  "beside.columns": "passkey: an account that holds, or held, one.",
  "beside.columns_before":
    "passkey: an account that holds, or held, one; before: one that never did, for as long as the policy takes it.",
  "beside.yes": "yes",
  "beside.no": "–",
  "beside.more": {
    one: "{count} more takes at least three at once; --json lists it.",
    other: "{count} more take at least three at once; --json lists them.",
  },
  "set.nothing": "nothing at all",
} as const satisfies Readonly<Record<string, Entry>>;

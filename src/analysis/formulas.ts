/**
 * What defeats each kind of authenticator, as data: dated, each with what it rests on, and replaced
 * as a whole by an operator who knows better (`FormulaSet` is handed in).
 *
 * A clause is one way: names joined by `&`. A name is a compromise (`compromises.ts`) or a fact of
 * `facts`. `D`, `K` and `A` stand for the device, the key or the address that it is about;
 * `(@circle)` makes one clause for each device of that set, `(phone@circle)` keeps the clause only
 * if the phone is in it. A clause that begins with `[flag]` or `[not flag]` stands only in a world
 * that is so.
 */
export interface FormulaSet {
  readonly version: string;
  readonly facts: Readonly<Record<string, readonly string[]>>;
  readonly authenticators: Readonly<Record<string, AuthenticatorFormula>>;
  /** A session that its owner began, taken over (ACCESS only). */
  readonly session: readonly string[];
  readonly order: readonly Implication[];
}

export interface AuthenticatorFormula {
  /** What defeats it; any one. */
  readonly falls: readonly string[];
  /** What its owner must still have to use it; any one. */
  readonly kept: readonly string[];
  readonly assumes: string;
  readonly source: string;
  /** The day on which the source was looked at. */
  readonly date: string;
}

/** Who has the stronger has the weaker as well. */
export interface Implication {
  readonly stronger: string;
  readonly implies: string;
}

const DATE = "2026-11-23";
const NIST = "NIST SP 800-63B-4";

/**
 * A secret that a person types is relayed by a fake page, and read by whatever runs where it is
 * typed.
 */
const TYPED = ["phishes-live", "malware(@signIn)"];
/** A seed at rest: in the clear in the database, or sealed by a key that is kept elsewhere. */
const SEED = [
  "[plainSeeds] reads-server-db",
  "[not plainSeeds] reads-server-db & reads-server-keys",
];
const VAULT = ["[not vault2fa] knows-master", "[vault2fa] knows-master & passes-vault-2fa"];
/**
 * The key is on devices, each of which may be opened or infected; from a phone it can be relayed.
 */
const RELAYED = "phishes-live & near(phone@circle)";
const PROVIDER = "enters-provider & knows-escrow";

export const FORMULAS: FormulaSet = {
  version: DATE,
  facts: {
    "open(D)": ["takes-unlocked(D)", "takes-locked(D) & knows-pin(D)"],
    "verify(D)": ["takes-locked(D) & knows-pin(D)"],
    // One that holds the mailbox open shows it to whoever holds the device.
    "mail(A)": [
      "controls-email(A)",
      "open(@inbox)",
      "infostealer(laptop@inbox)",
      "malware(phone@inbox)",
    ],
    // A SIM without a PIN goes with the locked phone, and so do previews.
    "sms(A)": ["controls-number(A)", "takes-locked(phone@devices)", "malware(phone@devices)"],
    // Whoever can keep a notice from being seen, by the channel that it goes to.
    "quiet-email(A)": ["mail(A)"],
    "quiet-sms(A)": ["sms(A)"],
    "quiet-app(D)": ["takes-locked(D)", "malware(D)"],
  },
  authenticators: {
    password: {
      falls: [
        "learns-password",
        ...TYPED,
        "reads-server-db & pw-guessable",
        "[resetByEmail] mail(A)",
      ],
      kept: ["password", "[resetByEmail] inbox(A)"],
      assumes: "stored as a slow, salted hash",
      source: `${NIST} section 3.1.1; breach and phishing reports`,
      date: DATE,
    },
    "totp:app": {
      falls: [...TYPED, "open(phone)", "malware(phone)", ...SEED],
      kept: ["phone"],
      assumes: "the app asks for nothing of its own and copies its seeds nowhere",
      source: `${NIST} section 3.1.4; Retool's report of 2023 on seeds that were synced`,
      date: DATE,
    },
    "totp:hardware": {
      falls: [...TYPED, "takes-token", ...SEED],
      kept: ["token"],
      assumes: "the token has no PIN",
      source: `${NIST} section 3.1.4`,
      date: DATE,
    },
    "totp:vault": {
      falls: ["phishes-live", ...VAULT, "open(@circle)", "malware(@circle)", ...SEED],
      kept: ["phone", "laptop", "vault-login"],
      assumes: "it lives and falls with the vault that holds it",
      source: "manuals of password managers",
      date: DATE,
    },
    "sms-code": {
      falls: [...TYPED, "sms(A)"],
      kept: ["number(A)"],
      assumes: "the SIM has no PIN and a locked screen shows previews",
      source: `${NIST} section 3.2.9; Lee and others, SOUPS 2020, on swapped SIMs`,
      date: DATE,
    },
    "email-code": {
      falls: [...TYPED, "mail(A)"],
      kept: ["inbox(A)"],
      assumes: "a mailbox is readable on every open device that has it",
      source: `${NIST} section 3.1.3.1: e-mail is no authenticator`,
      date: DATE,
    },
    "magic-link": {
      falls: ["coaches-user", "mail(A)"],
      kept: ["inbox(A)"],
      assumes: "opening the link takes nothing away, and it works in the browser that asked for it",
      source: "reports of link scanners; a link has to be pasted to be relayed",
      date: DATE,
    },
    "recovery-code": {
      falls: ["phishes-live", "has-recovery-code"],
      kept: ["recovery-codes"],
      assumes: "kept on paper, apart from the devices",
      source: `${NIST} section 4.2.1`,
      date: DATE,
    },
    push: {
      falls: ["phishes-live", "open(phone)", "malware(@signIn)"],
      kept: ["phone"],
      assumes: "who is asked often enough, or at the right moment, approves",
      source: `${NIST} section 3.1.3; reports of push fatigue`,
      date: DATE,
    },
    "trusted-device:D": {
      falls: ["infostealer(D)", "open(D)"],
      kept: ["D"],
      assumes: "remembered by a cookie that can be copied",
      source: "reports of stolen cookies",
      date: DATE,
    },
    helpdesk: {
      falls: ["fools-helpdesk(A)"],
      kept: ["operator"],
      assumes: "one operator decides; a second one is a compromise of its own",
      source: "CISA advisory AA23-320A",
      date: DATE,
    },
    proofing: {
      falls: ["defeats-proofing"],
      kept: ["operator"],
      assumes: "supervised, against the evidence of the first time",
      source: "NIST SP 800-63A-4",
      date: DATE,
    },
    "pk:sync": {
      falls: ["verify(@circle)", "malware(@circle)", PROVIDER, RELAYED],
      kept: ["phone", "laptop", "provider-login"],
      assumes:
        "the platform checks its user; the code that releases the keys is a device's own PIN",
      source: "documents of Apple and Google on the escrow of keys",
      date: DATE,
    },
    "pk:sync-no-uv": {
      falls: ["open(@circle)", "malware(@circle)", PROVIDER, RELAYED],
      kept: ["phone", "laptop", "provider-login"],
      assumes: "user verification is not asked for, so an open device is enough",
      source: "documents of Apple and Google on the escrow of keys",
      date: DATE,
    },
    "pk:third-party": {
      falls: [...VAULT, "open(@circle)", "malware(@circle)", RELAYED],
      kept: ["phone", "laptop", "vault-login"],
      assumes: "its user verification cannot be proved; a second step only where it is known",
      source: "bitwarden/clients pull request 6711; keepassxreboot/keepassxc issue 10406",
      date: DATE,
    },
    // Of accounts: where the device, the keeper or the place of a seed is not known, the worst.
    "pk:bound:K": {
      falls: ["verify(@devices)", "malware(@devices)", RELAYED],
      kept: ["device-K"],
      assumes: "on one device, of which it is not known whether it is the phone or the computer",
      source: "WebAuthn Level 3 sections 8.3 and 8.4",
      date: DATE,
    },
    "pk:bound-no-uv:K": {
      falls: ["open(@devices)", "malware(@devices)", RELAYED],
      kept: ["device-K"],
      assumes: "the same, used without user verification",
      source: "WebAuthn Level 3 sections 8.3 and 8.4",
      date: DATE,
    },
    "pk:unknown": {
      falls: [...VAULT, "open(@circle)", "malware(@circle)", RELAYED, PROVIDER],
      kept: ["vault-login"],
      assumes: "nobody knows who keeps it: a vault without a second step, or a platform",
      source: "WebAuthn Level 3 section 6.5.1.1: an AAGUID without attestation is a claim",
      date: DATE,
    },
    "totp:unknown": {
      falls: [...TYPED, ...VAULT, "open(@circle)", "malware(@circle)", ...SEED],
      kept: ["phone"],
      assumes: "nobody knows where the seed lives: in the vault, or in an app without a lock",
      source: `${NIST} section 3.1.4`,
      date: DATE,
    },
    "enrolment-link": {
      falls: ["fools-helpdesk(A)", "coaches-user"],
      kept: ["operator"],
      assumes: "handed over by the operator himself, not by mail",
      source: "CISA advisory AA23-320A",
      date: DATE,
    },
    "pk:bound-laptop": {
      falls: ["verify(laptop)", "malware(laptop)"],
      kept: ["laptop"],
      assumes: "attested, in hardware; unattested it is a claim",
      source: "WebAuthn Level 3 section 8.3",
      date: DATE,
    },
    "pk:bound-phone": {
      falls: ["verify(phone)", "malware(@signIn)", "phishes-live & near(phone)"],
      kept: ["phone"],
      assumes: "used on other devices by a scanned code, which can be relayed from nearby",
      source: "CVE-2024-9956; CTAP 2.2 section 11.5",
      date: DATE,
    },
    "pk:key-pin:K": {
      falls: ["takes-key(K) & knows-key-pin(K)", "extracts-key(K)", "malware(@signIn)"],
      kept: ["key-K"],
      assumes:
        "the key asks for its PIN; a certificate changes how sure that is, not what defeats it",
      source: "NinjaLab 2024 on extracted keys; FIDO certification levels",
      date: DATE,
    },
    "pk:key-no-uv:K": {
      falls: ["takes-key(K)", "malware(@signIn)"],
      kept: ["key-K"],
      assumes: "a touch is enough",
      source: `${NIST} section 3.1.7.2`,
      date: DATE,
    },
  },
  session: [
    "[not boundSessions] steals-session",
    "[not boundSessions] infostealer(laptop@signIn)",
    "open(@signIn)",
    "malware(@signIn)",
  ],
  order: [
    { stronger: "takes-unlocked(D)", implies: "takes-locked(D)" },
    { stronger: "malware(laptop)", implies: "infostealer(laptop)" },
    { stronger: "coaches-user", implies: "phishes-live" },
    { stronger: "extracts-key(K)", implies: "takes-key(K)" },
    { stronger: "knows-pin(@circle)", implies: "knows-escrow" },
  ],
};

/**
 * The rooms of the house: what each is for, what it may import, and how a line is known that belongs
 * there. A row may import what it lists of ours and nothing else; changing a row takes a decision
 * record in `docs/decisions/`.
 */
export interface Room {
  /** What it is for, in one line. */
  readonly purpose: string;
  /** "A line of code knows its room": what a line does that belongs here. */
  readonly knows: string;
  /** Rooms that it may import. */
  readonly may: readonly string[];
  /** Rooms of which it may import types, and nothing that runs. */
  readonly mayType?: readonly string[];
  /** The same facts in, the same answer out: it reads no file, no clock and no chance. */
  readonly pure?: true;
}

const EVERYTHING = words(
  `methods/* certificates trust flows sessions operators audit keys words jobs store outbound pages http oidc
   config dev analysis policy assurance evidence base`,
);

/** By folder under `src/`. Each folder of `methods/` is a room of its own, under one row. */
export const ROOMS: Readonly<Record<string, Room>> = {
  base: {
    purpose: "ids, Result, bytes, Instant: words with no opinion on authentication",
    knows: "would be at home in any program",
    may: [],
  },
  evidence: {
    purpose: "what we saw: one union, one case per method",
    knows: "states a fact",
    may: ["base"],
    pure: true,
  },
  assurance: {
    purpose: "what it proves, in the light of knowledge",
    knows: "says what a fact is worth",
    may: ["evidence", "base"],
    pure: true,
  },
  policy: {
    purpose: "what is asked, and the answer",
    knows: "mentions what the developer wants",
    may: ["assurance", "evidence", "base"],
    pure: true,
  },
  analysis: {
    purpose: "what breaks it",
    knows: 'says "suppose"',
    may: ["policy", "assurance", "evidence", "base"],
    pure: true,
  },
  certificates: {
    purpose: "X.509: reading a certificate, validating a path (RFC 5280)",
    knows: "parses DER, or follows a path to an anchor",
    may: ["base"],
  },
  "methods/*": {
    purpose: "how we see it: how a method is begun and verified, its record, its codes",
    knows: "reads bytes that an authenticator or a person sent",
    may: ["evidence", "certificates", "base"],
  },
  trust: {
    purpose: "how we know: metadata, provider facts, the knowledge made of them",
    knows: "believes or disbelieves a document",
    may: ["assurance", "certificates", "base"],
  },
  flows: {
    purpose: "what the person is doing: attempts at actions",
    knows: 'says "then"',
    may: [
      "methods/*",
      "analysis",
      "policy",
      "assurance",
      "evidence",
      "sessions",
      "audit",
      "keys",
      "base",
    ],
    mayType: ["store", "outbound"],
  },
  sessions: {
    purpose: "what an allow buys: issue, raise, rotate, revoke",
    knows: "issues or ends a session",
    may: ["policy", "evidence", "base"],
    mayType: ["store"],
  },
  operators: {
    purpose: "what operators may do",
    knows: "is done by an operator for somebody else",
    may: [
      "flows",
      "sessions",
      "jobs",
      "trust",
      "analysis",
      "policy",
      "assurance",
      "evidence",
      "base",
    ],
    mayType: ["store", "keys"],
  },
  audit: {
    purpose: "the record of what happened",
    knows: "says that something happened",
    may: ["keys", "base"],
    mayType: ["store", "evidence"],
  },
  keys: {
    purpose: "sealing, hashing of secrets, key ids, rotation",
    knows: "holds a secret key",
    may: ["base"],
  },
  words: {
    purpose: "what is said to people: code in, sentence out",
    knows: "speaks to a person",
    may: ["base"],
    pure: true,
  },
  jobs: {
    purpose: "what happens later",
    knows: 'says "later"',
    may: ["flows", "trust", "audit", "base"],
    mayType: ["store"],
  },
  store: {
    purpose: "where it stays: the port, its drivers, the codec of evidence",
    knows: "is SQL, or shapes a row",
    may: ["evidence", "base"],
  },
  outbound: {
    purpose: "what leaves: mail and its queue",
    knows: "opens a socket to somebody else",
    may: ["words", "base"],
    mayType: ["store", "keys"],
  },
  pages: {
    purpose: "server-rendered pages: data in, HTML out",
    knows: "is HTML",
    may: ["words", "base"],
    mayType: ["flows"],
    pure: true,
  },
  http: {
    purpose: "bytes to flow input and back: cookies, origins, limits, statuses",
    knows: "names a header or a status",
    may: ["flows", "sessions", "operators", "pages", "policy", "evidence", "keys", "words", "base"],
    mayType: ["store", "assurance"],
  },
  oidc: {
    purpose: "claims to policy and back",
    knows: "names a claim",
    may: ["flows", "sessions", "base"],
    mayType: ["policy"],
  },
  config: {
    purpose: "what the developer and the surroundings say: file, variables, defaults, refusals",
    knows: "reads a setting",
    may: ["policy", "keys", "base"],
    mayType: ["store", "outbound"],
  },
  dev: {
    purpose: "development mode: mailbox, clock, demo",
    knows: "may exist on the developer's own machine only",
    may: ["http", "outbound", "pages", "base"],
  },
  browser: {
    purpose: "the scripts of the pages, and the client helper",
    knows: "runs in a browser",
    may: [],
    mayType: ["http"],
  },
  testing: {
    purpose: "an authenticator in software, and fixtures",
    knows: "plays the part of somebody else",
    may: ["base"],
    mayType: ["evidence"],
  },
  cli: {
    purpose: "commands",
    knows: "reads argv",
    may: [
      "assay",
      "compose",
      "config",
      "flows",
      "keys",
      "analysis",
      "policy",
      "trust",
      "words",
      "base",
    ],
    mayType: ["assurance"],
  },
  compose: {
    purpose: "the pieces of the composition root",
    knows: "puts rooms together",
    may: EVERYTHING,
  },
  assay: {
    purpose: "the composition root",
    knows: "puts rooms together",
    // Everything but the commands, which stand around it.
    may: [...EVERYTHING, "compose"],
  },
};

/**
 * What a port throws is part of the port: whoever may name the types of a room may catch these.
 */
export const PORT_FILES: readonly string[] = ["store/unavailable.ts"];

/** Who may import which package, by the path under `src/` that it stands in. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: words("evidence/ assurance/ policy/ analysis/ methods/ trust/ flows/ http/ config/"),
  hono: ["http/", "pages/", "dev/", "compose/"],
  cborg: ["methods/passkey/", "testing/"],
  "@peculiar/asn1-schema": ["certificates/", "methods/passkey/"],
  "@peculiar/asn1-x509": ["certificates/", "methods/passkey/"],
  libsql: ["store/sqlite/"],
  "node:sqlite": ["store/sqlite/"],
  pg: ["store/postgres/"],
  pino: ["http/", "cli/", "compose/"],
  commander: ["cli/"],
  jiti: ["config/"],
  nodemailer: ["outbound/"],
  "@node-rs/argon2": ["methods/password/"],
  "hash-wasm": ["methods/password/"],
  otpauth: ["methods/totp/"],
  uqr: ["methods/totp/", "cli/"],
  "@hono/node-server": ["cli/", "http/"],
};

/** Names that make something out of nothing: each may be imported only where that is right. */
export const GUARDED: readonly {
  readonly name: string;
  readonly from: string;
  readonly only: readonly string[];
  readonly why: string;
}[] = [
  {
    name: "mintEvidence",
    from: "evidence/evidence.ts",
    only: ["methods/", "store/codec.ts", "evidence/", "testing/"],
    why: "evidence is made by a method's verifier or read back by the store's codec",
  },
  {
    name: "makeGrant",
    from: "policy/grant.ts",
    only: ["policy/decide.ts"],
    why: "a grant is made by decide, and by nothing else",
  },
];

/** Entry points: what they export is for others, and they alone may do nothing but export. */
export const ENTRY_POINTS: readonly string[] = [
  "assay.ts",
  "policy/public.ts",
  "analysis/public.ts",
  "methods/passkey/public.ts",
  "browser/client.ts",
  "testing/public.ts",
  "cli/main.ts",
];

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}

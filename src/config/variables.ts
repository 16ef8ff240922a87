import { delimiter } from "node:path";
import type { ConfigProblem } from "./problem.ts";
import { nearest } from "./nearest.ts";
import type { AssayConfig } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Members that a variable can give; functions and objects cannot be one. */
export type VariableMember = Exclude<keyof AssayConfig, "mail" | "sms" | "smsLimits">;

/** Members that are lists, and what separates their parts: paths are separated as in `PATH`. */
const LISTS: ReadonlyMap<string, string> = new Map<VariableMember, string>([
  ["mdsRoots", delimiter],
  ["attestationAnchors", delimiter],
  ["smsCountries", ","],
  ["trustedProxies", ","],
]);

const VARIABLES: Readonly<Record<VariableMember, string>> = {
  origin: "ASSAY_ORIGIN",
  rpId: "ASSAY_RP_ID",
  appName: "ASSAY_APP_NAME",
  host: "ASSAY_HOST",
  port: "ASSAY_PORT",
  trustedProxies: "ASSAY_TRUSTED_PROXIES",
  dataDir: "ASSAY_DATA_DIR",
  databaseUrl: "ASSAY_DATABASE_URL",
  policy: "ASSAY_POLICY",
  providers: "ASSAY_PROVIDERS",
  mdsUrl: "ASSAY_MDS_URL",
  breachesUrl: "ASSAY_BREACHES_URL",
  mdsRoots: "ASSAY_MDS_ROOTS",
  attestationAnchors: "ASSAY_ATTESTATION_ANCHORS",
  keysFile: "ASSAY_KEYS_FILE",
  keys: "ASSAY_KEYS",
  logLevel: "ASSAY_LOG_LEVEL",
  smtpUrl: "ASSAY_SMTP_URL",
  mailFrom: "ASSAY_MAIL_FROM",
  smsUrl: "ASSAY_SMS_URL",
  smsFrom: "ASSAY_SMS_FROM",
  smsSecret: "ASSAY_SMS_SECRET",
  smsCountries: "ASSAY_SMS_COUNTRIES",
};

/** Secrets come from a file as well, named by the variable with `_FILE` behind it. */
export const SECRET_VARIABLES: readonly string[] = [
  VARIABLES.databaseUrl,
  VARIABLES.smtpUrl,
  VARIABLES.smsUrl,
  VARIABLES.smsSecret,
];

const KNOWN: readonly string[] = [
  ...Object.values(VARIABLES),
  ...SECRET_VARIABLES.map((name) => `${name}_FILE`),
];

/** Variables of the project's own tests and tools: no setting, and no mistake either. */
const NOT_OURS = /^ASSAY_(?:CHROMIUM$|TEST_)/;

export interface FromVariables {
  readonly values: Readonly<Record<string, unknown>>;
  /** Which variable gave a member, for messages. */
  readonly names: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
}

/** What the environment says. An empty variable is one that is not set. */
export function readVariables(env: Environment): FromVariables {
  const values: Record<string, unknown> = {};
  const names = new Map<string, string>();
  for (const [member, variable] of Object.entries(VARIABLES)) {
    const name = member === "port" && isUnset(env[variable]) ? "PORT" : variable;
    const text = env[name];
    if (text === undefined || isUnset(text)) continue;
    values[member] = valueOf(member, text);
    names.set(member, name);
  }
  return { values, names, problems: unknownVariables(env) };
}

function valueOf(member: string, text: string): unknown {
  const separator = LISTS.get(member);
  if (separator !== undefined) return text.split(separator).map((part) => part.trim());
  return member === "port" && /^\d+$/.test(text) ? Number(text) : text;
}

function unknownVariables(env: Environment): readonly ConfigProblem[] {
  return Object.keys(env)
    .filter((name) => name.startsWith("ASSAY_") && !KNOWN.includes(name) && !NOT_OURS.test(name))
    .map((name) => ({ path: name, message: unknownMessage("variable", name, KNOWN) }));
}

export function unknownMessage(what: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `there is no such ${what}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}

function isUnset(text: string | undefined): boolean {
  return text === undefined || text === "";
}

import { z } from "zod";
import { readPrefix } from "../base/ip.ts";
import type { PolicyInput } from "../policy/schema.ts";
import type { Deliver, DeliverSms } from "../outbound/message.ts";
import {
  MAIL_FROM_EXPECTED,
  readMailFrom,
  readSmtpUrl,
  SMTP_URL_EXPECTED,
} from "./mail-settings.ts";
import { isOrigin, ORIGIN_EXPECTED } from "./origin.ts";
import type { ConfigProblem } from "./problem.ts";
import { type AssayConfig, LOG_LEVELS } from "./settings.ts";
import {
  isCountry,
  isSmsSender,
  readSmsSecret,
  readSmsUrl,
  SMS_COUNTRIES_EXPECTED,
  SMS_SECRET_EXPECTED,
  SMS_URL_EXPECTED,
} from "./sms-settings.ts";
import { unknownMessage } from "./variables.ts";

/** A text that passes a check; the sentence is what a wrong one is answered with. */
function text(expected: string, check: (value: string) => boolean) {
  return z.string({ error: expected }).refine(check, { error: expected });
}

const port = "a whole number from 0 to 65535";
const isShort = (value: string) => value.length > 0 && value.length <= 64;
const isPath = (value: string) => value.length > 0 && !value.includes("\0");

const TRUSTED_PROXIES_EXPECTED =
  "addresses such as 127.0.0.1 and ::1, or prefixes such as 10.0.0.0/8, with nothing behind their length";

const POLICY_EXPECTED = "the name of a preset, the path of a JSON policy, or a policy";

/** What is in it is the policy room's to parse. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const paths = z.array(text("the path of a certificate", isPath)).min(1, {
  error: "the path of at least one certificate",
});

const limit = z.int({ error: "a whole number" }).min(0, { error: "a whole number" }).optional();

/** How messages leave. */
const delivery = {
  mail: z.custom<Deliver>((value) => typeof value === "function", {
    error: "a function that sends a message and returns a promise",
  }),
  smtpUrl: text(SMTP_URL_EXPECTED, (value) => readSmtpUrl(value) !== undefined),
  mailFrom: text(MAIL_FROM_EXPECTED, (value) => readMailFrom(value) !== undefined),
  sms: z.custom<DeliverSms>((value) => typeof value === "function", {
    error: "a function that sends a text message and returns a promise",
  }),
  smsUrl: text(SMS_URL_EXPECTED, (value) => readSmsUrl(value) !== undefined),
  smsFrom: text("a number, a name of 11 letters at most, or MG…", isSmsSender),
  smsSecret: text(SMS_SECRET_EXPECTED, (value) => readSmsSecret(value) !== undefined),
  smsCountries: z.array(text(SMS_COUNTRIES_EXPECTED, isCountry)),
  smsLimits: z.strictObject(
    { perNumber: limit, perAccount: limit, perCountry: limit, perSite: limit },
    { error: "perNumber, perAccount, perCountry and perSite, each a whole number" },
  ),
};

const schema = z
  .strictObject({
    origin: text(ORIGIN_EXPECTED, isOrigin),
    // Judged together with the origin, once both are known.
    rpId: z.string({ error: "a domain" }),
    appName: text("a name of 1 to 64 characters", (value) => isShort(value.trim())),
    host: text("a host name or an IP address to listen on", (value) => /^[\w.:-]+$/.test(value)),
    port: z.int({ error: port }).min(0, { error: port }).max(65_535, { error: port }),
    trustedProxies: z.array(
      text(TRUSTED_PROXIES_EXPECTED, (value) => readPrefix(value) !== undefined),
      { error: TRUSTED_PROXIES_EXPECTED },
    ),
    dataDir: text("the path of a folder", isPath),
    databaseUrl: text(
      "sqlite:PATH or postgres://USER@HOST/DATABASE",
      (value) => isPath(value) && (/^sqlite:./.test(value) || isPostgres(value)),
    ),
    policy: z.union([text(POLICY_EXPECTED, isPath), z.custom<PolicyInput>(isObject)], {
      error: POLICY_EXPECTED,
    }),
    providers: text("the path of a JSON list of provider facts", isPath),
    mdsUrl: text(
      "an https address",
      (value) => value.startsWith("https://") && URL.canParse(value),
    ),
    breachesUrl: text(
      "an https address",
      (value) => value.startsWith("https://") && URL.canParse(value),
    ),
    mdsRoots: paths,
    attestationAnchors: paths,
    keysFile: text("the path of a key file", isPath),
    keys: text("the text of a key file", (value) => value.length > 0),
    logLevel: z.enum(LOG_LEVELS, { error: `one of ${LOG_LEVELS.join(", ")}` }),
    ...delivery,
  })
  .partial();

const MEMBERS = Object.keys(schema.shape);
const SECRETS: ReadonlySet<string> = new Set([
  "keys",
  "databaseUrl",
  "smtpUrl",
  "smsUrl",
  "smsSecret",
]);

export interface CheckedMembers {
  /** The members that are as they should be. */
  readonly config: AssayConfig;
  /** Members that were given, but not as they should be. */
  readonly wrong: ReadonlySet<string>;
  readonly problems: readonly ConfigProblem[];
}

/** A configuration, checked member by member; every problem says where and what was expected. */
export function checkMembers(
  value: Readonly<Record<string, unknown>>,
  sourceOf: (member: string) => string,
): CheckedMembers {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { config: parsed.data, wrong: new Set(), problems: [] };
  const wrong = new Set<string>();
  const problems: ConfigProblem[] = [];
  for (const issue of parsed.error.issues) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [];
    for (const key of unknown) {
      wrong.add(key);
      problems.push({ path: key, message: unknownMessage("setting", key, MEMBERS) });
    }
    if (issue.path[0] === undefined) continue;
    const member = String(issue.path[0]);
    wrong.add(member);
    const message = `expected ${issue.message}${got(member, value[member])}`;
    problems.push({ path: sourceOf(member), message });
  }
  const right = Object.entries(value).filter(([member]) => !wrong.has(member));
  return { config: schema.parse(Object.fromEntries(right)), wrong, problems };
}

function got(member: string, given: unknown): string {
  if (SECRETS.has(member)) return "";
  return typeof given === "string" || typeof given === "number" || typeof given === "boolean"
    ? `; got ${JSON.stringify(given).slice(0, 80)}`
    : "";
}

function isPostgres(value: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(value) && URL.canParse(value);
}

import type { Origin, RpId } from "../base/ids.ts";
import type { IpPrefix } from "../base/ip.ts";
import type { KeySource } from "../keys/key-source.ts";
import type { PolicyInput } from "../policy/schema.ts";
import type { Deliver, DeliverSms } from "../outbound/message.ts";
import type { MailSetting, SmsSetting } from "../outbound/carriers.ts";
import type { SmsLimits, SmsRules } from "../outbound/sms-rules.ts";

export const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What `assay.config.ts` may say. Every member has a default, or a sentence that asks for it. */
export interface AssayConfig {
  /** Where people reach it: `https://accounts.example`. Needed outside development. */
  readonly origin?: string | undefined;
  /** The domain that passkeys belong to; the origin's host by default. Never changed later. */
  readonly rpId?: string | undefined;
  /** What people read as the name of the site; the origin's host by default. */
  readonly appName?: string | undefined;
  /** The address to listen on; loopback by default. */
  readonly host?: string | undefined;
  /** The port to listen on; 3000 by default. */
  readonly port?: number | undefined;
  /**
   * Addresses and prefixes (`10.0.0.0/8`) of the proxies in front, whose `X-Forwarded-For` is believed;
   * by default no header is.
   */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Where files are kept that must outlive a restart; `data` by default. */
  readonly dataDir?: string | undefined;
  /** `sqlite:PATH` or `postgres://…`; `assay.db` in the data folder by default. */
  readonly databaseUrl?: string | undefined;
  /** The name of a preset, the path of a JSON policy, or the policy itself. */
  readonly policy?: string | PolicyInput | undefined;
  /** The path of a JSON list of provider facts, in the place of the one that comes along. */
  readonly providers?: string | undefined;
  /** Where the FIDO metadata is downloaded from; the FIDO Alliance's service by default. */
  readonly mdsUrl?: string | undefined;
  /** Asks a service of stolen passwords for each new one: its range address, such as `https://…/range/`. */
  readonly breachesUrl?: string | undefined;
  /** Paths of the roots (PEM or DER) that a metadata blob may be signed under; FIDO's by default. */
  readonly mdsRoots?: readonly string[] | undefined;
  /** Paths of anchors (PEM or DER) that attestation of whatever model may end in; none by default. */
  readonly attestationAnchors?: readonly string[] | undefined;
  /** The path of the key file. Outside development this or `keys` is needed. */
  readonly keysFile?: string | undefined;
  /** The text of a key file, where there is no file system to keep it in. */
  readonly keys?: string | undefined;
  readonly logLevel?: LogLevel | undefined;
  /** Sends a mail. This or `smtpUrl` is needed outside development, where the mailbox is. */
  readonly mail?: Deliver | undefined;
  /** A mail server: `smtp://USER:PASSWORD@HOST:PORT`, or `smtps:`. */
  readonly smtpUrl?: string | undefined;
  /** Whom mail is from: `Example <no-reply@example.org>`. */
  readonly mailFrom?: string | undefined;
  /** Sends a text message. */
  readonly sms?: DeliverSms | undefined;
  /** `twilio://ACCOUNT:TOKEN@api.twilio.com`, or the https address of a gateway of your own. */
  readonly smsUrl?: string | undefined;
  /** What text messages are from, at Twilio: a number, a name, or a messaging service (`MG…`). */
  readonly smsFrom?: string | undefined;
  /** What the requests to your own gateway are signed with: `whsec_` and base64. */
  readonly smsSecret?: string | undefined;
  /** Calling codes of the countries that text messages may go to; none by default. */
  readonly smsCountries?: readonly string[] | undefined;
  /** How many text messages are sent in a day at most. */
  readonly smsLimits?: { readonly [Limit in keyof SmsLimits]?: number | undefined } | undefined;
}

/** How messages leave, and what is asked of them before. */
export interface DeliverySettings {
  /** Undefined only in development. */
  readonly mail: MailSetting | undefined;
  readonly sms: {
    readonly rules: SmsRules;
    /** Undefined: none are sent. */
    readonly carrier: SmsSetting | undefined;
  };
}

/** A file, or a server whose URL may hold a password. */
export type DatabaseSetting =
  | { readonly driver: "sqlite"; readonly path: string }
  | { readonly driver: "postgres"; readonly url: string };

/** The configuration, checked and complete; paths are absolute. */
export interface Settings extends DeliverySettings {
  /** Development mode: only `assay serve --dev` sets it. */
  readonly dev: boolean;
  readonly origin: Origin;
  readonly rpId: RpId;
  readonly appName: string;
  readonly host: string;
  readonly port: number;
  /** Empty: no header is believed. */
  readonly trustedProxies: readonly IpPrefix[];
  readonly dataDir: string;
  readonly database: DatabaseSetting;
  /** As it was given: the policy room parses it. Undefined: that room's default. */
  readonly policy: string | PolicyInput | undefined;
  /** Undefined: the list that comes along. */
  readonly providers: string | undefined;
  readonly mdsUrl: string;
  /** Undefined: nobody is asked. */
  readonly breachesUrl: string | undefined;
  /** Undefined: FIDO's own. */
  readonly mdsRoots: readonly string[] | undefined;
  readonly attestationAnchors: readonly string[];
  readonly keys: KeySource;
  readonly logLevel: LogLevel;
}

/**
 * What an operator's commands work with, away from the site: where things are kept, and by what they
 * are judged. No site can be composed of it.
 */
export type OperatorSettings = Pick<
  Settings,
  | "dev"
  | "dataDir"
  | "database"
  | "policy"
  | "providers"
  | "mdsUrl"
  | "mdsRoots"
  | "attestationAnchors"
>;

/** Gives `assay.config.ts` its types; it changes nothing. */
export function defineConfig(config: AssayConfig): AssayConfig {
  return config;
}

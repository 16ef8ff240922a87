import type { MailSetting, SmsSetting } from "../outbound/carriers.ts";
import type { SmsRules } from "../outbound/sms-rules.ts";
import { readMailFrom, readSmtpUrl } from "./mail-settings.ts";
import type { AssayConfig, DeliverySettings } from "./settings.ts";
import { readSmsSecret, readSmsUrl, SMS_LIMITS } from "./sms-settings.ts";

/** Of members that were checked; what is missing beside them is for `deliveryProblems` to say. */
export function deliverySettings(config: AssayConfig, dev: boolean): DeliverySettings {
  const carrier = smsCarrier(config);
  return {
    mail: mailCarrier(config),
    sms: { carrier, rules: smsRules(config, carrier, dev) },
  };
}

function mailCarrier({ mail, smtpUrl, mailFrom }: AssayConfig): MailSetting | undefined {
  if (mail !== undefined) return { adapter: "function", deliver: mail };
  const server = smtpUrl === undefined ? undefined : readSmtpUrl(smtpUrl);
  const from = mailFrom === undefined ? undefined : readMailFrom(mailFrom);
  if (server === undefined || from === undefined) return undefined;
  return { adapter: "smtp", server, from };
}

function smsCarrier({ sms, smsUrl, smsFrom, smsSecret }: AssayConfig): SmsSetting | undefined {
  if (sms !== undefined) return { adapter: "function", deliver: sms };
  const address = smsUrl === undefined ? undefined : readSmsUrl(smsUrl);
  if (address?.adapter === "twilio") {
    return smsFrom === undefined ? undefined : { ...address, from: smsFrom };
  }
  const key = smsSecret === undefined ? undefined : readSmsSecret(smsSecret);
  return address === undefined || key === undefined ? undefined : { ...address, key };
}

/** In development nothing leaves, so every number may be tried; elsewhere only what was named. */
function smsRules(
  { smsCountries, smsLimits }: AssayConfig,
  carrier: SmsSetting | undefined,
  dev: boolean,
): SmsRules {
  const countries = smsCountries ?? (dev ? ["+"] : []);
  return {
    countries: dev || carrier !== undefined ? countries : [],
    limits: {
      perNumber: smsLimits?.perNumber ?? SMS_LIMITS.perNumber,
      perAccount: smsLimits?.perAccount ?? SMS_LIMITS.perAccount,
      perCountry: smsLimits?.perCountry ?? SMS_LIMITS.perCountry,
      perSite: smsLimits?.perSite ?? SMS_LIMITS.perSite,
    },
  };
}

type Member = keyof AssayConfig;
type Problem = readonly [message: string, ...about: Member[]];

const NEEDED_MAIL =
  "expected a function that sends a message (in assay.config.ts), or a mail server in ASSAY_SMTP_URL: without it nobody can prove an address";

/** What is wrong with the members together. `serves`: for people, and not in development. */
export function deliveryProblems(config: AssayConfig, serves: boolean): readonly Problem[] {
  const { mail, smtpUrl, mailFrom, sms, smsUrl, smsFrom, smsSecret } = config;
  const problems: Problem[] = [];
  if (mail !== undefined && smtpUrl !== undefined) {
    problems.push(["expected either mail or smtpUrl, not both", "mail", "smtpUrl"]);
  }
  if (serves && mail === undefined && smtpUrl === undefined) {
    problems.push([NEEDED_MAIL, "mail", "smtpUrl"]);
  }
  if (smtpUrl !== undefined && mailFrom === undefined) {
    problems.push(["expected the address that mail is from", "mailFrom", "smtpUrl"]);
  }
  if (sms !== undefined && smsUrl !== undefined) {
    problems.push(["expected either sms or smsUrl, not both", "sms", "smsUrl"]);
  }
  const adapter = smsUrl === undefined ? undefined : readSmsUrl(smsUrl)?.adapter;
  if (adapter === "twilio" && smsFrom === undefined) {
    problems.push([
      "expected what text messages are from, such as +15005550006",
      "smsFrom",
      "smsUrl",
    ]);
  }
  if (adapter === "webhook" && smsSecret === undefined) {
    problems.push(["expected the secret that the gateway checks", "smsSecret", "smsUrl"]);
  }
  return problems;
}

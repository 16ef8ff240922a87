import type { SmsLimits } from "../outbound/sms-rules.ts";
import type { SmsWebhook } from "../outbound/sms-webhook.ts";
import type { TwilioAccount } from "../outbound/twilio.ts";
import { isLoopback } from "./loopback.ts";
import { readServiceUrl } from "./service-url.ts";

export const SMS_URL_EXPECTED =
  "twilio://ACCOUNT:TOKEN@api.twilio.com, twilio://KEY:SECRET@api.twilio.com/ACCOUNT, or the https " +
  "address of a gateway of your own";

export const SMS_SECRET_EXPECTED =
  "whsec_ and 24 to 64 random bytes in base64, such as whsec_$(openssl rand -base64 32)";

export const SMS_COUNTRIES_EXPECTED =
  "calling codes, such as +44, or longer beginnings of numbers, such as +1212";

/** What is sent in a day at most, where the configuration does not say. */
export const SMS_LIMITS: SmsLimits = {
  perNumber: 5,
  perAccount: 10,
  perCountry: 200,
  perSite: 1000,
};

/** What a setting's address names; `from` and `key` are settings of their own. */
export type SmsAddress = Omit<TwilioAccount, "from"> | Omit<SmsWebhook, "key">;

export function readSmsUrl(text: string): SmsAddress | undefined {
  const url = readServiceUrl(text);
  if (url === undefined) return undefined;
  const { scheme, host, port, login, path, options } = url;
  if (scheme === "https" || (scheme === "http" && isLoopback(host))) {
    return login === null ? { adapter: "webhook", url: text } : undefined;
  }
  if (scheme !== "twilio" || login === null || options.size > 0) return undefined;
  const account = path === "" ? login.user : path;
  if (!/^AC\w{1,64}$/.test(account)) return undefined;
  const authority = `${host.includes(":") ? `[${host}]` : host}${port === null ? "" : `:${port}`}`;
  // What speaks as Twilio on this machine itself is a test's.
  const baseUrl = `${isLoopback(host) ? "http" : "https"}://${authority}`;
  return { adapter: "twilio", baseUrl, account, ...login };
}

/** The key of the signature, in the form of "Standard Webhooks". */
export function readSmsSecret(text: string): Uint8Array | undefined {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  const key = new Uint8Array(Buffer.from(encoded, "base64"));
  return key.byteLength >= 24 && key.byteLength <= 64 ? key : undefined;
}

/** A number, a messaging service, or a name (GSM 03.40: eleven letters at most). */
export function isSmsSender(text: string): boolean {
  return /^(?:\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-f]{32}|[A-Za-z0-9 ]{1,11})$/.test(text);
}

export function isCountry(text: string): boolean {
  return /^\+[1-9]\d{0,6}$/.test(text);
}

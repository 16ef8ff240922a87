import type { Clock } from "../base/time.ts";
import type { Carrier } from "./delivery.ts";
import { carrierOf } from "./function-carrier.ts";
import type { Deliver, DeliverSms, OutboundMail, OutboundSms } from "./message.ts";
import { createSmsWebhook, type SmsWebhook } from "./sms-webhook.ts";
import { createSmtpCarrier, type MailSender, type SmtpServer } from "./smtp.ts";
import { createTwilioCarrier, type TwilioAccount } from "./twilio.ts";

/** How mail leaves. */
export type MailSetting =
  | { readonly adapter: "function"; readonly deliver: Deliver }
  | { readonly adapter: "smtp"; readonly server: SmtpServer; readonly from: MailSender };

/** How text messages leave. */
export type SmsSetting =
  | { readonly adapter: "function"; readonly deliver: DeliverSms }
  | TwilioAccount
  | SmsWebhook;

export function createMailCarrier(setting: MailSetting): Carrier<OutboundMail> {
  return setting.adapter === "smtp" ? createSmtpCarrier(setting) : carrierOf(setting.deliver);
}

export function createSmsCarrier(setting: SmsSetting, clock: Clock): Carrier<OutboundSms> {
  switch (setting.adapter) {
    case "function":
      return carrierOf(setting.deliver);
    case "twilio":
      return createTwilioCarrier(setting);
    case "webhook":
      return createSmsWebhook(setting, clock);
  }
}

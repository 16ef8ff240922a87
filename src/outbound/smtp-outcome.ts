import { type Delivery, type DeliveryCode, later, refused } from "./delivery.ts";

/** What the SMTP library says of a failure. Its texts hold addresses: none of them goes further. */
interface SmtpFailure {
  readonly code?: unknown;
  /** What the system called it, where it was the system. */
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly command?: unknown;
}

/**
 * What a failed try means for the message (RFC 5321 section 4.2.1): a 5yz answer to the message is
 * for good, all else may be otherwise the next time. What a server answers to _us_ (to our name and
 * password, to STARTTLS, in its greeting) is the operator's to mend and no refusal of the message.
 */
export function outcomeOf(cause: unknown): Delivery {
  const failure: SmtpFailure = typeof cause === "object" && cause !== null ? cause : {};
  const answered = typeof failure.responseCode === "number" ? failure.responseCode : null;
  const status = statusOf(failure);
  if (failure.code === "EAUTH") return later("carrier_auth", status);
  if (isAboutTls(failure)) return later("carrier_tls", status);
  if (answered === null) return withoutAnswer(failure);
  if (answered >= 400 && answered < 500) return later("carrier_busy", status);
  // RFC 4954 section 6: authentication, or encryption, is asked for first.
  if (answered === 530 || answered === 538) return later("carrier_auth", status);
  const aboutMessage = MESSAGE_COMMANDS.get(String(failure.command));
  // 503 says that the conversation went wrong, not that the message is.
  if (answered < 500 || answered === 503 || aboutMessage === undefined) {
    return later("carrier_answer", status);
  }
  return refused(aboutMessage, status);
}

const MESSAGE_COMMANDS: ReadonlyMap<string, DeliveryCode> = new Map([
  ["MAIL FROM", "message_refused"],
  ["RCPT TO", "recipient_refused"],
  ["DATA", "message_refused"],
]);

const WITHOUT_ANSWER: ReadonlyMap<unknown, DeliveryCode> = new Map<unknown, DeliveryCode>([
  ["ETIMEDOUT", "carrier_timeout"],
  ["ECONNECTION", "carrier_unreachable"],
  ["ESOCKET", "carrier_unreachable"],
  ["EDNS", "carrier_unreachable"],
  ["EPROTOCOL", "carrier_answer"],
  ["EENVELOPE", "carrier_answer"],
  ["EMESSAGE", "carrier_answer"],
]);

function withoutAnswer({ code, command }: SmtpFailure): Delivery {
  // Nobody was asked: the address did not even make an envelope.
  if (code === "EENVELOPE" && command === "API") return refused("recipient_refused");
  return later(WITHOUT_ANSWER.get(code) ?? "carrier_failed");
}

/** A certificate that is not accepted comes as a fault of the socket. */
function isAboutTls({ code, originalCode }: SmtpFailure): boolean {
  return code === "ETLS" || /CERT|TLS|SSL|UNABLE_TO/.test(String(originalCode));
}

/** RFC 5321 section 4.2 and RFC 3463: the numbers alone. */
function statusOf({ response }: SmtpFailure): string | null {
  if (typeof response !== "string") return null;
  const [, basic, enhanced] = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/.exec(response) ?? [];
  if (basic === undefined) return null;
  return enhanced === undefined ? basic : `${basic} ${enhanced}`;
}

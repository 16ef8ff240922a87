import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { type Carrier, later, refused, SENT } from "./delivery.ts";
import type { OutboundMail } from "./message.ts";
import { outcomeOf } from "./smtp-outcome.ts";

/** Where mail is handed over (RFC 6409: message submission). */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (RFC 8314 section 3.3); else STARTTLS (RFC 3207). */
  readonly implicitTls: boolean;
  /**
   * - `required`: encrypted, with a certificate of a known authority for that host, or not at all.
   * - `loopback`: this machine itself: encrypted where it is offered, whoever's certificate it is.
   * - `none`: never encrypted, since the setting says so.
   */
  readonly tls: "required" | "loopback" | "none";
  readonly login: { readonly user: string; readonly password: string } | null;
}

/** Whom mail is from. */
export interface MailSender {
  readonly name: string | null;
  readonly address: string;
}

/** How long each part may take, in milliseconds. */
export interface SmtpPatience {
  readonly connect: number;
  readonly greeting: number;
  /** Without a byte, anywhere in the conversation. */
  readonly silence: number;
}

/**
 * RFC 5321 section 4.5.3.2 gives servers minutes for each; whoever waits for a code does not have
 * them, and what is given up here is tried again.
 */
const PATIENCE: SmtpPatience = { connect: 10_000, greeting: 10_000, silence: 45_000 };
const CONNECTIONS = 4;
/** Shorter than any server's own limit, so that no message meets a connection that is ending. */
const IDLE_MS = 30_000;

export interface SmtpOptions {
  readonly server: SmtpServer;
  readonly from: MailSender;
  readonly patience?: SmtpPatience;
  /** Certificates (PEM) that are trusted instead of the known authorities'. */
  readonly authorities?: string;
}

/**
 * Carries mail by SMTP, over a few connections that are kept for a while. The message is handed over
 * once in each try: nothing below repeats it.
 */
export function createSmtpCarrier(options: SmtpOptions): Carrier<OutboundMail> {
  const { from } = options;
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    // Repeating is the queue's: what the pool sent again by itself could leave twice in one try.
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    // Nothing in a message names a file or an address to be loaded.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...connectionOf(options),
  });
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return {
    async send(mail, signal) {
      if (!isAddress(mail.to)) return refused("recipient_refused");
      try {
        await transport.sendMail({ ...messageOf(mail, from, domain), signal });
        return SENT;
      } catch (cause) {
        return signal.aborted ? later("carrier_timeout") : outcomeOf(cause);
      }
    },
    // Whatever still speaks then has been given up already.
    close: () => transport.close({ force: true }),
  };
}

function connectionOf({ server, patience = PATIENCE, authorities }: SmtpOptions) {
  const { host, port, implicitTls, tls, login } = server;
  return {
    host,
    port,
    secure: implicitTls,
    requireTLS: tls === "required" && !implicitTls,
    ignoreTLS: tls === "none",
    tls: {
      minVersion: "TLSv1.2" as const,
      rejectUnauthorized: tls === "required",
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(authorities === undefined ? {} : { ca: authorities }),
    },
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: patience.connect,
    greetingTimeout: patience.greeting,
    socketTimeout: patience.silence,
    dnsTimeout: patience.connect,
  };
}

function messageOf(mail: OutboundMail, from: MailSender, domain: string) {
  return {
    from: { name: from.name ?? "", address: from.address },
    // As an object it is one address, whatever is in it; as a text it would be parsed as a list.
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: new Date(mail.at),
    messageId: `<${mail.id}@${domain}>`,
    // RFC 3834 section 5: nobody's absence note is sent in answer.
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** One mailbox, with nothing that a header or a command could end by. */
function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]+@[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]+$/u.test(text)
  );
}

import type { MailSender, SmtpServer } from "../outbound/smtp.ts";
import { isLoopback } from "./loopback.ts";
import { readServiceUrl } from "./service-url.ts";

export const SMTP_URL_EXPECTED =
  "smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT, user and password " +
  "percent-encoded; ?tls=none behind it where nothing is to be encrypted";

export const MAIL_FROM_EXPECTED = "an address, such as Example <no-reply@example.org>";

/** RFC 8314 section 3.3 and RFC 6409 section 3.1. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ["smtps", 465],
  ["smtp", 587],
]);

/** The server that a setting names; it is encrypted unless it is this machine, or the setting says. */
export function readSmtpUrl(text: string): SmtpServer | undefined {
  const url = readServiceUrl(text);
  const usual = PORTS.get(url?.scheme ?? "");
  if (url === undefined || usual === undefined || url.path !== "") return undefined;
  const { tls, ...unknown } = Object.fromEntries(url.options);
  if (Object.keys(unknown).length > 0) return undefined;
  if (tls !== undefined && tls !== "none" && tls !== "required") return undefined;
  const implicitTls = url.scheme === "smtps";
  if (implicitTls && tls === "none") return undefined;
  return {
    host: url.host,
    port: url.port ?? usual,
    implicitTls,
    tls: tls ?? (isLoopback(url.host) ? "loopback" : "required"),
    login: url.login,
  };
}

const ADDRESS = /^[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]{1,64}@[^\s\p{Cc}\p{Cf}<>()[\]\\,;:"@]{1,253}$/u;

/** `no-reply@example.org`, or `Example <no-reply@example.org>`. */
export function readMailFrom(text: string): MailSender | undefined {
  const [, name = "", inside] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = (inside ?? text).trim();
  if (!ADDRESS.test(address) || /[\p{Cc}\p{Cf}]/u.test(name)) return undefined;
  const spoken = name.trim().replace(/^"(.*)"$/, "$1");
  return { name: spoken === "" ? null : spoken, address };
}

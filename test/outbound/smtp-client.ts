import { afterEach } from "vitest";
import { instant } from "../../src/base/time.ts";
import type { Carrier } from "../../src/outbound/delivery.ts";
import type { OutboundMail } from "../../src/outbound/message.ts";
import { createSmtpCarrier, type SmtpOptions } from "../../src/outbound/smtp.ts";
import { localIdentity } from "./local-server.ts";

/** A mail, and a carrier that takes it to a server of this machine. */

export const { authorities } = localIdentity;

export const MAIL: OutboundMail = {
  channel: "email",
  id: "0190a000-0000-7000-8000-000000000001",
  at: instant(1_800_000_000_000),
  to: "ann@example.org",
  subject: "012345 is your code for Exämple",
  text: "012345\n\nis your code.\n",
  html: "<!doctype html>\n<p>012345</p>\n",
};

export const FROM = { name: "Exämple, Ltd.", address: "no-reply@accounts.example" };

const opened: { stop(): Promise<void> }[] = [];
const carriers: Carrier<OutboundMail>[] = [];

/** Ends after each test what it opened. */
export function endAfterEach(): void {
  afterEach(async () => {
    for (const each of carriers.splice(0)) each.close();
    for (const server of opened.splice(0)) await server.stop();
  });
}

export async function open<T extends { stop(): Promise<void> }>(server: Promise<T>): Promise<T> {
  opened.push(await server);
  return server;
}

type Options = Pick<SmtpOptions, "server"> & Partial<SmtpOptions>;

export function carrier(options: Options): Carrier<OutboundMail> {
  const made = createSmtpCarrier({ from: FROM, ...options });
  carriers.push(made);
  return made;
}

export function send(options: Options, mail: Partial<OutboundMail> = {}) {
  return carrier(options).send({ ...MAIL, ...mail }, new AbortController().signal);
}

import { buffer } from "node:stream/consumers";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import type { SmtpServer } from "../../src/outbound/smtp.ts";
import { localIdentity } from "./local-server.ts";

/** A message as it came over the wire, and as a mail program reads it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly encrypted: boolean;
  readonly user: string | undefined;
  readonly raw: string;
  readonly mail: Email;
}

export interface MailServer {
  /** How it is reached; encrypted and checked unless the test says otherwise. */
  readonly server: SmtpServer;
  readonly received: readonly Received[];
  stop(): Promise<void>;
}

export const LOGIN = { user: "mailer", password: "p:ss wörd" };

/** A real mail server of this machine, which knows one user. */
export async function serveMail(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: Received[] = [];
  const smtp = new SMTPServer({
    ...localIdentity,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onAuth({ username, password }, _, done) {
      const known = username === LOGIN.user && password === LOGIN.password;
      done(known ? null : new Error("who are you?"), known ? { user: username } : undefined);
    },
    onData(stream, session, done) {
      const take = async () => {
        received.push(await receive(stream, session));
        done();
      };
      void take();
    },
    ...options,
  });
  // What clients do to it is what the tests ask about.
  smtp.on("error", () => {});
  await new Promise<void>((resolve) => {
    smtp.listen(0, "127.0.0.1", () => resolve());
  });
  return {
    server: reachedAt(smtp.server, { implicitTls: options.secure === true }),
    received,
    stop: () => new Promise((resolve) => smtp.close(resolve)),
  };
}

async function receive(
  stream: SMTPServerDataStream,
  { envelope: { mailFrom, rcptTo }, secure, user }: SMTPServerSession,
): Promise<Received> {
  const raw = await buffer(stream);
  return {
    from: mailFrom === false ? "" : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    encrypted: secure,
    user,
    raw: raw.toString("utf8"),
    mail: await PostalMime.parse(raw),
  };
}

/** What a server that is not written by the book says to a line; null: nothing. */
export type Script = (line: string, socket: Socket) => string | null;

/**
 * A server that says what the test says. `lines` is what it was told, `greeted` how many connections
 * there were. With the greeting "hang up" it does, without a word.
 */
export async function serveScript(script: Script, greeting: string | null = "220 hello") {
  const lines: string[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    connections += 1;
    if (greeting === "hang up") {
      socket.destroy();
      return;
    }
    if (greeting !== null) socket.write(`${greeting}\r\n`);
    let rest = "";
    socket.on("data", (chunk) => {
      const parts = (rest + chunk.toString("utf8")).split("\r\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        lines.push(line);
        const answer = script(line, socket);
        if (answer !== null && !socket.destroyed) socket.write(`${answer}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    server: reachedAt(server, { tls: "none" }),
    lines,
    greeted: () => connections,
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A polite conversation: 354 to DATA and 250 to all else that is a command. */
export function polite(): Script {
  let inData = false;
  return (line) => {
    if (inData) {
      inData = line !== ".";
      return inData ? null : "250 taken over";
    }
    if (line !== "DATA") return "250 fine";
    inData = true;
    return "354 go on";
  };
}

function reachedAt(server: Server, more: Partial<SmtpServer>): SmtpServer {
  const { port } = server.address() as AddressInfo;
  return {
    host: "127.0.0.1",
    port,
    implicitTls: false,
    tls: "required",
    login: null,
    ...more,
  };
}

import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createSmtpCarrier } from "../../src/outbound/smtp.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port.ts";
import { temporaryFolder } from "../store/sqlite-file.ts";
import { type MailServer, polite, serveMail, serveScript } from "./mail-server.ts";
import { office } from "./office.ts";

const FROM = { name: null, address: "no-reply@accounts.example" };
const open: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

async function file(): Promise<() => Promise<Store>> {
  const path = join(temporaryFolder(), "assay.db");
  return async () => {
    const store = await openStore(`sqlite:${path}`);
    open.push({ stop: () => store.close() });
    return store;
  };
}

async function serve<T extends { stop(): Promise<void> }>(server: Promise<T>): Promise<T> {
  open.push(await server);
  return server;
}

function mailer(server: MailServer["server"]) {
  const made = createSmtpCarrier({ from: FROM, server: { ...server, tls: "none" } });
  open.unshift({
    async stop() {
      made.close();
    },
  });
  return made;
}

describe("a queue in a database file, and a real mail server", () => {
  test("are shared by several nodes: each message arrives once", async () => {
    const another = await file();
    const desk = office(await another());
    const { server, received } = await serve(serveMail());
    const email = mailer(server);
    const nodes = [];
    for (let node = 0; node < 3; node += 1) {
      nodes.push(desk.node(undefined, { email }, await another()));
    }
    for (let index = 0; index < 30; index += 1) await desk.queue(`m${index}@example.org`);
    await Promise.all(nodes.map(({ run }) => run()));
    expect(received).toHaveLength(30);
    expect(new Set(received.map(({ mail }) => mail.messageId)).size).toBe(30);
    expect(nodes.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("lose nothing when a node dies after the server's 250: both copies have one name", async () => {
    const another = await file();
    const desk = office(await another());
    const { server, received } = await serve(serveMail());
    const email = mailer(server);
    const dying = await another();
    let handedOver = false;
    const node = desk.node(
      undefined,
      { email },
      {
        dueMessages: (...given) => dying.dueMessages(...given),
        // Taking works; then the process is gone before it can write down what came of it.
        transact: (work) => (handedOver ? new Promise(() => {}) : dying.transact(work)),
      },
    );
    const id = await desk.queue();
    const watching = vi.spyOn(email, "send").mockImplementationOnce(async (mail, signal) => {
      const delivery = await mailer(server).send(mail, signal);
      handedOver = true;
      return delivery;
    });
    node.wake();
    await vi.waitFor(() => expect(received).toHaveLength(1));
    watching.mockRestore();

    desk.advance(120);
    const heir = desk.node(undefined, { email }, await another());
    await heir.run();
    expect(received.map(({ mail }) => [mail.messageId, mail.date])).toEqual([
      [`<${id}@accounts.example>`, "2027-01-15T08:00:00.000Z"],
      [`<${id}@accounts.example>`, "2027-01-15T08:00:00.000Z"],
    ]);
    expect(await desk.store.messageById(id)).toMatchObject({ state: "sent", tries: 2 });
  });

  test("hand over again what the server hung up on after the message, and then it is over", async () => {
    const another = await file();
    const desk = office(await another());
    const talk = polite();
    let cuts = 1;
    const { server, lines } = await serve(
      serveScript((line, socket) => {
        if (line !== "." || cuts === 0) return talk(line, socket);
        cuts -= 1;
        talk(line, socket);
        socket.destroy();
        return null;
      }),
    );
    const node = desk.node(undefined, { email: mailer(server) });
    const id = await desk.queue();
    for (const seconds of [0, 10, 60, 600]) {
      desk.advance(seconds);
      await node.run();
    }
    expect(lines.filter((line) => line === "DATA")).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith("Message-ID:"))).toEqual(
      Array<string>(2).fill(`Message-ID: <${id}@accounts.example>`),
    );
    expect(await desk.store.messageById(id)).toMatchObject({ state: "sent", tries: 2 });
  });

  test("bring what was queued before a restart, greylisting and all", async () => {
    const another = await file();
    const before = office(await another());
    await before.queue("m1@example.org");
    await before.store.close();
    open.splice(0);

    const desk = office(await another());
    const busy = Object.assign(new Error("4.7.1 later"), { responseCode: 451 });
    const answers = [busy, null];
    const { server, received } = await serve(
      serveMail({ onRcptTo: (_, __, done) => done(answers.shift()) }),
    );
    const node = desk.node(undefined, { email: mailer(server) });
    await node.run();
    expect(node.troubles).toMatchObject([{ state: "queued", code: "carrier_busy" }]);
    desk.advance(10);
    await node.run();
    expect(received.map(({ to }) => to)).toEqual([["m1@example.org"]]);
    expect(received[0]?.mail.text).toContain("012345");
  });
});

import { describe, expect, test } from "vitest";
import { LOGIN, polite, type Script, serveMail, serveScript } from "./mail-server.ts";
import { authorities, carrier, endAfterEach, MAIL, open, send } from "./smtp-client.ts";

endAfterEach();

describe("what a server says", () => {
  const refusal = (responseCode: number, text: string) =>
    Object.assign(new Error(text), { responseCode });

  test("to a message: 4yz is a matter of time (greylisting), then it is taken", async () => {
    const answers = [refusal(451, "4.7.1 try again"), null];
    const { server, received } = await open(
      serveMail({ onRcptTo: (_, __, done) => done(answers.shift()) }),
    );
    const made = carrier({ server, authorities });
    const { signal } = new AbortController();
    expect(await made.send(MAIL, signal)).toEqual({
      outcome: "later",
      code: "carrier_busy",
      status: "451 4.7.1",
      afterSeconds: null,
    });
    expect(await made.send(MAIL, signal)).toEqual({ outcome: "sent" });
    expect(received).toHaveLength(1);
  });

  test("to a recipient: 5yz is for good", async () => {
    const { server } = await open(
      serveMail({ onRcptTo: (_, __, done) => done(refusal(550, "5.1.1 no such mailbox")) }),
    );
    expect(await send({ server, authorities })).toEqual({
      outcome: "refused",
      code: "recipient_refused",
      status: "550 5.1.1",
    });
  });

  test("to a sender or a text: 5yz is for good", async () => {
    const sender = await open(
      serveMail({ onMailFrom: (_, __, done) => done(refusal(553, "not you")) }),
    );
    expect(await send({ server: sender.server, authorities })).toEqual({
      outcome: "refused",
      code: "message_refused",
      status: "553",
    });
    const text = await open(
      serveMail({
        onData(stream, _, done) {
          stream.resume().on("end", () => done(refusal(554, "5.7.1 spam")));
        },
      }),
    );
    expect(await send({ server: text.server, authorities })).toEqual({
      outcome: "refused",
      code: "message_refused",
      status: "554 5.7.1",
    });
  });

  test("to our password is no refusal of the message", async () => {
    const { server } = await open(serveMail({ authOptional: false }));
    const login = { user: LOGIN.user, password: "wrong" };
    expect(await send({ server: { ...server, login }, authorities })).toMatchObject({
      outcome: "later",
      code: "carrier_auth",
    });
    // Nor is it where a login is asked for and none is set.
    expect(await send({ server, authorities })).toMatchObject({
      outcome: "later",
      code: "carrier_auth",
      status: "530",
    });
  });

  const toMail = (answer: string) => (line: string) =>
    line.startsWith("MAIL") ? answer : "250 fine";

  test.each([
    ["in its greeting", () => null, "554 no service", "carrier_answer"],
    ["as something else", () => null, "SSH-2.0-x", "carrier_answer"],
    ["out of order", toMail("503 what?"), undefined, "carrier_answer"],
    ["and goes", toMail("421 4.3.2 going"), undefined, "carrier_busy"],
    ["that is nothing", toMail("what?"), undefined, "carrier_answer"],
  ] as const)("%s is no refusal of the message", async (_, script: Script, greeting, code) => {
    const { server } = await open(serveScript(script, greeting));
    expect(await send({ server })).toMatchObject({ outcome: "later", code });
  });
});

describe("a server that says nothing", () => {
  const patience = { connect: 150, greeting: 150, silence: 150 };
  const timeout = { outcome: "later", code: "carrier_timeout" };

  test("in its greeting, or in the middle, is left", async () => {
    const mute = await open(serveScript(() => null, null));
    expect(await send({ server: mute.server, patience })).toMatchObject(timeout);
    const tired = await open(serveScript((line) => (line.startsWith("RCPT") ? null : "250 fine")));
    expect(await send({ server: tired.server, patience })).toMatchObject(timeout);
  });

  test("after the message may have it: it is not handed over again in the same try", async () => {
    const talk = polite();
    const { server, lines } = await open(
      serveScript((line, socket) => (line === "." ? null : talk(line, socket))),
    );
    expect(await send({ server, patience })).toMatchObject(timeout);
    expect(lines.filter((line) => line === "DATA")).toHaveLength(1);
  });

  test("or drips is left when nobody waits any longer", async () => {
    const talk = polite();
    const controller = new AbortController();
    const { server, lines } = await open(
      serveScript((line, socket) => {
        if (line !== ".") return talk(line, socket);
        // From here on nobody waits.
        controller.abort();
        return "250-and";
      }),
    );
    const said = await carrier({ server }).send(MAIL, controller.signal);
    expect(said).toMatchObject(timeout);
    expect(lines.filter((line) => line === "DATA")).toHaveLength(1);
  });

  test("but hangs up at once is asked once in a try: to repeat is the queue's", async () => {
    const { server, greeted } = await open(serveScript(() => null, "hang up"));
    expect(await send({ server })).toMatchObject({ outcome: "later", code: "carrier_unreachable" });
    expect(greeted()).toBe(1);
  });

  test("since it is not there", async () => {
    const { server, stop } = await serveScript(() => null);
    await stop();
    expect(await send({ server })).toMatchObject({ outcome: "later", code: "carrier_unreachable" });
  });

  test("since it hung up after the message: once in a try, and again in the next", async () => {
    const talk = polite();
    const { server, lines } = await open(
      serveScript((line, socket) => {
        if (line !== ".") return talk(line, socket);
        socket.destroy();
        return null;
      }),
    );
    expect(await send({ server })).toMatchObject({ outcome: "later", code: "carrier_unreachable" });
    expect(lines.filter((line) => line === "DATA")).toHaveLength(1);
  });
});

import { describe, expect, test } from "vitest";
import { LOGIN, polite, serveMail, serveScript } from "./mail-server.ts";
import { authorities, endAfterEach, FROM, MAIL, open, send } from "./smtp-client.ts";

endAfterEach();

describe("a mail", () => {
  test("arrives as a mail program reads it", async () => {
    const { server, received } = await open(serveMail());
    expect(await send({ server, authorities })).toEqual({ outcome: "sent" });
    const [{ from, to, mail, raw }] = received as [(typeof received)[number]];
    expect(from).toBe(FROM.address);
    expect(to).toEqual([MAIL.to]);
    expect(mail.from).toMatchObject(FROM);
    expect(mail.to).toMatchObject([{ address: MAIL.to }]);
    expect(mail.subject).toBe(MAIL.subject);
    expect(mail.text?.trim()).toBe(MAIL.text.trim());
    expect(mail.html?.trim()).toBe(MAIL.html.trim());
    expect(mail.date).toBe("2027-01-15T08:00:00.000Z");
    expect(mail.messageId).toBe(`<${MAIL.id}@accounts.example>`);
    const headers = mail.headers.map(({ key }) => key);
    expect(headers).toContain("auto-submitted");
    // Nothing tells which program made it, on which machine.
    expect(headers.toSorted()).toEqual([
      "auto-submitted",
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "subject",
      "to",
    ]);
    expect(raw).toContain("Auto-Submitted: auto-generated");
    expect(raw).toContain("multipart/alternative");
    expect(raw.split("\r\n").every((line) => line.length <= 998)).toBe(true);
  });

  test("that leaves twice is recognised by its Message-ID and its date", async () => {
    const { server, received } = await open(serveMail());
    await send({ server, authorities });
    await send({ server, authorities });
    const names = received.map(({ mail: { messageId, date } }) => [messageId, date]);
    expect(names).toHaveLength(2);
    expect(names[0]).toEqual(names[1]);
  });

  test.each([
    ["ann@example.org\r\nRCPT TO:<eve@example.org>"],
    ["ann@example.org\nBcc: eve@example.org"],
    ["ann@example.org, eve@example.org"],
    ["Ann <ann@example.org>, eve@example.org"],
    ["ann@example.org> SIZE=1"],
    ["@example.org"],
    ["ann"],
    [""],
  ])("to %j leaves for nobody", async (to) => {
    const { server, received } = await open(serveMail());
    expect(await send({ server, authorities }, { to })).toEqual({
      outcome: "refused",
      code: "recipient_refused",
      status: null,
    });
    expect(received).toEqual([]);
  });

  test("has the headers that it was given, whatever stands in them", async () => {
    const { server, received } = await open(serveMail());
    const subject = "code\r\nBcc: eve@example.org\r\n\r\n<script>";
    const from = { name: 'Ex"ample\r\nBcc: eve@example.org', address: FROM.address };
    await send({ server, authorities, from }, { subject });
    const [{ to, mail }] = received as [(typeof received)[number]];
    expect(to).toEqual([MAIL.to]);
    expect(mail.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(mail.text?.trim()).toBe(MAIL.text.trim());
  });

  test("goes to international domains in their ASCII form", async () => {
    const { server, lines } = await open(serveScript(polite()));
    expect(await send({ server }, { to: "ann@bücher.example" })).toEqual({ outcome: "sent" });
    expect(lines).toContain("RCPT TO:<ann@xn--bcher-kva.example>");
  });

  test("goes to international mailboxes where the server takes them (RFC 6531)", async () => {
    const utf8 = await open(serveMail());
    await send({ server: utf8.server, authorities }, { to: "änn@bücher.example" });
    expect(utf8.received[0]?.to).toEqual(["änn@bücher.example"]);
    const ascii = await open(
      serveMail({
        hideSMTPUTF8: true,
        onRcptTo({ address }, _, done) {
          const refusal = Object.assign(new Error("5.6.7 no"), { responseCode: 553 });
          done(/^[\x20-\x7e]*$/.test(address) ? null : refusal);
        },
      }),
    );
    expect(await send({ server: ascii.server, authorities }, { to: "änn@example.org" })).toEqual({
      outcome: "refused",
      code: "recipient_refused",
      status: "553 5.6.7",
    });
  });
});

describe("encryption", () => {
  const login = LOGIN;

  test("is begun before anything is said, and the password comes after it", async () => {
    const { server, received } = await open(serveMail({ authOptional: false }));
    expect(await send({ server: { ...server, login }, authorities })).toEqual({ outcome: "sent" });
    expect(received).toMatchObject([{ encrypted: true, user: LOGIN.user }]);
  });

  test("is there from the first byte where the setting says so", async () => {
    const { server, received } = await open(serveMail({ secure: true }));
    expect(await send({ server: { ...server, login }, authorities })).toEqual({ outcome: "sent" });
    expect(received).toMatchObject([{ encrypted: true, user: LOGIN.user }]);
  });

  test.each([true, false])("needs a certificate that is trusted (implicit: %s)", async (secure) => {
    const { server, received } = await open(serveMail({ secure }));
    expect(await send({ server })).toMatchObject({ outcome: "later", code: "carrier_tls" });
    expect(received).toEqual([]);
  });

  test("needs a certificate for that host", async () => {
    const { server, received } = await open(serveMail());
    const named = { ...server, host: "localhost" };
    expect(await send({ server: named, authorities })).toMatchObject({ code: "carrier_tls" });
    expect(received).toEqual([]);
  });

  test("is not given up where somebody in between says that there is none", async () => {
    const { server, lines } = await open(
      serveScript((line) => (line === "STARTTLS" ? "502 5.5.1 what?" : "250 fine")),
    );
    const strict = { ...server, tls: "required" as const, login };
    expect(await send({ server: strict })).toMatchObject({ outcome: "later", code: "carrier_tls" });
    expect(lines.filter((line) => /^(?:AUTH|MAIL|RCPT|DATA)/.test(line))).toEqual([]);
  });

  test("on this machine is taken as it is offered", async () => {
    const own = await open(serveMail());
    const loopback = { ...own.server, tls: "loopback" as const };
    expect(await send({ server: loopback })).toEqual({ outcome: "sent" });
    expect(own.received).toMatchObject([{ encrypted: true }]);
    const plain = await open(serveMail({ hideSTARTTLS: true }));
    expect(await send({ server: { ...plain.server, tls: "loopback" } })).toEqual({
      outcome: "sent",
    });
  });

  test("is left out where the setting says so", async () => {
    const { server, received } = await open(serveMail());
    expect(await send({ server: { ...server, tls: "none" } })).toEqual({ outcome: "sent" });
    expect(received).toMatchObject([{ encrypted: false }]);
  });
});

import { afterEach, describe, expect, test, vi } from "vitest";
import { instant } from "../../src/base/time.ts";
import { type Assay, composeAssay } from "../../src/compose/compose.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import type { AssayConfig } from "../../src/config/settings.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import { serveMail } from "../outbound/mail-server.ts";

const ORIGIN = "https://accounts.example";
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

/** A site with a way for its mail; as it is served to people, unless the test says otherwise. */
async function site(config: AssayConfig, dev = false): Promise<Assay> {
  const keys = keyFileText(newKeyFile(instant(0)));
  const settings = resolveConfig(
    { origin: ORIGIN, appName: "Example", keys, logLevel: "silent", ...config },
    { env: {}, cwd: "/nowhere", dev },
  );
  const inMemory = { ...settings, database: { driver: "sqlite", path: ":memory:" } } as const;
  const assay = await composeAssay(inMemory, () => instant(Date.now()));
  open.push(() => assay.close());
  return assay;
}

async function signUp(assay: Assay, identifier: string, origin = ORIGIN): Promise<number> {
  const request = new Request(`${origin}/api/attempts`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ action: "sign-up", identifier, method: "email-code" }),
  });
  return (await assay.fetch(request, { remoteAddress: "192.0.2.1" })).status;
}

describe("a code that somebody asks for", () => {
  test("arrives by SMTP", async () => {
    const server = await serveMail();
    open.push(() => server.stop());
    const assay = await site({
      smtpUrl: `smtp://127.0.0.1:${server.server.port}`,
      mailFrom: "Example <no-reply@accounts.example>",
    });
    expect(await signUp(assay, "ann@example.org")).toBe(201);
    await vi.waitFor(() => expect(server.received).toHaveLength(1));
    const [{ to, mail }] = server.received as [(typeof server.received)[number]];
    expect(to).toEqual(["ann@example.org"]);
    expect(mail.subject).toMatch(/^\d{6} is your code for Example$/);
    expect(mail.from).toMatchObject({ name: "Example", address: "no-reply@accounts.example" });
    expect(mail.text).toContain("It works for 10 minutes.");
    expect(mail.html).toContain("It works for 10 minutes.");
  });

  test("is given to the function of the configuration, as before", async () => {
    const given: object[] = [];
    const assay = await site({ mail: async (message) => void given.push(message) });
    expect(await signUp(assay, "ann@example.org")).toBe(201);
    await vi.waitFor(() => expect(given).toHaveLength(1));
    expect(given).toMatchObject([
      { channel: "email", to: "ann@example.org", text: expect.stringMatching(/^\d{6}\n\n/) },
    ]);
  });

  test("leaves to nobody in development: it waits in the mailbox", async () => {
    const given: object[] = [];
    const origin = "http://localhost:3000";
    const assay = await site({ origin, mail: async (message) => void given.push(message) }, true);
    expect(await signUp(assay, "ann@example.org", origin)).toBe(201);
    const mailbox = await assay.fetch(new Request(`${origin}/dev/mailbox.json`));
    expect(await mailbox.json()).toMatchObject([{ to: "ann@example.org", channel: "email" }]);
    // Ending waits for whatever is being sent.
    await assay.close();
    expect(given).toEqual([]);
  });
});

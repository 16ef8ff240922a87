import { describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { createDevApp } from "../../src/dev/dev-app.ts";
import { createDevClock } from "../../src/dev/dev-clock.ts";
import type { DemoSession } from "../../src/dev/demo-page.tsx";
import { refuseForeignHost } from "../../src/dev/host-guard.ts";
import type { MailboxMessage } from "../../src/dev/mailbox.ts";

const origin = "http://localhost:3000";

const message: MailboxMessage = {
  id: "m1",
  to: "<alice>@example.org",
  channel: "email",
  at: instant(0),
  subject: "012345 is your code for Example",
  text: "012345\n\nis your code.\n",
  code: "012345",
  link: undefined,
};

const session: DemoSession = {
  email: "alice@example.org",
  authTime: "1970-01-01T00:00:00.000Z",
  aal: 2,
  factors: ["have", "know"],
  phishingResistant: true,
  decision: { policy: "balanced", rule: "sign-in/1", reasons: [{ text: "It was enough." }] },
};

function site(given: { readonly session?: DemoSession } = {}) {
  const clock = createDevClock(() => instant(1000));
  const app = createDevApp({
    context: { language: "en", app: "Example", assets: (path) => `/assets/${path}` },
    origin,
    clock,
    mailbox: async (to) => [message].filter((each) => to === undefined || each.to === to),
    session: async () => given.session ?? null,
  });
  return {
    clock,
    ask: (path: string, init?: RequestInit) => app.request(`${origin}${path}`, init),
  };
}

describe("the mailbox", () => {
  test("as JSON has what a test needs", async () => {
    const answer = await site().ask("/dev/mailbox.json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual([{ ...message, at: "1970-01-01T00:00:00.000Z" }]);
  });

  test("gives the messages to one address", async () => {
    const to = encodeURIComponent(message.to);
    expect(await (await site().ask(`/dev/mailbox.json?to=${to}`)).json()).toHaveLength(1);
    expect(await (await site().ask("/dev/mailbox.json?to=bob@example.org")).json()).toEqual([]);
  });

  test("as a page escapes what it shows, and needs no inline script or style", async () => {
    const html = await (await site().ask("/dev/mailbox")).text();
    expect(html).toContain("012345 is your code for Example");
    expect(html).toContain("&lt;alice&gt;@example.org");
    expect(html).not.toMatch(/<style|style=|<script|\son\w+=/);
  });

  test("says so where it is empty", async () => {
    expect(await (await site().ask("/dev/mailbox?to=bob@example.org")).text()).toContain(
      "Nothing yet",
    );
  });
});

describe("the demo", () => {
  test("links to sign-in and sign-up, and back", async () => {
    const html = await (await site().ask("/demo")).text();
    expect(html).toContain('href="/sign-in?return_to=%2Fdemo"');
    expect(html).toContain('href="/sign-up?return_to=%2Fdemo"');
  });

  test("shows who is signed in, and what that proved", async () => {
    const html = await (await site({ session }).ask("/demo")).text();
    for (const text of ["alice@example.org", "AAL2", "have, know", "It was enough."]) {
      expect(html).toContain(text);
    }
    expect(html).not.toMatch(/<style|style=|<script|\son\w+=/);
  });
});

describe("the clock", () => {
  const json = { "content-type": "application/json" };

  function move(
    ask: ReturnType<typeof site>["ask"],
    body: string,
    headers: Readonly<Record<string, string>> = json,
  ) {
    return ask("/dev/clock", { method: "POST", body, headers });
  }

  test("moves forward, and only that far", async () => {
    const { ask, clock } = site();
    const answer = await move(ask, '{ "advanceSeconds": 3600 }');
    expect(await answer.json()).toEqual({ now: "1970-01-01T01:00:01.000Z" });
    await move(ask, '{ "advanceSeconds": 1 }', { ...json, origin });
    expect(clock.now()).toBe(3_602_000);
  });

  test.each([["-1"], ["0.5"], ["1e99"], ['"60"'], ["null"]])(
    "does not move by %s",
    async (seconds) => {
      const { ask, clock } = site();
      const answer = await move(ask, `{ "advanceSeconds": ${seconds} }`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: "body_malformed" });
      expect(clock.now()).toBe(1000);
    },
  );

  test.each([
    ["", 400],
    ["null", 400],
    ["{", 400],
    [`{ "advanceSeconds": 1, "x": "${"x".repeat(2000)}" }`, 413],
  ])("refuses the body %.30s", async (body, status) => {
    const { ask, clock } = site();
    expect((await move(ask, body)).status).toBe(status);
    expect(clock.now()).toBe(1000);
  });

  test("is not moved by a foreign page", async () => {
    const { ask, clock } = site();
    const body = '{ "advanceSeconds": 60 }';
    const plain = await move(ask, body, { "content-type": "text/plain" });
    expect([plain.status, await plain.json()]).toMatchObject([
      403,
      { code: "content_type_refused" },
    ]);
    const foreign = await move(ask, body, { ...json, origin: "http://evil.example" });
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { code: "origin_refused" }]);
    expect((await move(ask, body, { ...json, origin: "null" })).status).toBe(403);
    expect(clock.now()).toBe(1000);
  });
});

describe("the host guard", () => {
  test.each([["localhost"], ["localhost:3000"], ["LOCALHOST:3000"], ["shop.localhost:3000"]])(
    "lets %s in",
    (host) => {
      expect(
        refuseForeignHost(new Request(`http://${host}/`, { headers: { host } })),
      ).toBeUndefined();
    },
  );

  test.each([
    ["evil.example"],
    ["127.0.0.1:3000"],
    ["[::1]:3000"],
    ["localhost.evil.example"],
    ["evil-localhost"],
    ["localhost:3000@evil.example"],
  ])("keeps %s out", async (host) => {
    const refusal = refuseForeignHost(new Request("http://localhost:3000/", { headers: { host } }));
    expect(refusal?.status).toBe(421);
    expect(await refusal?.json()).toMatchObject({ code: "host_refused" });
  });

  test("keeps out a foreign target beside a Host that is ours", () => {
    const request = new Request("http://evil.example/", { headers: { host: "localhost:3000" } });
    expect(refuseForeignHost(request)?.status).toBe(421);
  });
});

import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import type { OutboundSms } from "../../src/outbound/message.ts";
import { createSmsWebhook } from "../../src/outbound/sms-webhook.ts";
import { webhookHeaders } from "../../src/outbound/standard-webhook.ts";
import { createTwilioCarrier, type TwilioAccount } from "../../src/outbound/twilio.ts";
import { type LocalServer, serveHttp, serveHttps } from "./local-server.ts";

const SMS: OutboundSms = {
  channel: "sms",
  id: "0190a000-0000-7000-8000-000000000001",
  at: instant(1_800_000_000_000),
  to: "+441632960961",
  text: "012345 is your code for Exämple.\n\n@accounts.example #012345",
};
const ACCOUNT = `AC${"a".repeat(32)}`;
const TAKEN = { sid: `SM${"0".repeat(32)}`, status: "queued", error_code: null };

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const open: LocalServer[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that reads what is posted and answers as it is told. */
async function stub(answer: Answer, serve = serveHttp) {
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const { method, url: path, headers } = request;
      asked.push({ method, path, headers, body });
      answer(response, request);
    });
  };
  const server = await serve(listener);
  open.push(server);
  return { url: server.url, asked };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

function account(baseUrl: string, more: Partial<TwilioAccount> = {}): TwilioAccount {
  return {
    adapter: "twilio",
    baseUrl,
    account: ACCOUNT,
    user: "SK1",
    password: "s:ecret",
    from: "+15005550006",
    ...more,
  };
}

const patient = () => new AbortController().signal;

async function byTwilio(answer: Answer, signal = patient()) {
  const server = await stub(answer);
  const said = await createTwilioCarrier(account(server.url)).send(SMS, signal);
  return { said, asked: server.asked };
}

/** Every way in which whoever answers HTTP can fail, whatever the carrier is called. */
const FAILURES: readonly (readonly [name: string, answer: Answer, expected: object])[] = [
  ["500", json(500, {}), { outcome: "later", code: "carrier_failed", status: "500" }],
  ["502", json(502, "<html>"), { outcome: "later", code: "carrier_failed", status: "502" }],
  ["503", json(503, {}, { "retry-after": "120" }), { code: "carrier_busy", afterSeconds: 120 }],
  ["429", json(429, {}, { "retry-after": "30" }), { code: "carrier_busy", afterSeconds: 30 }],
  ["429 for a year", json(429, {}, { "retry-after": "31536000" }), { afterSeconds: 3600 }],
  [
    "429 until a date",
    json(429, {}, { "retry-after": "Mon, 1 Jan 2035 00:00:00 GMT" }),
    { outcome: "later", afterSeconds: null },
  ],
  ["401", json(401, {}), { outcome: "later", code: "carrier_auth" }],
  ["403", json(403, {}), { outcome: "later", code: "carrier_auth" }],
  ["400", json(400, {}), { outcome: "refused", code: "message_refused", status: "400" }],
  ["404", json(404, {}), { outcome: "refused", code: "message_refused", status: "404" }],
  [
    "a cut connection",
    (response) => response.destroy(),
    { outcome: "later", code: "carrier_unreachable" },
  ],
  [
    "an answer that breaks off",
    (response) => {
      response.writeHead(201, { "content-length": "100" });
      response.write("{");
      setImmediate(() => response.destroy());
    },
    { outcome: "later", code: "carrier_unreachable" },
  ],
  [
    "an answer without end",
    (response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(16_384)));
      };
      response.writeHead(201).on("drain", more);
      more();
    },
    { outcome: "later", code: "carrier_answer" },
  ],
];

describe("Twilio", () => {
  test("is asked as it documents, and takes the message over", async () => {
    const { said, asked } = await byTwilio(json(201, TAKEN));
    expect(said).toEqual({ outcome: "sent" });
    const [{ method, path, headers, body }] = asked as [Asked];
    expect(method).toBe("POST");
    expect(path).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
    expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(headers.authorization).toBe(`Basic ${btoa("SK1:s:ecret")}`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      To: SMS.to,
      From: "+15005550006",
      Body: SMS.text,
    });
  });

  test("sends from a messaging service where one is named", async () => {
    const server = await stub(json(201, TAKEN));
    const from = `MG${"b".repeat(32)}`;
    await createTwilioCarrier(account(server.url, { from })).send(SMS, patient());
    const sent = new URLSearchParams(server.asked[0]?.body);
    expect([sent.get("MessagingServiceSid"), sent.get("From")]).toEqual([from, null]);
  });

  test("is not read for as long as it speaks", async () => {
    let written = 0;
    const { said } = await byTwilio((response) => {
      const more = () => {
        // Bounded all the same, so that the test ends whatever the reader does.
        while (!response.destroyed && written < 2_000_000) {
          written += 16_384;
          if (!response.write("x".repeat(16_384))) return;
        }
        response.end();
      };
      response.writeHead(201).on("drain", more);
      more();
    });
    expect(said).toMatchObject({ outcome: "later", code: "carrier_answer", status: null });
  });

  test.each(FAILURES)("%s", async (_, answer, expected) => {
    const { said, asked } = await byTwilio(answer);
    expect(said).toMatchObject(expected);
    expect(asked).toHaveLength(1);
  });

  test.each([
    [21211, "recipient_refused"],
    [21610, "recipient_refused"],
    [21408, "message_refused"],
    [30034, "message_refused"],
  ])("an error %d is for good, and is kept by its number alone", async (code, expected) => {
    const error = { code, message: `The 'To' number ${SMS.to} is not valid`, status: 400 };
    const { said } = await byTwilio(json(400, error));
    expect(said).toEqual({ outcome: "refused", code: expected, status: String(code) });
  });

  test.each([
    ["a page", "<html>welcome to our network</html>"],
    ["nothing", ""],
    ["null", "null"],
    ["no identifier", JSON.stringify({ status: "queued" })],
    ["another one's identifier", JSON.stringify({ sid: "CA1" })],
  ])("a success with %s is none", async (_, body) => {
    const { said } = await byTwilio((response) => response.writeHead(200).end(body));
    expect(said).toMatchObject({ outcome: "later", code: "carrier_answer" });
  });

  test("that hangs is left when nobody waits any longer", async () => {
    const controller = new AbortController();
    const { said } = await byTwilio(() => controller.abort(), controller.signal);
    expect(said).toMatchObject({ outcome: "later", code: "carrier_timeout" });
  });

  test.each([301, 302, 307, 308])("is not followed elsewhere (%d)", async (status) => {
    const thief = await stub(json(201, TAKEN));
    const { said } = await byTwilio((response) =>
      response.writeHead(status, { location: `${thief.url}/` }).end(),
    );
    expect(said).toMatchObject({ outcome: "later", code: "carrier_answer" });
    expect(thief.asked).toEqual([]);
  });

  test("is not told anything where its certificate is not trusted", async () => {
    const server = await stub(json(201, TAKEN), serveHttps);
    const said = await createTwilioCarrier(account(server.url)).send(SMS, patient());
    expect(said).toMatchObject({ outcome: "later", code: "carrier_unreachable" });
    expect(server.asked).toEqual([]);
  });
});

describe("a gateway of one's own", () => {
  const key = new Uint8Array(32).fill(7);
  let now = instant(1_800_000_123_456);
  const clock = () => now;

  /** A receiver, as docs/delivery.md writes it. */
  function accepts({ headers, body }: Asked, secret: Uint8Array, at: number): boolean {
    const timestamp = Number(headers["webhook-timestamp"]);
    if (!(Math.abs(at / 1000 - timestamp) <= 300)) return false;
    const signed = `${String(headers["webhook-id"])}.${timestamp}.${body}`;
    const expected = createHmac("sha256", secret).update(signed).digest();
    const given = Buffer.from(String(headers["webhook-signature"]).replace(/^v1,/, ""), "base64");
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async function byWebhook(answer: Answer, signal = patient()) {
    const server = await stub(answer);
    const carrier = createSmsWebhook({ adapter: "webhook", url: `${server.url}/sms`, key }, clock);
    return { said: await carrier.send(SMS, signal), asked: server.asked, carrier };
  }

  test("is told whom and what, so that it can tell us from anybody and now from then", async () => {
    const { said, asked } = await byWebhook((response) => response.writeHead(204).end());
    expect(said).toEqual({ outcome: "sent" });
    const [request] = asked as [Asked];
    expect(request.path).toBe("/sms");
    expect(JSON.parse(request.body)).toEqual({
      type: "sms.send",
      timestamp: "2027-01-15T08:00:00.000Z",
      data: { to: SMS.to, text: SMS.text },
    });
    expect(accepts(request, key, now)).toBe(true);
    expect(accepts(request, key, now + 301_000)).toBe(false);
    expect(accepts(request, new Uint8Array(32), now)).toBe(false);
    const changed = { ...request, body: request.body.replace("44", "88") };
    expect(accepts(changed, key, now)).toBe(false);
    const later = { ...request.headers, "webhook-timestamp": "1800000400" };
    expect(accepts({ ...request, headers: later }, key, now + 277_000)).toBe(false);
  });

  test("has one name for a message, however often it is tried, and the time of each try", async () => {
    const { asked, carrier } = await byWebhook(json(503, {}));
    now = instant(now + 10_000);
    await carrier.send(SMS, patient());
    expect(asked.map(({ headers }) => headers["webhook-id"])).toEqual([SMS.id, SMS.id]);
    expect(asked[0]?.body).toBe(asked[1]?.body);
    expect(new Set(asked.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(2);
    expect(asked[1] && accepts(asked[1], key, now)).toBe(true);
  });

  test("is signed as Standard Webhooks 1.0 has it, by that scheme's own example", () => {
    const headers = webhookHeaders({
      key: Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64"),
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    });
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test.each(FAILURES)("%s", async (_, answer, expected) => {
    const { said, asked } = await byWebhook(answer);
    expect(said).toMatchObject(expected);
    expect(asked).toHaveLength(1);
  });

  test("that hangs is left, and one that sends us on is not followed", async () => {
    const controller = new AbortController();
    const hanging = await byWebhook(() => controller.abort(), controller.signal);
    expect(hanging.said).toMatchObject({ outcome: "later", code: "carrier_timeout" });
    const thief = await stub(json(200, {}));
    const { said } = await byWebhook((response) =>
      response.writeHead(307, { location: thief.url }).end(),
    );
    expect(said).toMatchObject({ outcome: "later", code: "carrier_answer" });
    expect(thief.asked).toEqual([]);
  });
});

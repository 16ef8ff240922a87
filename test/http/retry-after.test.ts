import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { windowAt } from "../../src/base/window.ts";
import type { Assay } from "../../src/compose/compose.ts";
import { errorAnswer, refusedHtml } from "../../src/http/answer.ts";
import { Browser, mailTo, openSite } from "./site.ts";

/** Whoever is told to come back later is told when (RFC 9110 section 10.2.3). */

const HOUR = 3600;
/** An hour has begun ten minutes and a half second ago. */
const NOW = 1_800_000_000_000 + 600_500;
const FORM = { "content-type": "application/x-www-form-urlencoded" };

let site: Assay;
let now: number;
beforeEach(async () => {
  now = NOW;
  site = await openSite(undefined, {}, () => instant(now));
});
afterEach(() => site.close());

const asked = (email: string) => ({
  action: "sign-up",
  identifier: email,
  method: "email-code",
});

async function useUp(email: string): Promise<void> {
  for (let at = 0; at < 5; at += 1) {
    const answer = await new Browser(site, `192.0.2.${at}`).post("/api/attempts", asked(email));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([201, null]);
  }
}

test("the API says when messages can be asked for again, and then they can", async () => {
  await useUp("ann@example.org");
  const refused = await new Browser(site).post("/api/attempts", asked("ann@example.org"));
  expect(refused.status).toBe(429);
  expect(refused.body["code"]).toBe("too_many_messages");
  expect(refused.headers.get("retry-after")).toBe(String(HOUR - 600));
  now += (HOUR - 600) * 1000;
  const again = await new Browser(site).post("/api/attempts", asked("ann@example.org"));
  expect(again.status).toBe(201);
});

test("so does the page that asks for the address again, and the one of the attempt", async () => {
  await useUp("ann@example.org");
  const browser = new Browser(site);
  const typed = new URLSearchParams({ email: "ann@example.org" }).toString();
  const page = await browser.send("POST", "/sign-up", typed, FORM);
  expect([page.status, page.headers.get("retry-after")]).toEqual([429, "3000"]);
  expect(page.body["text"]).toContain("You can try again in 50 minutes.");
  const begun = await browser.post("/api/attempts", {
    action: "sign-up",
    identifier: "ann@example.org",
  });
  const resend = `/attempts/${begun.body["id"]}/resend`;
  const attempt = await browser.send("POST", resend, "method=email-code", FORM);
  expect([attempt.status, attempt.headers.get("retry-after")]).toEqual([429, "3000"]);
});

test("tries of a code: until the minute is over", async () => {
  now = NOW + 30_000;
  const browser = new Browser(site);
  const begun = await browser.post("/api/attempts", asked("ann@example.org"));
  const { id } = begun.body;
  const evidence = `/api/attempts/${id}/evidence`;
  let step = begun.body["step"]?.["step"];
  const right = await mailTo(site, "ann@example.org");
  const wrong = right === "111111" ? "222222" : "111111";
  const answers = [];
  for (let at = 0; at < 6; at += 1) {
    answers.push(await browser.post(evidence, { step, response: wrong }));
    if (at === 4) {
      const more = await browser.post(`/api/attempts/${id}/steps`, { method: "email-code" });
      step = more.body["step"];
    }
  }
  const last = answers.at(-1);
  expect(answers.slice(0, 5).map(({ headers }) => headers.get("retry-after"))).toEqual(
    Array.from({ length: 5 }, () => null),
  );
  expect([last?.status, last?.body["code"]]).toEqual([429, "too_many_tries"]);
  expect(last?.headers.get("retry-after")).toBe("30");
});

describe("an answer", () => {
  test("that we are busy says when there is room again; one that is final says nothing", () => {
    const header = (code: Parameters<typeof refusedHtml>[1]) => [
      errorAnswer("en", "https://accounts.example", code).headers.get("retry-after"),
      refusedHtml("", code).headers.get("retry-after"),
    ];
    expect(header("busy")).toEqual(["5", "5"]);
    expect(header({ code: "too_many_tries", retryAfterSeconds: 12.2 })).toEqual(["13", "13"]);
    expect(header("code_wrong")).toEqual([null, null]);
  });

  test("is described for those who write clients", async () => {
    const { body } = await new Browser(site).get("/openapi.json");
    const responses = body["paths"]?.["/api/attempts"]?.["post"]?.["responses"];
    for (const status of ["429", "503"]) {
      expect(responses?.[status]?.["headers"]).toHaveProperty("retry-after");
    }
  });
});

test("a window ends when its seconds are over, and not a millisecond later than a second", () => {
  const lengths = fc.constantFrom(60, 600, 3600, 86_400);
  fc.assert(
    fc.property(fc.nat(4_000_000_000_000), lengths, (at, seconds) => {
      const { start, secondsLeft } = windowAt(instant(at), seconds);
      expect(windowAt(instant(at + secondsLeft * 1000), seconds).start).toBe(
        start + seconds * 1000,
      );
      expect(windowAt(instant(at + (secondsLeft - 1) * 1000), seconds).start).toBe(start);
    }),
  );
});

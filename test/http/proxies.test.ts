import { instant } from "../../src/base/time.ts";
import { afterEach, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { Browser, openSite } from "./site.ts";

/** B34, B35: what limits count by, with a proxy in front and without. */

const PROXY = "10.0.0.1";
/** All within one window, whenever the test runs. */
const clock = () => instant(1_800_000_000_000);

let site: Assay;
afterEach(() => site.close());

/** Asks for a code to an address of its own, so that only the network is the same. */
async function askFrom(address: string, forwarded: string, at: number): Promise<number> {
  const body = { action: "sign-up", identifier: `b${at}@example.org`, method: "email-code" };
  const headers = forwarded === "" ? {} : { "x-forwarded-for": forwarded };
  const browser = new Browser(site, address);
  const answer = await browser.send("POST", "/api/attempts", JSON.stringify(body), headers);
  return answer.status;
}

/** The status of each of so many. */
async function statuses(many: number, ask: (at: number) => Promise<number>): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let at = 0; at < many; at += 1) seen.add(await ask(at));
  return seen;
}

const MOST_BY_NETWORK = 30;

test("a header is believed from nobody, where no proxy is named", async () => {
  site = await openSite(undefined, {}, clock);
  const spoofed = (at: number) => askFrom("192.0.2.1", `203.0.113.${at}`, at);
  expect(await statuses(MOST_BY_NETWORK, spoofed)).toEqual(new Set([201]));
  expect(await spoofed(MOST_BY_NETWORK)).toBe(429);
});

test("behind a proxy that is named, each client has a share of his own", async () => {
  site = await openSite(undefined, { trustedProxies: ["10.0.0.0/8"] }, clock);
  const throughProxy = (at: number) => askFrom(PROXY, `203.0.113.${at}`, at);
  expect(await statuses(MOST_BY_NETWORK + 5, throughProxy)).toEqual(new Set([201]));
  // What a client wrote himself stands to the left of what the proxy saw, and is no use.
  const lying = (at: number) => askFrom(PROXY, `203.0.113.${at}, 198.51.100.7`, 100 + at);
  expect(await statuses(MOST_BY_NETWORK, lying)).toEqual(new Set([201]));
  expect(await lying(MOST_BY_NETWORK)).toBe(429);
  expect(await askFrom(PROXY, "198.51.100.8", 200)).toBe(201);
});

test("who is no proxy is none, although one is named; an IPv6 client counts by his /64", async () => {
  site = await openSite(undefined, { trustedProxies: [PROXY] }, clock);
  const own = (at: number) => askFrom("192.0.2.1", `203.0.113.${at}`, at);
  expect(await statuses(MOST_BY_NETWORK, own)).toEqual(new Set([201]));
  expect(await own(MOST_BY_NETWORK)).toBe(429);
  const six = (at: number) =>
    askFrom(`::ffff:${PROXY}`, `2001:db8:1:2::${at.toString(16)}`, 100 + at);
  expect(await statuses(MOST_BY_NETWORK, six)).toEqual(new Set([201]));
  expect(await six(MOST_BY_NETWORK)).toBe(429);
});

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askBreaches, type RangeFetch } from "../../../src/methods/password/breach.ts";
import { passwordOf } from "./hashing.ts";

const password = passwordOf("a horse that eats grapes");
const digest = createHash("sha1").update(password).digest("hex").toUpperCase();
const [prefix, suffix] = [digest.slice(0, 5), digest.slice(5)];
const other = "0".repeat(35);

async function* chunks(...texts: readonly string[]) {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

function answering(status: number, ...texts: readonly string[]): RangeFetch {
  return () => Promise.resolve({ status, body: chunks(...texts) });
}

function ask(fetch: RangeFetch, milliseconds = 1000) {
  return askBreaches(password, { fetch, address: "https://range.example/", milliseconds });
}

describe("whether a password was stolen elsewhere", () => {
  test("five digits of its hash go out, and padding is asked for; nothing else does", async () => {
    const calls: unknown[] = [];
    await ask((url, { headers, redirect }) => {
      calls.push([url, headers, redirect]);
      return Promise.resolve({ status: 200, body: chunks(`${other}:1`) });
    });
    expect(calls).toEqual([
      [`https://range.example/${prefix}`, { "Add-Padding": "true" }, "error"],
    ]);
  });

  test.each([
    ["breached", [`${other}:3\r\n${suffix}:17\r\n`]],
    ["breached", [`${suffix}:1`]],
    ["breached", [`${suffix.toLowerCase()}:1\n`]],
    ["breached", [`${other}:3\r\n${suffix.slice(0, 9)}`, `${suffix.slice(9)}:17`]],
    ["not_breached", [`${other}:3\r\n`]],
    // A line of padding, whose count is 0.
    ["not_breached", [`${other}:3\r\n${suffix}:0\r\n`]],
  ])("%s: %j", async (answer, texts) => {
    expect(await ask(answering(200, ...texts))).toBe(answer);
  });

  test.each<[string, RangeFetch]>([
    ["an error", answering(503, `${suffix}:1`)],
    ["too many requests", answering(429, "")],
    ["nothing", answering(200, "")],
    ["no body", () => Promise.resolve({ status: 200, body: null })],
    ["a page", answering(200, "<!doctype html><title>Sign in to the network</title>")],
    ["a line that is none", answering(200, `${suffix}:1\r\nSORRY\r\n`)],
    ["a short suffix", answering(200, `${suffix.slice(1)}:1`)],
    ["no count", answering(200, suffix)],
    ["a count that is none", answering(200, `${suffix}:-1`)],
    ["an endless count", answering(200, `${suffix}:${"9".repeat(40)}`)],
    ["an empty line between", answering(200, `${other}:1\r\n\r\n${suffix}:1`)],
    [
      "more than any answer",
      answering(200, ...Array.from({ length: 8000 }, () => `${other}:1\r\n`)),
    ],
    ["no connection", () => Promise.reject(new TypeError("fetch failed"))],
    [
      "a fault",
      () => {
        throw new Error("a fault");
      },
    ],
    [
      "a body that breaks off",
      () =>
        Promise.resolve({
          status: 200,
          body: (async function* body() {
            yield await Promise.resolve(Buffer.from(`${suffix}:1\r\n`));
            throw new Error("socket hang up");
          })(),
        }),
    ],
  ])("not known: %s", async (_, fetch) => {
    expect(await ask(fetch)).toBe("not_known");
  });

  test.each<[string, RangeFetch]>([
    ["does not answer", () => new Promise(() => {})],
    [
      "answers a byte at a time",
      () =>
        Promise.resolve({
          status: 200,
          body: (async function* body() {
            for (;;) {
              await new Promise((resolve) => {
                setTimeout(resolve, 10).unref();
              });
              yield Buffer.from("0");
            }
          })(),
        }),
    ],
  ])("not known in time: the service %s", async (_, fetch) => {
    let given: AbortSignal | undefined;
    const before = performance.now();
    const answer = await ask((url, options) => {
      given = options.signal;
      return fetch(url, options);
    }, 50);
    expect(answer).toBe("not_known");
    expect(given?.aborted).toBe(true);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test("with the fetch that Node has", async () => {
    const server = createServer((request, response) => {
      const asked = [request.url, request.headers["add-padding"]].join(" ");
      response.end(asked === `/range/${prefix} true` ? `${suffix}:5\r\n` : "no");
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const answer = await askBreaches(password, {
      fetch,
      address: `http://127.0.0.1:${port}/range/`,
      milliseconds: 5000,
    });
    server.closeAllConnections();
    server.close();
    expect(answer).toBe("breached");
  });

  test("property: whatever is answered, nothing throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(600), fc.string({ unit: "binary" }), async (status, text) => {
        expect(await ask(answering(status, text))).toBe("not_known");
      }),
    );
  });
});

import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  type FetchHandler,
  type RunningServer,
  startHttpServer,
} from "../../src/cli/http-server.ts";

let server: RunningServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(handler: FetchHandler): Promise<RunningServer> {
  server = await startHttpServer(handler, { host: "127.0.0.1", port: 0 });
  return server;
}

const echo: FetchHandler = async (request, { remoteAddress }) =>
  Response.json({ url: request.url, body: await request.text(), remoteAddress });

/** Sends bytes as they are and gives all that comes back until the server closes. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

function statusOf(answer: string): number {
  return Number(answer.split(" ")[1]);
}

const close = "Host: localhost\r\nConnection: close\r\n";

describe("the server", () => {
  test("hands over the request and where it came from", async () => {
    const { port } = await start(echo);
    const answer = await fetch(`http://127.0.0.1:${port}/a?b=c`, { method: "POST", body: "hello" });
    expect(await answer.json()).toEqual({
      url: `http://127.0.0.1:${port}/a?b=c`,
      body: "hello",
      remoteAddress: "127.0.0.1",
    });
  });

  test.each([
    ["no HTTP", "\u0000\u0001 nothing\r\n\r\n"],
    ["no Host", "GET / HTTP/1.0\r\n\r\n"],
    ["a Host that is none", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"],
    ["a target that is none", `OPTIONS * HTTP/1.1\r\n${close}\r\n`],
    ["an absolute target that is none", `GET http://[ HTTP/1.1\r\n${close}\r\n`],
    ["a header line that is none", `GET / HTTP/1.1\r\n${close}broken\r\n\r\n`],
    ["two lengths", `POST / HTTP/1.1\r\n${close}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    [
      "a length and chunks",
      `POST / HTTP/1.1\r\n${close}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      "a chunk that is none",
      `POST / HTTP/1.1\r\n${close}Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n`,
    ],
  ])("refuses %s with a 4xx and goes on", async (_, bytes) => {
    const { port } = await start(echo);
    const status = statusOf(await exchange(port, bytes));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  test("refuses headers and bodies that are too large", async () => {
    const { port } = await start(echo);
    const long = `GET / HTTP/1.1\r\n${close}X: ${"x".repeat(17_000)}\r\n\r\n`;
    expect(statusOf(await exchange(port, long))).toBe(431);
    const body = `POST / HTTP/1.1\r\n${close}Content-Length: 1048577\r\n\r\n`;
    const answer = await exchange(port, body);
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain('"docs":"/docs/errors#body_too_large"');
  });

  test("survives a client that goes away in the middle", async () => {
    const { port } = await start(echo);
    await new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(`POST / HTTP/1.1\r\n${close}Content-Length: 10\r\n\r\nhal`, () => {
          socket.destroy();
          resolve();
        });
      });
    });
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  test("answers a handler that throws with a code and no detail", async () => {
    const { port } = await start(async () => {
      throw new TypeError("hunter2");
    });
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      code: "internal",
      message: "Something went wrong on our side.",
      docs: "/docs/errors#internal",
    });
  });

  test("stops after the answers under way, and takes no more", async () => {
    let finish = () => {};
    let begun = () => {};
    const handling = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const running = await start(
      () =>
        new Promise((resolve) => {
          finish = () => resolve(new Response("done"));
          begun();
        }),
    );
    const asked = fetch(`http://127.0.0.1:${running.port}/`);
    await handling;
    const stopped = running.stop();
    await expect(exchange(running.port, `GET / HTTP/1.1\r\n${close}\r\n`)).rejects.toThrow(
      "ECONNREFUSED",
    );
    finish();
    expect(await (await asked).text()).toBe("done");
    await stopped;
    server = undefined;
  });
});

import type { RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { download, type DownloadLimits } from "../../src/outbound/download.ts";
import { type LocalServer, serveHttp, serveHttps, trustLocalRoot } from "./local-server.ts";

const limits: DownloadLimits = {
  bytes: 1000,
  milliseconds: 5000,
  redirects: 3,
  plainHttp: true,
};
const opened: { stop(): unknown }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function http(listener: RequestListener): Promise<string> {
  return keep(await serveHttp(listener));
}

async function https(listener: RequestListener): Promise<string> {
  return keep(await serveHttps(listener));
}

function keep(server: LocalServer): string {
  opened.push(server);
  return server.url;
}

function trust(): void {
  const trusted = trustLocalRoot();
  opened.push({ stop: () => trusted.restore() });
}

/** The text that came, or the code. */
async function get(url: string, more: Partial<DownloadLimits> = {}): Promise<string> {
  const result = await download(url, { ...limits, ...more });
  return result.ok ? Buffer.from(result.value).toString() : result.code;
}

const say = (text: string) => (_: unknown, answer: ServerResponse) => answer.end(text);
const sendTo = (location: string) => (_: unknown, answer: ServerResponse) =>
  answer.writeHead(302, { location }).end("see there");

describe("what comes", () => {
  test("is given as it stands there, empty or packed", async () => {
    expect(await get(await http(say("hello")))).toBe("hello");
    expect(await get(await http((_, answer) => answer.writeHead(204).end()))).toBe("");
    const packed = gzipSync("hello");
    const url = await http((_, answer) =>
      answer.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    );
    expect(await get(url)).toBe("hello");
  });

  test.each([304, 400, 404, 500, 503])("is nothing with status %d", async (status) => {
    const url = await http((_, answer) => answer.writeHead(status).end("no"));
    expect(await download(`${url}/secret`, limits)).toEqual({
      ok: false,
      code: "download_status",
      detail: `${status} from ${url}`,
    });
  });

  test.each(["", "nonsense", "ftp://a.example/", "file:///etc/hosts", "data:,a", "http://u:p@a/"])(
    "is nothing from %j",
    async (address) => {
      expect(await get(address)).toBe("download_address_refused");
    },
  );

  test("is nothing where nobody listens, or where the answer breaks off", async () => {
    const url = await http((_, answer) => {
      answer.writeHead(200, { "content-length": "10" });
      answer.write("half", () => answer.destroy());
    });
    expect(await get(url)).toBe("download_failed");
    expect(await get(`${url.slice(0, url.lastIndexOf(":"))}:1`)).toBe("download_failed");
  });

  test("is nothing where the answer is no HTTP", async () => {
    const server = createServer((socket) => socket.end("220 mail.example\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    expect(await get(`http://127.0.0.1:${port}/`)).toBe("download_failed");
    server.close();
  });
});

describe("how much", () => {
  test("the limit is what may come, and no byte more", async () => {
    expect(await get(await http(say("x".repeat(1000))))).toHaveLength(1000);
    expect(await get(await http(say("x".repeat(1001))))).toBe("download_too_large");
  });

  test("a length that says too much is believed before anything is read", async () => {
    const url = await http((_, answer) => {
      answer.writeHead(200, { "content-length": "1001" }).flushHeaders();
    });
    expect(await get(url)).toBe("download_too_large");
  });

  test("without a length, and without end, the limit holds while it is read", async () => {
    let sent = 0;
    const gone = signal();
    const url = await http((_, answer) => {
      const more = () => {
        sent += 400;
        if (answer.write("x".repeat(400))) setImmediate(more);
        else answer.once("drain", more);
      };
      answer.on("close", gone.give);
      more();
    });
    expect(await get(url)).toBe("download_too_large");
    await gone.given;
    expect(sent).toBeGreaterThan(1000);
  });

  test("what is small only while it is packed is measured unpacked", async () => {
    const packed = gzipSync("x".repeat(1_000_000));
    const url = await http((_, answer) =>
      answer.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    );
    expect(await get(url, { bytes: packed.byteLength })).toBe("download_too_large");
  });
});

describe("how long", () => {
  test("a server that says nothing is given up, before the headers and after", async () => {
    const mute = await http(() => undefined);
    expect(await get(mute, { milliseconds: 50 })).toBe("download_too_slow");
    const stalls = await http((_, answer) => {
      answer.writeHead(200, { "content-length": "10" });
      answer.write("half");
    });
    expect(await get(stalls, { milliseconds: 50 })).toBe("download_too_slow");
  });

  test("one that sends a byte now and then gains no time by it", async () => {
    const timers: NodeJS.Timeout[] = [];
    const url = await http((_, answer) => {
      timers.push(setInterval(() => answer.write("x"), 10));
    });
    expect(await get(url, { milliseconds: 100 })).toBe("download_too_slow");
    for (const timer of timers) clearInterval(timer);
  });

  test("the time is one for all redirects together", async () => {
    const url = await http((request, answer) => {
      const turn = Number(request.url?.slice(1));
      setTimeout(() => answer.writeHead(302, { location: `/${turn + 1}` }).end(), 20);
    });
    expect(await get(`${url}/0`, { milliseconds: 100, redirects: 1000 })).toBe("download_too_slow");
  });
});

describe("redirects", () => {
  test("are followed, relative or not, as often as is allowed", async () => {
    const asked: (string | undefined)[] = [];
    const target = await http(say("there"));
    const ways: Readonly<Record<string, string>> = { "/a": "b", "/b": "/c", "/c": target };
    const url = await http((request, answer) => {
      asked.push(request.url);
      answer.writeHead(301, { location: ways[request.url ?? ""] }).end();
    });
    expect(await get(`${url}/a`)).toBe("there");
    expect(asked).toEqual(["/a", "/b", "/c"]);
    expect(await get(`${url}/a`, { redirects: 2 })).toBe("download_redirected");
    expect(await get(`${url}/c`, { redirects: 0 })).toBe("download_redirected");
  });

  test("that go round are left, and those that lead nowhere too", async () => {
    let turns = 0;
    const round = await http((_, answer) => {
      turns += 1;
      answer.writeHead(307, { location: "/" }).end();
    });
    expect(await get(round)).toBe("download_redirected");
    expect(turns).toBe(4);
    expect(await get(await http((_, answer) => answer.writeHead(302).end()))).toBe(
      "download_redirected",
    );
    for (const nowhere of ["http://", "ftp://a.example/", "http://u:p@127.0.0.1/", "data:,a"]) {
      expect(await get(await http(sendTo(nowhere)))).toBe("download_address_refused");
    }
  });
});

describe("TLS", () => {
  test("is asked for where nothing else is allowed", async () => {
    const plain = await http(say("hello"));
    expect(await get(plain, { plainHttp: false })).toBe("download_insecure");
    trust();
    expect(await get(await https(say("hello")), { plainHttp: false })).toBe("hello");
  });

  test("needs a certificate that is trusted", async () => {
    const url = await https(say("hello"));
    const refused = await download(url, limits);
    expect(refused).toMatchObject({ code: "download_failed" });
    expect(refused).toMatchObject({ detail: expect.stringMatching(/CERT|SIGNATURE|ISSUER/) });
  });

  test("is never left by a redirect, but may be entered by one", async () => {
    trust();
    const plain = await http(say("plain"));
    const secure = await https(say("secure"));
    expect(await get(await https(sendTo(plain)), { plainHttp: true })).toBe("download_insecure");
    expect(await get(await https(sendTo(secure)), { plainHttp: false })).toBe("secure");
    expect(await get(await http(sendTo(secure)))).toBe("secure");
    const around = await http(sendTo(await https(sendTo(plain))));
    expect(await get(around)).toBe("download_insecure");
  });
});

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give: () => give(), given };
}

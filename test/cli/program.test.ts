import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AssayFault } from "../../src/base/fault.ts";
import { urlOf } from "../../src/compose/database.ts";
import { runCommand } from "../../src/cli/program.ts";
import type { Compose } from "../../src/cli/serve.ts";
import { parseKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import { commandIo } from "./command-io.ts";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-cli-"));
});

afterEach(async () => {
  await rm(cwd, { recursive: true });
});

const never: Compose = () => {
  throw new TypeError("nothing is composed here");
};

describe("usage", () => {
  test("help is fine, and goes to standard output", async () => {
    const { io, said } = commandIo();
    expect(await runCommand(["--help"], never, io)).toBe(0);
    expect(said.out).toContain("serve");
    expect(said.out).toContain("keys");
  });

  test.each([[["serv"]], [["serve", "--devv"]], [["serve", "now"]], [["keys"]], [[]]])(
    "%j is wrong usage",
    async (args) => {
      const { io, said } = commandIo();
      expect(await runCommand(args, never, io)).toBe(2);
      expect(said.err).not.toBe("");
      expect(said.out).toBe("");
    },
  );
});

describe("keys new", () => {
  test("prints a key file, a new one each time", async () => {
    const first = commandIo();
    const second = commandIo();
    expect(await runCommand(["keys", "new"], never, first.io)).toBe(0);
    expect(await runCommand(["keys", "new", "--json"], never, second.io)).toBe(0);
    const [key] = parseKeyFile(first.said.out, "first").keys;
    expect(key?.createdAt).toBe("2023-11-14T22:13:20.000Z");
    expect(parseKeyFile(second.said.out, "second").keys[0]?.secret).not.toBe(key?.secret);
  });
});

describe("keys rotate", () => {
  test("makes a new key current in the same file, and keeps what opens the old", async () => {
    const path = join(cwd, "keys.json");
    const fresh = commandIo();
    await runCommand(["keys", "new"], never, fresh.io);
    await writeFile(path, fresh.said.out);
    const before = createKeyRing(parseKeyFile(fresh.said.out, "fresh"));
    const sealed = before.seal("step", { a: 1 }, "browser");

    const { io, said } = commandIo({ cwd });
    expect(await runCommand(["keys", "rotate", "keys.json", "--json"], never, io)).toBe(0);
    const file = parseKeyFile(await readFile(path, "utf8"), path);
    expect(file.keys.map(({ state }) => state)).toEqual(["current", "retired"]);
    expect(JSON.parse(said.out)).toEqual({ path, current: file.keys[0]?.id });
    const after = createKeyRing(file);
    expect(after.open("step", sealed, "browser")).toEqual({ ok: true, value: { a: 1 } });
    expect(before.open("step", after.seal("step", 1, "b"), "b").ok).toBe(false);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(cwd)).toEqual(["keys.json"]);
  });

  test("of a file that is not there is bad input", async () => {
    const { io, said } = commandIo({ cwd });
    expect(await runCommand(["keys", "rotate", "none.json"], never, io)).toBe(2);
    expect(said.err).toContain("ASSAY_KEYS_MISSING");
  });
});

describe("serve", () => {
  test("with a faulty configuration is bad input, in words or in JSON", async () => {
    const words = commandIo({ cwd });
    expect(await runCommand(["serve"], never, words.io)).toBe(2);
    expect(words.said.err).toContain("origin: expected");
    expect(words.said.err).toContain("(ASSAY_CONFIG_INVALID)");
    const json = commandIo({ cwd, env: { NODE_ENV: "production" } });
    expect(await runCommand(["serve", "--dev", "--json"], never, json.io)).toBe(2);
    expect(JSON.parse(json.said.out)).toEqual({
      code: "ASSAY_DEV_IN_PRODUCTION",
      message: "development mode does not start: NODE_ENV is production",
    });
  });

  test("is in development mode only where that was asked for", async () => {
    const compose: Compose = ({ dev }) => {
      throw new AssayFault("ASSAY_SEEN", `dev is ${dev}`);
    };
    const dev = commandIo({ cwd });
    await runCommand(["serve", "--dev"], compose, dev.io);
    expect(dev.said.err).toContain("dev is true");
    const plain = commandIo({ cwd, env: { ASSAY_KEYS: "{}", ASSAY_ORIGIN: "https://a.example" } });
    await runCommand(["serve"], compose, plain.io);
    expect(plain.said.err).toContain("mail: expected");
  });

  test("serves, says where, and stops when asked, closing what it opened", async () => {
    const port = await freePort();
    const { io, said, stop, answered } = commandIo({ cwd, env: { PORT: String(port) } });
    const closed: string[] = [];
    const compose: Compose = (settings) => ({
      fetch: async (request) => new Response(`${settings.origin} ${new URL(request.url).pathname}`),
      close: async () => {
        closed.push(urlOf(settings.database));
      },
    });
    const running = runCommand(["serve", "--dev"], compose, io);
    await answered;
    expect(said.out).toContain(`http://localhost:${port}/demo`);
    expect(said.out).toContain(`http://localhost:${port}/dev/mailbox`);
    const answer = await fetch(`http://127.0.0.1:${port}/x`);
    expect(await answer.text()).toBe(`http://localhost:${port} /x`);
    expect(closed).toEqual([]);
    stop();
    expect(await running).toBe(0);
    expect(closed).toEqual([`sqlite:${join(cwd, "data", "assay.db")}`]);
  });

  test("on a port that is taken is bad input, and closes what it opened", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { io, said } = commandIo({ cwd, env: { PORT: String(portOf(holder)) } });
    let closed = false;
    const compose: Compose = () => ({
      fetch: async () => new Response(),
      close: async () => {
        closed = true;
      },
    });
    expect(await runCommand(["serve", "--dev"], compose, io)).toBe(2);
    expect(said.err).toContain("(ASSAY_LISTEN)");
    expect(closed).toBe(true);
    holder.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** The built product, as `npm start` runs it, on a port and in a folder of its own. */
export interface RunningAssay {
  readonly origin: string;
  /** Where its files are. */
  readonly folder: string;
  /** What it has printed so far. */
  output(): string;
  /** The newest code that was sent to an address. */
  code(to: string): Promise<string>;
  advance(seconds: number): Promise<void>;
  /** Ends the process at once, as a power cut would, and starts it again on the same files. */
  killAndRestart(more?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

/** A policy, or a list of providers, as a developer keeps it. */
export function jsonFile(value: object): string {
  const path = join(mkdtempSync(join(tmpdir(), "assay-file-")), "file.json");
  writeFileSync(path, JSON.stringify(value));
  return path;
}

export async function startAssay(
  env: Readonly<Record<string, string>> = {},
): Promise<RunningAssay> {
  const folder = mkdtempSync(join(tmpdir(), "assay-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let printed = "";
  const launch = async (more: Readonly<Record<string, string>>) => {
    const started = await spawnServer(folder, { PORT: String(port), ...env, ...more });
    started.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
    return started;
  };
  let server = await launch({});
  return {
    origin,
    folder,
    output: () => printed,
    async code(to) {
      const answer = await fetch(`${origin}/dev/mailbox.json?to=${encodeURIComponent(to)}`);
      const messages = (await answer.json()) as { code: string }[];
      return messages[0]?.code ?? "";
    },
    async advance(advanceSeconds) {
      const answer = await fetch(`${origin}/dev/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ advanceSeconds }),
      });
      if (!answer.ok) throw new Error(`the clock answered ${answer.status}`);
    },
    async killAndRestart(more = {}) {
      await end(server, "SIGKILL");
      server = await launch(more);
    },
    async stop() {
      await end(server, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function spawnServer(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const server = spawn(process.execPath, [main, "serve", "--dev", "--json"], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit").then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  await Promise.race([once(server.stdout, "data"), ended]);
  ended.catch(() => undefined);
  return server;
}

async function end(server: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill(signal);
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "localhost");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

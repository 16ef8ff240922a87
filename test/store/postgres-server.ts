import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../scripts/postgres-server.mjs", import.meta.url));

let running: Promise<string> | undefined;

/** The server to test on: the one that is named, else one of our own that starts when it is needed. */
export function serverUrl(): Promise<string> {
  const named = process.env["ASSAY_TEST_POSTGRES_URL"];
  running ??= named === undefined || named === "" ? start() : Promise.resolve(named);
  return running;
}

/** It ends when its standard input does: with this process, whatever becomes of that. */
async function start(): Promise<string> {
  const child = spawn(process.execPath, [SCRIPT], { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  for await (const url of createInterface({ input: child.stdout })) {
    letGo(child);
    return url;
  }
  throw new Error(`no PostgreSQL could be started: ${complaint}`);
}

/** It keeps nobody from ending. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as Socket).unref();
}

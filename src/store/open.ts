import { AssayFault } from "../base/fault.ts";
import type { Store } from "./port.ts";
import { openSqlite } from "./sqlite/open.ts";

const SUPPORTED =
  "sqlite:PATH (such as sqlite:data/assay.db), sqlite::memory: and postgres://USER@HOST/DATABASE";

/**
 * Opens the store that a database URL names and brings its schema up to date.
 * The URL itself is never repeated in a fault: it may hold a password.
 * @throws AssayFault `ASSAY_DATABASE_URL` for a URL that is not supported, `ASSAY_STORE_OPEN` where
 *   the database cannot be opened, `ASSAY_STORE_NEWER` and `ASSAY_STORE_MIGRATED_OTHERWISE` where it
 *   is not this version's.
 */
export async function openStore(url: string): Promise<Store> {
  const [, given = "", rest = ""] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
  const scheme = given.toLowerCase();
  switch (scheme) {
    case "sqlite":
      return openSqlite(sqlitePath(rest));
    case "postgres":
    case "postgresql":
      if (!rest.startsWith("//")) throw unsupported(`after ${scheme}: comes //`);
      return (await postgres()).openPostgres(url);
    case "":
      throw unsupported("a URL without a scheme is not supported");
    default:
      throw unsupported(`the scheme ${given}: is not supported`);
  }
}

/** Loaded when it is wanted: its driver is nothing to those who have a file. */
function postgres() {
  return import("./postgres/open.ts");
}

function sqlitePath(path: string): string {
  if (path === "" || path.startsWith("//") || path.includes("\0")) {
    throw unsupported("after sqlite: comes a path");
  }
  return path;
}

function unsupported(why: string): AssayFault {
  return new AssayFault("ASSAY_DATABASE_URL", `${why}; use ${SUPPORTED}`);
}

import { AssayFault } from "../base/fault.ts";
import type { Store } from "./port.ts";
import { openSqlite } from "./sqlite/open.ts";

const SUPPORTED = "sqlite:PATH (such as sqlite:data/assay.db) and sqlite::memory:";

/**
 * Opens the store that a database URL names and brings its schema up to date.
 * The URL itself is never repeated in a fault: it may hold a password.
 * @throws AssayFault `ASSAY_DATABASE_URL` for a URL that is not supported, `ASSAY_STORE_OPEN` where
 *   the database cannot be opened, `ASSAY_STORE_NEWER` and `ASSAY_STORE_MIGRATED_OTHERWISE` where it
 *   is not this version's.
 */
export async function openStore(url: string): Promise<Store> {
  const [, scheme = "", path = ""] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
  if (scheme.toLowerCase() !== "sqlite") {
    const found = scheme === "" ? "a URL without a scheme" : `the scheme ${scheme}:`;
    throw new AssayFault("ASSAY_DATABASE_URL", `${found} is not supported; use ${SUPPORTED}`);
  }
  if (path === "" || path.startsWith("//") || path.includes("\0")) {
    throw new AssayFault("ASSAY_DATABASE_URL", `after sqlite: comes a path; use ${SUPPORTED}`);
  }
  return openSqlite(path);
}

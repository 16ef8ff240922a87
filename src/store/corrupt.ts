import { AssayFault } from "../base/fault.ts";

/**
 * What stands in the database is not what this code writes: it is refused whole, because a fact
 * that was silently dropped could be the one that mattered. The value itself is not repeated.
 */
export function corrupt(where: string): AssayFault {
  return new AssayFault("ASSAY_STORE_CORRUPT", `${where} in the database has an unknown shape`);
}

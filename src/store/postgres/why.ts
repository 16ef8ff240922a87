import { AssayFault } from "../../base/fault.ts";
import { sqlState } from "./failure.ts";

/** Why a database cannot be opened, by what the server said (SQLSTATE) … */
const BY_STATE: Readonly<Record<string, string>> = {
  "28000": "the server does not let this user in",
  "28P01": "the server refused the user or the password",
  "3D000": "there is no such database: create it first",
  "3F000": "there is no schema to build in",
  "42501": "the user may not do there what is needed",
  "53300": "the server has no connection left",
  "57P03": "the server is starting or stopping",
};
/** … or by what the network did. */
const BY_NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: "no server listens there",
  ECONNRESET: "the connection was broken off",
  ENOENT: "no server listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's address could not be looked up",
  ETIMEDOUT: "no server answered in time",
};

/**
 * In words of our own: what the server and the network say repeats parts of the URL, and a fault
 * repeats nothing of it.
 */
export function cannotOpen(error: unknown): AssayFault {
  const state = sqlState(error);
  const code = state ?? networkCode(error);
  const why = (state === undefined ? BY_NETWORK : BY_STATE)[code] ?? "the connection failed";
  const message = `the database cannot be opened: ${why}`;
  return new AssayFault("ASSAY_STORE_OPEN", code === "" ? message : `${message} (${code})`);
}

function networkCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

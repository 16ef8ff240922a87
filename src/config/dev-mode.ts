import { AssayFault } from "../base/fault.ts";
import { isLoopback } from "./loopback.ts";
import { isLocalhost } from "./origin.ts";
import type { Settings } from "./settings.ts";
import type { Environment } from "./variables.ts";

export type DevModeRefusalCode =
  | "ASSAY_DEV_IN_PRODUCTION"
  | "ASSAY_DEV_ORIGIN"
  | "ASSAY_DEV_BIND_ADDRESS";

/**
 * Why development mode must not run here, or undefined. It shows every mail to whoever asks and
 * moves the clock, so it may run only where nobody else can reach it.
 */
export function devModeRefusal(
  { origin, host }: Pick<Settings, "origin" | "host">,
  env: Environment,
): AssayFault | undefined {
  if (env.NODE_ENV === "production") {
    return refusal("ASSAY_DEV_IN_PRODUCTION", "NODE_ENV is production");
  }
  const { protocol, hostname } = new URL(origin);
  if (protocol !== "http:" || !isLocalhost(hostname)) {
    return refusal(
      "ASSAY_DEV_ORIGIN",
      `the origin is ${origin}; it may only be http://localhost or http://NAME.localhost`,
    );
  }
  if (!isLoopback(host)) {
    return refusal(
      "ASSAY_DEV_BIND_ADDRESS",
      `it would listen on ${host}; it may only listen on this machine's own 127.0.0.1, ::1 or localhost`,
    );
  }
  return undefined;
}

function refusal(code: DevModeRefusalCode, why: string): AssayFault {
  return new AssayFault(code, `development mode does not start: ${why}`);
}

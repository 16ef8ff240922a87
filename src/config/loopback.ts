import { isIPv4 } from "node:net";

/**
 * Whether a host is this machine itself. A name below `localhost` is not: a resolver may send it
 * anywhere.
 */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}

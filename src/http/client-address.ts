import { type IpPrefix, isWithin, readIp } from "../base/ip.ts";

/**
 * Whose address a request comes from, behind the proxies that the operator named.
 *
 * Each proxy appends the address that it was reached from to `X-Forwarded-For`, so the header is
 * believed from its right end, and only as far as proxies of our own wrote it: the client is the last
 * address that is none of them. Everything to the left of it is the client's own word. Without a proxy
 * that is ours, all of the header is.
 *
 * @param socket - the address that the connection comes from; undefined where nobody knows it
 * @param forwarded - `X-Forwarded-For`, all lines of it joined by commas
 * @returns the client's address; where the header breaks off or cannot be read, the farthest proxy
 *   that is still believable
 */
export function clientAddress(
  socket: string | undefined,
  forwarded: string | null,
  proxies: readonly IpPrefix[],
): string | undefined {
  if (forwarded === null || !isProxy(socket, proxies)) return socket;
  let nearest = socket;
  for (const entry of forwarded.split(",").toReversed()) {
    const address = addressIn(entry);
    if (address === undefined) return nearest;
    nearest = address;
    if (!isProxy(address, proxies)) return address;
  }
  return nearest;
}

function isProxy(address: string | undefined, proxies: readonly IpPrefix[]): boolean {
  const ip = address === undefined ? undefined : readIp(address);
  return ip !== undefined && proxies.some((prefix) => isWithin(ip, prefix));
}

/** Some proxies write the port, too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function addressIn(entry: string): string | undefined {
  const text = entry.trim();
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(text) ?? [];
  const address = bracketed ?? dotted ?? text;
  return readIp(address) === undefined ? undefined : address;
}

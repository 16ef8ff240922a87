import { readIp } from "../base/ip.ts";

/**
 * The network that an address belongs to, as limits count it: an IPv4 address, or the /64 of an
 * IPv6 one, since whoever has one address there has them all (bypass class B34).
 */
export function networkOf(address: string | undefined): string {
  const ip = address === undefined ? undefined : readIp(address);
  if (ip === undefined) return "unknown";
  const { width, bits } = ip;
  if (width === 32) return [24n, 16n, 8n, 0n].map((at) => (bits >> at) & 0xffn).join(".");
  const groups = [112n, 96n, 80n, 64n].map((at) => ((bits >> at) & 0xffffn).toString(16));
  return `${groups.join(":")}::/64`;
}

import { isIPv4, isIPv6 } from "node:net";

/** An address of the Internet Protocol as a number: 32 bits of IPv4, or 128 of IPv6. */
export interface IpAddress {
  readonly width: 32 | 128;
  readonly bits: bigint;
}

/** All addresses that begin alike: `10.0.0.0/8`. An address by itself is a prefix of full length. */
export interface IpPrefix extends IpAddress {
  readonly length: number;
}

/** What IPv6 puts before an IPv4 address to carry it (RFC 4291 section 2.5.5.2): `::ffff:0:0/96`. */
const MAPPED = 0xffffn;
const IPV4_BITS = 32n;

/**
 * Reads an address in any of its spellings, without its zone. An IPv4 address that came as IPv6 is an
 * IPv4 address: a socket that listens on both shows every IPv4 client like that.
 */
export function readIp(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { width: 32, bits: numberOf(text.split("."), 10, 8n) };
  if (!isIPv6(text)) return undefined;
  const [address = ""] = text.split("%");
  const bits = numberOf(groupsOf(withoutDots(address)), 16, 16n);
  if (bits >> IPV4_BITS === MAPPED) return { width: 32, bits: bits & 0xffff_ffffn };
  return { width: 128, bits };
}

/**
 * Reads an address, or a prefix `ADDRESS/LENGTH` (RFC 4632 section 3.1). What stands behind the length
 * has to be zero: `10.0.0.7/8` is a slip, and nobody can know of what. So is a length of zero.
 */
export function readPrefix(text: string): IpPrefix | undefined {
  const [address = "", length, ...more] = text.split("/");
  const ip = readIp(address);
  if (ip === undefined || more.length > 0 || address.includes("%")) return undefined;
  if (length === undefined) return { ...ip, length: ip.width };
  if (!/^\d{1,3}$/.test(length)) return undefined;
  // A prefix of mapped addresses counts its length from the beginning of IPv6.
  const before = ip.width === 32 && isIPv6(address) ? 96 : 0;
  const own = Number(length) - before;
  if (own < 1 || own > ip.width) return undefined;
  const prefix = { ...ip, length: own };
  return beginning(ip, own) << BigInt(ip.width - own) === ip.bits ? prefix : undefined;
}

export function isWithin(ip: IpAddress, prefix: IpPrefix): boolean {
  return (
    ip.width === prefix.width && beginning(ip, prefix.length) === beginning(prefix, prefix.length)
  );
}

function beginning({ width, bits }: IpAddress, length: number): bigint {
  return bits >> BigInt(width - length);
}

function numberOf(parts: readonly string[], base: number, size: bigint): bigint {
  return parts.reduce((sum, part) => (sum << size) | BigInt(Number.parseInt(part, base)), 0n);
}

/** The last 32 bits may be written as IPv4 is. */
function withoutDots(address: string): string {
  const dotted = /\d+\.\d+\.\d+\.\d+$/.exec(address)?.[0];
  if (dotted === undefined) return address;
  const bits = numberOf(dotted.split("."), 10, 8n);
  const groups = `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
  return address.slice(0, -dotted.length) + groups;
}

/** All eight groups, whatever `::` leaves out. */
function groupsOf(address: string): readonly string[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...(tail === undefined ? [] : gap), ...right];
}

import { isIPv4, isIPv6 } from "node:net";

/**
 * The network that an address belongs to, as limits count it: an IPv4 address, or the /64 of an
 * IPv6 one, since whoever has one address there has them all (bypass class B34).
 */
export function networkOf(address: string | undefined): string {
  const mapped = address?.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "") ?? "";
  if (isIPv4(mapped)) return mapped;
  if (!isIPv6(mapped)) return "unknown";
  const [withoutZone = ""] = mapped.split("%");
  return `${firstFourGroups(withoutZone)}::/64`;
}

function firstFourGroups(address: string): string {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: gap }, () => "0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

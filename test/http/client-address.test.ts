import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type IpPrefix, isWithin, readIp, readPrefix } from "../../src/base/ip.ts";
import { clientAddress } from "../../src/http/client-address.ts";
import { networkOf } from "../../src/http/network.ts";

/** Whose address counts behind proxies (bypass class B34): what a client writes never does. */

function prefixes(...texts: readonly string[]): readonly IpPrefix[] {
  return texts.map((text) => {
    const prefix = readPrefix(text);
    if (prefix === undefined) throw new TypeError(text);
    return prefix;
  });
}

const PROXIES = prefixes("10.0.0.0/8", "2001:db8:ffff::/48");
const isOurs = (address: string) => {
  const ip = readIp(address);
  return ip !== undefined && PROXIES.some((prefix) => isWithin(ip, prefix));
};

const dotted = fc.ipV4();
const ours = fc.oneof(
  fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => `10.${parts.join(".")}`),
  fc.nat(0xffff).map((last) => `2001:db8:ffff::${last.toString(16)}`),
  fc.nat(255).map((last) => `::ffff:10.0.0.${last}`),
);
const theirs = fc.oneof(dotted, fc.ipV6()).filter((address) => !isOurs(address));
/** Whatever a client may send; what is in it is no news for us. */
const lies = fc.oneof(fc.string(), ours, theirs, fc.array(fc.oneof(ours, theirs)).map(String));

describe("properties", () => {
  test("nobody behind no proxy of ours moves his address, whatever he sends", () => {
    fc.assert(
      fc.property(theirs, lies, (socket, header) => {
        expect(clientAddress(socket, header, PROXIES)).toBe(socket);
      }),
    );
  });

  test("without a setting no header is believed at all", () => {
    fc.assert(
      fc.property(fc.oneof(ours, theirs), lies, (socket, header) => {
        expect(clientAddress(socket, header, [])).toBe(socket);
      }),
    );
  });

  test("behind proxies of ours it is what the first of them saw, whatever was sent to it", () => {
    fc.assert(
      fc.property(
        theirs,
        fc.array(ours, { minLength: 1 }),
        fc.option(lies),
        (client, chain, lie) => {
          const [socket = "", ...between] = chain.toReversed();
          const seen = [...(lie === null ? [] : [lie]), client, ...between.toReversed()];
          expect(clientAddress(socket, seen.join(", "), PROXIES)).toBe(client);
        },
      ),
    );
  });

  test("what cannot be read ends it at the nearest proxy", () => {
    const broken = fc.constantFrom(
      "",
      "unknown",
      "_hidden",
      "999.1.1.1",
      "192.0.2.1:x",
      "[::1",
      "-",
    );
    fc.assert(
      fc.property(lies, broken, fc.array(ours, { minLength: 1 }), (lie, text, chain) => {
        const [socket = "", ...between] = chain;
        const header = [lie, text, ...between.toReversed()].join(",");
        expect(clientAddress(socket, header, PROXIES)).toBe(between.at(-1) ?? socket);
      }),
    );
  });

  test("an address counts as the same network in any of its spellings", () => {
    fc.assert(
      fc.property(dotted, (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const spelling of [
          address,
          `::ffff:${address}`,
          `::FFFF:${hex}`,
          `0:0:0:0:0:ffff:${hex}`,
        ]) {
          expect(networkOf(spelling)).toBe(address);
        }
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const { hostname } = new URL(`http://[${address}]`);
        expect(networkOf(address)).toBe(networkOf(hostname.slice(1, -1)));
      }),
    );
  });
});

describe("by example", () => {
  test.each([
    ["10.0.0.1", "192.0.2.7", "192.0.2.7"],
    ["10.0.0.1", "198.51.100.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"],
    ["::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7"],
    ["2001:db8:ffff::1", "2001:db8:1:2::7", "2001:db8:1:2::7"],
    // With the port, as some proxies write it.
    ["10.0.0.1", "192.0.2.7:4711", "192.0.2.7"],
    ["10.0.0.1", "[2001:db8:1:2::7]:4711", "2001:db8:1:2::7"],
    // All of them are ours: the farthest one.
    ["10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
    ["10.0.0.1", null, "10.0.0.1"],
    ["192.0.2.1", "192.0.2.7", "192.0.2.1"],
    [undefined, "192.0.2.7", undefined],
  ])("from %s with %j it is %s", (socket, header, client) => {
    expect(clientAddress(socket, header, PROXIES)).toBe(client);
  });

  test("a prefix holds what begins like it, and its edges", () => {
    const [prefix] = prefixes("192.0.2.128/25");
    const within = (text: string) => {
      const ip = readIp(text);
      return ip !== undefined && prefix !== undefined && isWithin(ip, prefix);
    };
    expect(["192.0.2.128", "192.0.2.255", "::ffff:c000:2ff"].map(within)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["192.0.2.127", "192.0.3.128", "::c000:280"].map(within)).toEqual([false, false, false]);
  });
});

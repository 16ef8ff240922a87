import { concat } from "../base/bytes.ts";

/** As much of a DER writer (ITU-T X.690) as test certificates need. */
export const der = {
  sequence: (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts),
  set: (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts),
  boolean: (value: boolean) => tagged(0x01, Uint8Array.of(value ? 0xff : 0x00)),
  /** An unsigned integer, given big-endian. */
  integer: (value: Uint8Array) => tagged(0x02, unsigned(value)),
  bitString: (value: Uint8Array) => tagged(0x03, Uint8Array.of(0), value),
  /** Named bits of a BIT STRING: trailing zero bits are left out (section 11.2.2). */
  namedBits: (byte: number, unused: number) => tagged(0x03, Uint8Array.of(unused, byte)),
  octetString: (value: Uint8Array) => tagged(0x04, value),
  objectIdentifier: (dotted: string) => tagged(0x06, arcs(dotted)),
  utf8String: (text: string) => tagged(0x0c, Buffer.from(text, "utf8")),
  printableString: (text: string) => tagged(0x13, Buffer.from(text, "latin1")),
  /** A context-specific constructed tag, `[number]`. */
  explicit: (number: number, content: Uint8Array) => tagged(0xa0 + number, content),
  /** A context-specific tag in the place of a primitive type's own. */
  implicit: (number: number, content: Uint8Array) => tagged(0x80 + number, content),
  /** RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. */
  time: (date: Date) => {
    const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
    return date.getUTCFullYear() < 2050
      ? tagged(0x17, Buffer.from(digits.slice(2), "latin1"))
      : tagged(0x18, Buffer.from(digits, "latin1"));
  },
} as const;

function tagged(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  return concat(Uint8Array.of(tag), definiteLength(content.byteLength), content);
}

function definiteLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes = base256(length);
  return Uint8Array.of(0x80 + bytes.length, ...bytes);
}

function base256(value: number): number[] {
  return value === 0 ? [] : [...base256(Math.floor(value / 256)), value % 256];
}

/** A leading zero where the first bit would make the number negative (section 8.3). */
function unsigned(value: Uint8Array): Uint8Array {
  const start = value.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : value.subarray(start);
  return (digits[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), digits) : digits;
}

function arcs(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return Uint8Array.of(...[first * 40 + second, ...rest].flatMap(base128));
}

function base128(arc: number): number[] {
  const digits = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift((rest % 128) | 0x80);
  }
  return digits;
}

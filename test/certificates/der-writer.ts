/** Writes DER for tests, wrong where a test wants it wrong. */

export function tlv(identifier: number | readonly number[], ...content: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([identifier].flat()), length(body.length), body]);
}

function length(value: number): Uint8Array {
  if (value < 0x80) return Buffer.of(value);
  if (value < 0x100) return Buffer.of(0x81, value);
  if (value < 0x1_0000) return Buffer.of(0x82, value >> 8, value & 0xff);
  return Buffer.of(0x83, value >> 16, (value >> 8) & 0xff, value & 0xff);
}

export const sequence = (...content: Uint8Array[]) => tlv(0x30, ...content);
export const set = (...content: Uint8Array[]) => tlv(0x31, ...content);
export const boolean = (value: boolean) => tlv(0x01, Buffer.of(value ? 0xff : 0));
export const integer = (...bytes: number[]) => tlv(0x02, Buffer.from(bytes));
export const bitString = (bytes: Uint8Array, unused = 0) => tlv(0x03, Buffer.of(unused), bytes);
export const octetString = (bytes: Uint8Array) => tlv(0x04, bytes);
export const nothing = () => tlv(0x05);
export const enumerated = (value: number) => tlv(0x0a, Buffer.of(value));
export const utf8String = (text: string) => tlv(0x0c, Buffer.from(text));
export const printableString = (text: string) => tlv(0x13, Buffer.from(text));
export const ia5String = (text: string) => tlv(0x16, Buffer.from(text));

/** A constructed context-specific tag: EXPLICIT, or IMPLICIT over a constructed type. */
export function context(tag: number, ...content: Uint8Array[]): Uint8Array {
  if (tag < 31) return tlv(0xa0 | tag, ...content);
  return tlv(tag < 128 ? [0xbf, tag] : [0xbf, 0x80 | (tag >> 7), tag & 0x7f], ...content);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      groups.unshift((left & 0x7f) | 0x80);
    }
    return groups;
  });
  return tlv(0x06, Buffer.from(bytes));
}

/** UTCTime to 2049, GeneralizedTime after it (RFC 5280 section 4.1.2.5). */
export function time(date: Date): Uint8Array {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
  return date.getUTCFullYear() < 2050
    ? tlv(0x17, Buffer.from(digits.slice(2)))
    : tlv(0x18, Buffer.from(digits));
}

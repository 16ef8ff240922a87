import { AsnConvert } from "@peculiar/asn1-schema";

/**
 * A strict reader of DER (X.690), beside the ASN.1 library.
 *
 * The library reads BER: indefinite lengths, bytes after the end and extra elements all pass. What
 * an authenticator sends is checked here first, so that it is whole, canonical and small before
 * anything else looks at it, and so that what is verified is exactly what was read.
 */
export interface DerElement {
  readonly tagClass: "universal" | "application" | "context" | "private";
  readonly tag: number;
  readonly constructed: boolean;
  readonly content: Uint8Array;
  /** Identifier, length and content as they stood. */
  readonly raw: Uint8Array;
}

const TAG_CLASSES = ["universal", "application", "context", "private"] as const;
/** A certificate with every extension in use holds about 200 elements, 12 deep. */
const MAXIMUM_ELEMENTS = 512;
const MAXIMUM_DEPTH = 24;

/** The one element that these bytes are, or `undefined` where they are not exactly one in DER. */
export function readDer(bytes: Uint8Array): DerElement | undefined {
  const element = readElement(bytes);
  return element?.raw.length === bytes.length ? element : undefined;
}

/** The elements inside a constructed element; `undefined` where its content is not DER. */
export function readChildren(
  parent: DerElement,
  most = MAXIMUM_ELEMENTS,
): readonly DerElement[] | undefined {
  if (!parent.constructed) return undefined;
  const children: DerElement[] = [];
  let rest = parent.content;
  while (rest.length > 0) {
    const child = readElement(rest);
    if (child === undefined || children.length === most) return undefined;
    children.push(child);
    rest = rest.subarray(child.raw.length);
  }
  return children;
}

/** Whether an element is of the universal class with this tag. */
export function isUniversal(element: DerElement | undefined, tag: number): element is DerElement {
  return element !== undefined && element.tagClass === "universal" && element.tag === tag;
}

/**
 * Reads bytes as a type of the ASN.1 library, after they proved to be one bounded element in DER.
 * Gives `undefined` for everything else; never throws.
 */
export function parseDer<T>(bytes: Uint8Array, type: new () => T): T | undefined {
  if (!isBounded(bytes)) return undefined;
  try {
    return AsnConvert.parse(bytes, type);
  } catch {
    return undefined;
  }
}

/** Walks level by level, so that hostile nesting costs no stack. */
function isBounded(bytes: Uint8Array): boolean {
  const root = readDer(bytes);
  let level = root === undefined ? [] : [root];
  if (level.length === 0) return false;
  let elements = 1;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAXIMUM_DEPTH || elements > MAXIMUM_ELEMENTS) return false;
    const next: DerElement[] = [];
    for (const element of level) {
      if (!element.constructed) continue;
      const children = readChildren(element);
      if (children === undefined) return false;
      next.push(...children);
    }
    elements += next.length;
    level = next;
  }
  return true;
}

function readElement(bytes: Uint8Array): DerElement | undefined {
  const identifier = bytes[0];
  if (identifier === undefined) return undefined;
  const tagClass = TAG_CLASSES[(identifier >> 6) as 0 | 1 | 2 | 3];
  const number = readTag(bytes);
  // Tag 0 of the universal class ends indefinite lengths, which DER does not have.
  if (number === undefined || (number.value === 0 && tagClass === "universal")) return undefined;
  const length = readLength(bytes, number.end);
  if (length === undefined || length.value > bytes.length - length.end) return undefined;
  const end = length.end + length.value;
  return {
    tagClass,
    tag: number.value,
    constructed: (identifier & 0x20) !== 0,
    content: bytes.subarray(length.end, end),
    raw: bytes.subarray(0, end),
  };
}

interface Read {
  readonly value: number;
  readonly end: number;
}

/** X.690 section 8.1.2: numbers from 31 take more octets, without leading zeros; two suffice here. */
function readTag(bytes: Uint8Array): Read | undefined {
  const low = (bytes[0] ?? 0) & 0x1f;
  if (low !== 0x1f) return { value: low, end: 1 };
  const first = bytes[1];
  if (first === undefined || first === 0x80) return undefined;
  if (first < 0x80) return first < 0x1f ? undefined : { value: first, end: 2 };
  const second = bytes[2];
  if (second === undefined || second >= 0x80) return undefined;
  return { value: ((first & 0x7f) << 7) | second, end: 3 };
}

/** X.690 section 10.1: definite form, in the fewest octets; three octets are more than fits here. */
function readLength(bytes: Uint8Array, start: number): Read | undefined {
  const first = bytes[start];
  if (first === undefined || first === 0x80 || first > 0x83) return undefined;
  if (first < 0x80) return { value: first, end: start + 1 };
  const end = start + 1 + (first & 0x7f);
  if (end > bytes.length) return undefined;
  let value = 0;
  for (const octet of bytes.subarray(start + 1, end)) value = value * 256 + octet;
  const shortest = first === 0x81 ? 0x80 : first === 0x82 ? 0x100 : 0x1_0000;
  return value < shortest ? undefined : { value, end };
}

import { decodeFirst, type Token, Tokenizer, Type } from "cborg";
import { fail, ok, type Result } from "../../base/result.ts";

/** The deepest honest input is an attestation certificate list: map, map, array, bytes. */
const MAXIMUM_DEPTH = 16;

const OPTIONS = {
  strict: true,
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  allowBigInt: true,
  retainStringBytes: true,
};

/**
 * A whole CBOR item, as WebAuthn L3 section 2 ("All Conformance Classes") asks decoders to read
 * it: definite lengths, shortest integers, no tags, no repeated keys, nothing after the end.
 * Maps become `Map`, byte strings `Uint8Array`. The order of map keys is not held against the
 * sender: keys are unique, so order carries no meaning, and some credential managers do not sort.
 */
export function decodeCbor(bytes: Uint8Array): Result<unknown, "cbor_malformed"> {
  const first = decodeCborPrefix(bytes);
  if (!first.ok) return first;
  if (first.value.length !== bytes.byteLength) return fail("cbor_malformed", "bytes after the end");
  return ok(first.value.value);
}

/** The CBOR item that `bytes` begins with, and how many bytes it takes. */
export function decodeCborPrefix(
  bytes: Uint8Array,
): Result<{ readonly value: unknown; readonly length: number }, "cbor_malformed"> {
  const tokenizer = new BoundedTokenizer(bytes);
  try {
    const [value] = decodeFirst(bytes, { ...OPTIONS, tokenizer }) as [unknown, Uint8Array];
    return ok({ value, length: tokenizer.pos() });
  } catch (error) {
    // The library's words may quote the input; logs need the beginning only.
    return fail("cbor_malformed", error instanceof Error ? error.message.slice(0, 128) : undefined);
  }
}

/** Refuses, as the items come, what the library would take: depth, odd keys, invalid UTF-8. */
class BoundedTokenizer {
  readonly #inner: Tokenizer;
  readonly #size: number;
  /** The containers that are open, outermost first. */
  readonly #open: { readonly map: boolean; remaining: number }[] = [];

  constructor(bytes: Uint8Array) {
    this.#inner = new Tokenizer(bytes, OPTIONS);
    this.#size = bytes.byteLength;
  }

  done(): boolean {
    return this.#inner.done();
  }

  pos(): number {
    return this.#inner.pos();
  }

  next(): Token {
    const token = this.#inner.next();
    this.#enter(token);
    if (token.type === Type.string) assertUtf8(token);
    const map = token.type === Type.map;
    if (map || token.type === Type.array) this.#push(map, Number(token.value));
    this.#leave();
    return token;
  }

  #enter(token: Token): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) return;
    if (parent.map && parent.remaining % 2 === 0) assertKey(token);
    parent.remaining -= 1;
  }

  #push(map: boolean, count: number): void {
    // Every item takes a byte at least: a length that cannot be true is not begun.
    const remaining = map ? count * 2 : count;
    if (remaining > this.#size - this.pos()) throw new RangeError("not enough data for its length");
    if (this.#open.length >= MAXIMUM_DEPTH) throw new RangeError("nested too deep");
    this.#open.push({ map, remaining });
  }

  #leave(): void {
    while (this.#open.at(-1)?.remaining === 0) this.#open.pop();
  }
}

/** Keys of other types compare by identity in a `Map`, so a repeated one would go unseen. */
function assertKey({ type }: Token): void {
  if (type === Type.uint || type === Type.negint || type === Type.string) return;
  throw new TypeError("map keys are integers or text");
}

/** The library replaces what is not UTF-8 and strips a BOM, so that two texts could become one. */
function assertUtf8(token: Token): void {
  const spelled = Buffer.from(String(token.value), "utf8");
  // The library keeps no bytes of the empty text that takes one byte.
  if (spelled.equals(token.byteValue ?? new Uint8Array())) return;
  throw new TypeError("text is not UTF-8");
}

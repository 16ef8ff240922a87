import { AssayFault } from "../../base/fault.ts";

/** A text that every database takes and gives back as it is. */
export type StoredText = string & { readonly __stored: "text" };
/** A whole number that every database and every driver carries exactly. */
export type StoredInteger = number & { readonly __stored: "integer" };

/** What a statement may be given. Made only here, so that nothing reaches a driver unchecked. */
export type SqlParam = StoredText | StoredInteger | null;

/** U+001A SUBSTITUTE: begins an escape of four hexadecimal digits. */
const ESCAPE = "\u001a";
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Any text, one to one. A text column holds UTF-8 without U+0000 (PostgreSQL refuses it, some
 * SQLite drivers cut there), so U+0000 and lone surrogates are escaped: what a person or a client
 * sends is a text like any other and can neither fail a statement nor pass for another text.
 */
export function text(value: string): StoredText {
  if (!value.includes("\0") && !value.includes(ESCAPE) && value.search(LONE_SURROGATE) < 0) {
    return value as StoredText;
  }
  return value
    .replaceAll(ESCAPE, escape)
    .replaceAll("\0", escape)
    .replaceAll(LONE_SURROGATE, escape) as StoredText;
}

function escape(unit: string): string {
  return ESCAPE + unit.charCodeAt(0).toString(16).padStart(4, "0");
}

const ESCAPED = new RegExp(`${ESCAPE}([0-9a-f]{4})`, "g");

/** The text that `text` was given. */
export function plain(stored: string): string {
  if (!stored.includes(ESCAPE)) return stored;
  return stored.replaceAll(ESCAPED, (_, unit: string) => String.fromCharCode(parseInt(unit, 16)));
}

/** JSON escapes control characters and lone surrogates itself (ECMA-262 section 25.5.2.3). */
export function json(value: object): StoredText {
  return JSON.stringify(value) as StoredText;
}

/** @throws AssayFault `ASSAY_STORE_VALUE` for a number that is not whole or not exact. */
export function integer(value: number): StoredInteger {
  if (!Number.isSafeInteger(value)) {
    throw new AssayFault("ASSAY_STORE_VALUE", `only whole numbers are stored, not ${value}`);
  }
  return value as StoredInteger;
}

export function flag(value: boolean): StoredInteger {
  return (value ? 1 : 0) as StoredInteger;
}

export function orNull<T, P>(value: T | null, convert: (value: T) => P): P | null {
  return value === null ? null : convert(value);
}

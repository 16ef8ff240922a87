import type { Instant } from "../../base/time.ts";
import { corrupt } from "../corrupt.ts";
import type { Check } from "../shape.ts";
import type { Row } from "./session.ts";
import { plain } from "./values.ts";

/** Reading a row: what is not of the expected type is refused (`ASSAY_STORE_CORRUPT`). */

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw corrupt(column);
  return plain(value);
}

/** Drivers give 64-bit integers as a number, a bigint or a text of digits. */
export function integerOf(row: Row, column: string): number {
  const given = row[column];
  const value = typeof given === "number" ? given : wide(given);
  if (!Number.isSafeInteger(value)) throw corrupt(column);
  return value;
}

export function instantOf(row: Row, column: string): Instant {
  return integerOf(row, column) as Instant;
}

function wide(given: unknown): number {
  if (typeof given === "bigint") return Number(given);
  return typeof given === "string" && /^-?\d{1,16}$/.test(given) ? Number(given) : Number.NaN;
}

export function flagOf(row: Row, column: string): boolean {
  const value = integerOf(row, column);
  if (value !== 0 && value !== 1) throw corrupt(column);
  return value === 1;
}

export function wordOf<T extends string>(row: Row, column: string, check: Check<T>): T {
  const value = row[column];
  if (!check(value)) throw corrupt(column);
  return value;
}

/** @param modernise - brings what an earlier version wrote into the shape of today. */
export function jsonOf<T>(
  row: Row,
  column: string,
  check: Check<T>,
  modernise?: (value: unknown) => unknown,
): T {
  const given = parsed(row, column);
  const value = modernise === undefined ? given : modernise(given);
  if (!check(value)) throw corrupt(column);
  return value;
}

function parsed(row: Row, column: string): unknown {
  const value = row[column];
  if (typeof value !== "string") throw corrupt(column);
  try {
    return JSON.parse(value);
  } catch {
    throw corrupt(column);
  }
}

export function nullableOf<T>(
  row: Row,
  column: string,
  read: (row: Row, column: string) => T,
): T | null {
  return row[column] === null ? null : read(row, column);
}

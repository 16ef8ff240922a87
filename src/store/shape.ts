import type { AccountId, CredentialId, SecretId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";

/** Whether a value, as JSON gives it, has a shape. */
export type Check<T> = (value: unknown) => value is T;

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** Whole numbers that a double holds exactly; instants, counters and algorithm identifiers are. */
export function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Brands are for the compiler: as JSON they are texts and numbers. */
export const isInstant = isInteger as Check<Instant>;
export const isAccountId = isText as Check<AccountId>;
export const isCredentialId = isText as Check<CredentialId>;
export const isSecretId = isText as Check<SecretId>;

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(check);
}

/** The words of a closed union, written as a table so that a forgotten one does not compile. */
export function oneOf<T extends string>(words: Readonly<Record<T, true>>): Check<T> {
  const known = new Set<unknown>(Object.keys(words));
  return (value): value is T => known.has(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Texts by any name. */
export function isTextTable(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every(isText);
}

/**
 * An object of exactly these fields. The type asks for every field of `T`, so that a fact added
 * to a record cannot be forgotten here; a field that nobody knows is a broken shape too.
 */
export function exactly<T extends object>(
  fields: {
    readonly [K in keyof T]-?: Check<T[K]>;
  },
): Check<T> {
  const checks = Object.entries<Check<unknown>>(fields);
  return (value): value is T =>
    isObject(value) &&
    Object.keys(value).length === checks.length &&
    checks.every(([name, check]) => Object.hasOwn(value, name) && check(value[name]));
}

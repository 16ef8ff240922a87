/**
 * The outcome of something that may fail for a reason the caller must handle.
 * Failure carries a code from a closed union; it is never `{ verified: false, data }`, so a
 * caller cannot reach the value without having asked whether there is one.
 */
export type Result<T, C extends string> = Ok<T> | Failure<C>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failure<C extends string> {
  readonly ok: false;
  readonly code: C;
  /** For developers and logs: what was expected and what came. Never holds a secret. */
  readonly detail?: string;
  /** After how many seconds the same may succeed, where that is known. */
  readonly retryAfterSeconds?: number;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function fail<C extends string>(code: C, detail?: string): Failure<C> {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}

/** For now: the same may succeed after so many seconds. */
export function failFor<C extends string>(
  code: C,
  retryAfterSeconds: number,
  detail?: string,
): Failure<C> {
  return { ...fail(code, detail), retryAfterSeconds };
}

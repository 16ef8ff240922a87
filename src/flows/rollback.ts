import { fail, type Failure, failFor, type Result } from "../base/result.ts";
import type { Store, Transaction } from "../store/port.ts";
import type { FlowCode } from "./codes.ts";

/** Thrown inside a transaction to undo all of it; never leaves `transactOr`. */
class Rollback extends Error {
  readonly failure: Failure<FlowCode>;

  constructor(failure: Failure<FlowCode>) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Gives up the transaction with a code for the caller: nothing of it stays. */
export function rollBack(code: FlowCode): never {
  throw new Rollback(fail(code));
}

/** The same for now: after so many seconds it may succeed. */
export function rollBackFor(code: FlowCode, retryAfterSeconds: number): never {
  throw new Rollback(failFor(code, retryAfterSeconds));
}

/** Runs work in a transaction that may give up. */
export async function transactOr<T>(
  store: Store,
  work: (tx: Transaction) => Promise<T>,
): Promise<Result<T, FlowCode>> {
  try {
    return { ok: true, value: await store.transact(work) };
  } catch (error) {
    if (error instanceof Rollback) return error.failure;
    throw error;
  }
}

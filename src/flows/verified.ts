import type { Showing } from "../evidence/evidence.ts";
import type { Transaction } from "../store/port.ts";
import type { PendingRecord } from "../store/records.ts";
import type { FlowCode } from "./codes.ts";

/** What a method's verifier established, and what has to be written with it. */
export interface Verified {
  readonly evidence: Showing;
  /** What was created, for the account of the attempt. */
  readonly pending: PendingRecord | null;
  /**
   * Checks again, inside the transaction, what was read before the verification, and writes what
   * belongs to it. A code: the world moved in between, and nothing may come of it.
   */
  readonly confirm: (tx: Transaction) => Promise<FlowCode | null>;
}

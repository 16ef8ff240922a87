/**
 * The store could not do it now: a commit did not happen, a query was not answered, too much is
 * waiting. Nothing of the work stays. It is nobody's fault that a request could fix, so it is
 * answered as "try again" (a 503) and never as a session.
 */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly code = "ASSAY_STORE_UNAVAILABLE";
  /**
   * Nothing of the work stays, except where this is "unknown": the database was lost while it
   * committed and did not come back in time to say what became of it.
   */
  readonly outcome: "nothing" | "unknown";

  constructor(message: string, options: ErrorOptions & { readonly outcome?: "unknown" } = {}) {
    super(`ASSAY_STORE_UNAVAILABLE: ${message}`, options);
    this.outcome = options.outcome ?? "nothing";
  }
}

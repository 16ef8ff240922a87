/**
 * A programmer's or a configuration fault: something that no input of a user can cause.
 * Thrown, with a stable `ASSAY_*` code; user input is answered with a `Failure` instead.
 */
export class AssayFault extends Error {
  override readonly name = "AssayFault";
  readonly code: `ASSAY_${string}`;

  constructor(code: `ASSAY_${string}`, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}

/** Closes an exhaustive `switch`: a new case that is not handled does not compile. */
export function unreachable(value: never): never {
  throw new AssayFault("ASSAY_UNREACHABLE", `unhandled case ${String(value)}`);
}

import { AssayFault } from "../base/fault.ts";

/** One thing that is wrong with the configuration: where, and what was expected there. */
export interface ConfigProblem {
  /** The member of the configuration or the name of the variable. */
  readonly path: string;
  readonly message: string;
}

/** All that is wrong, in one fault: nobody shall have to start five times to learn five things. */
export function configFault(problems: readonly ConfigProblem[]): AssayFault {
  const lines = problems.map(({ path, message }) => `\n  ${path}: ${message}`);
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  return new AssayFault("ASSAY_CONFIG_INVALID", `${count} in the configuration${lines.join("")}`);
}

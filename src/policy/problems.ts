import type { z } from "zod";

/** One thing that is wrong with a policy: where, and what was expected there. */
export interface PolicyProblem {
  /** A path as one would write it, such as `actions.sign-in.anyOf[0].allOf[1].class`. */
  readonly path: string;
  readonly expected: string;
}

/** What a schema found, in the words of the one who wrote the policy. */
export function problemsOf(error: z.ZodError): readonly PolicyProblem[] {
  return error.issues.flatMap(problemOf);
}

function problemOf(issue: z.core.$ZodIssue): readonly PolicyProblem[] {
  const at = pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: at === "" ? key : `${at}.${key}`,
      expected: "no such key",
    }));
  }
  return [{ path: at === "" ? "(the policy)" : at, expected: expectation(issue) }];
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union") return issue.message;
  return '{ "prove" or "enrol": a method, "class": one or more passkey classes (passkeys only), "assertion" (external only), "maxAgeSeconds"? }';
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : text === ""
          ? String(part)
          : `${text}.${String(part)}`,
    "",
  );
}

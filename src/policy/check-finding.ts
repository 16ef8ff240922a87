/** What is found in a policy. A code without a sentence in the catalogue of words does not compile. */
export type FindingCode =
  | "no_sign_up"
  | "nobody_signs_up"
  | "no_sign_in"
  | "nobody_signs_in"
  | "signs_up_and_stays_out"
  | "no_enrolment"
  | "nobody_enrols"
  | "no_recovery"
  | "no_way_back_at_first"
  | "nobody_can"
  | "nobody_can_here"
  | "group_never_meets"
  | "rule_never_decides"
  | "rule_unmeetable"
  | "class_empty"
  | "class_unused"
  | "not_offered"
  | "cannot_wait_here"
  | "danger_single_factor"
  | "danger_operator_alone"
  | "danger_without_invariants"
  | "migration_without_end"
  | "migration_ends"
  | "migration_over"
  | "assumes_honest_clients"
  | "assumes_no_honest_clients"
  | "assumes_vaults"
  | "assumes_no_vaults"
  | "assumes_endpoints"
  | "invariant_broken"
  | "invariant_undecided";

/**
 * - `error`: somebody is locked out, or nobody is let in; such a policy is not for use.
 * - `warning`: it works, and hardly as it was meant, or by giving something up.
 * - `note`: what is good to know.
 */
export const SEVERITIES = ["error", "warning", "note"] as const;

export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  readonly severity: Severity;
  readonly code: FindingCode;
  /** Where it stands in the policy's JSON; the empty text: nowhere in particular. */
  readonly path: string;
  /** The rules that it is about, by their names in decisions. */
  readonly rules: readonly string[];
  /** What the sentence says of it. */
  readonly params: Readonly<Record<string, string | number>>;
}

export function finding(
  severity: Severity,
  code: FindingCode,
  about: Partial<Pick<Finding, "path" | "rules" | "params">> = {},
): Finding {
  return { severity, code, path: "", rules: [], params: {}, ...about };
}

export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

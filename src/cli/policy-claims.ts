import { analyse, type Sets } from "../analysis/analyse.ts";
import { BASELINE } from "../analysis/baseline.ts";
import { impliesIn } from "../analysis/implications.ts";
import { checkInvariants, type Invariant, type InvariantResult } from "../analysis/invariants.ts";
import { LIMITS } from "../analysis/limits.ts";
import { isClaimedOf, policyFamilies, type PolicyFamily } from "../analysis/policy-families.ts";
import { scenarioShape } from "../analysis/scenario.ts";
import { unite } from "../analysis/unite.ts";
import { type BrokenClaim, brokenClaim } from "../compose/broken-claim.ts";
import { type Finding, finding } from "../policy/check-finding.ts";
import type { CheckedWorld } from "../policy/check-world.ts";
import { besideToday, type Beside } from "./policy-beside.ts";
import { type Exception, exceptionOf } from "./policy-exceptions.ts";
import { LANGUAGE } from "./policy-text.ts";

/** What the analysis says of the claims of a policy. */
export interface ClaimsReport {
  readonly claims: readonly Claim[];
  /** By name, under `danger`. */
  readonly givenUp: readonly Invariant[];
  /** Accounts of which nothing is claimed. */
  readonly exceptions: readonly Exception[];
  readonly beside: Beside;
  readonly complete: boolean;
  readonly formulas: string;
  readonly limits: typeof LIMITS;
}

export interface Claim {
  readonly invariant: Invariant;
  readonly outcome: "proved" | "broken" | "undecided";
  /** The smallest first. */
  readonly witnesses: readonly BrokenClaim[];
}

/** Works it out: all families, since they are to be shown. */
export function claimsOf({ policy, offered, now }: CheckedWorld): ClaimsReport {
  const families = policyFamilies({ policy, offered, now });
  const { invariants, danger } = policy.source;
  const claimed = families.filter(isClaimedOf);
  // Members of a group are no other accounts: what is shown is of whoever has to show least.
  const shown = families.filter(({ groups }) => groups.length === 0);
  const excepted = shown.filter((family) => !isClaimedOf(family));
  const today = todayOf();
  const judged = claimed.map((family) => ({
    family,
    results: checkInvariants(invariants, family),
  }));
  return {
    claims: invariants.map((invariant) =>
      claimOf(
        invariant,
        judged.flatMap(({ family, results }) =>
          results
            .filter((result) => result.invariant === invariant)
            .map((result) => ({ family, result })),
        ),
      ),
    ),
    givenUp: danger.withoutInvariants ?? [],
    exceptions: excepted.map((family) => exceptionOf(policy, family, today)),
    beside: besideToday(today, unionOf(shown.filter(isClaimedOf)), unionOf(excepted)),
    complete: families.every(({ analysis }) => analysis.complete),
    formulas: families[0]?.analysis.formulas ?? "",
    limits: LIMITS,
  };
}

/** What is found wrong with the claims. */
export function claimFindings({ claims }: ClaimsReport): readonly Finding[] {
  return claims.flatMap(({ invariant, outcome, witnesses: [smallest] }) => {
    const path = "invariants";
    if (outcome === "undecided") {
      return [finding("warning", "invariant_undecided", { path, params: { invariant } })];
    }
    if (smallest === undefined) return [];
    const { rules, set, happens, way, remedy } = smallest;
    const witness = set.join(" + ");
    const params = { invariant, witness, happens, way, remedy };
    return [finding("error", "invariant_broken", { path, rules, params })];
  });
}

interface Judged {
  readonly family: PolicyFamily;
  readonly result: InvariantResult;
}

function claimOf(invariant: Invariant, judged: readonly Judged[]): Claim {
  const witnesses = judged
    .filter(({ result }) => result.decided)
    .flatMap(({ family, result }) => result.witnesses.map((set) => ({ family, set })))
    .toSorted((a, b) => a.set.length - b.set.length)
    // What breaks it for anybody breaks it for members of a group, and is said once.
    .filter(
      ({ set }, index, all) => all.findIndex((one) => one.set.join() === set.join()) === index,
    )
    .map(({ family, set }) => brokenClaim(LANGUAGE, invariant, family, set));
  const sure = judged.every(({ result }) => result.decided);
  if (witnesses.length > 0) return { invariant, outcome: "broken", witnesses };
  return { invariant, outcome: sure ? "proved" : "undecided", witnesses: [] };
}

function unionOf(families: readonly PolicyFamily[]): Sets | null {
  const [first] = families;
  if (first === undefined) return null;
  const { formulas, world } = first.shape;
  return unite(
    families.map(({ analysis }) => analysis.control),
    impliesIn(formulas, world),
  );
}

/** The one mailbox of today is the first one of an account that may have several. */
function todayOf(): Sets {
  const { control } = analyse(scenarioShape(BASELINE));
  return control.map((set) =>
    set.map((one) => (one === "controls-email" ? "controls-email(1)" : one)),
  );
}

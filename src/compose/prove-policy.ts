import { checkInvariants, subjectOf } from "../analysis/invariants.ts";
import { isClaimedOf, type PolicyInputs, worstAccounts } from "../analysis/policy-families.ts";
import { AssayFault } from "../base/fault.ts";
import { type BrokenClaim, brokenClaim } from "./broken-claim.ts";

const LANGUAGE = "en";

/**
 * Proves what the policy in force claims of accounts that hold a passkey, before anybody is let in
 * by it. What is given up under `danger.withoutInvariants` is no claim any more.
 * @returns the claims that could be neither proved nor disproved
 * @throws AssayFault `ASSAY_POLICY_INVARIANT` with the smallest set that breaks each, and a remedy
 */
export function provePolicy(inputs: PolicyInputs): readonly string[] {
  // Time only closes rules (a migration ends): what was proved once stays so.
  const key = [inputs.policy.version, ...inputs.offered].join(" ");
  const open = known.get(key) ?? prove(inputs);
  known.set(key, open);
  return open;
}

/** A policy is named by what it says; of one process that opens many sites each is proved once. */
const known = new Map<string, readonly string[]>();

function prove(inputs: PolicyInputs): readonly string[] {
  const { version, source } = inputs.policy;
  if (source.invariants.length === 0) return [];
  const judged = worstAccounts(inputs)
    .filter(isClaimedOf)
    .map(({ shape, everyChoice }) => subjectOf(shape, everyChoice))
    .flatMap((subject) =>
      checkInvariants(source.invariants, subject).map((result) => ({ ...result, subject })),
    );
  const broken = new Map<string, BrokenClaim>();
  for (const { invariant, decided, witnesses, subject } of judged) {
    const [smallest] = witnesses.toSorted((a, b) => a.length - b.length);
    if (smallest === undefined || !decided || broken.has(invariant)) continue;
    broken.set(invariant, brokenClaim(LANGUAGE, invariant, subject, smallest));
  }
  if (broken.size > 0) {
    const said = [...broken.values()].map(claimText);
    throw new AssayFault("ASSAY_POLICY_INVARIANT", `${version}:\n${said.join("\n")}`);
  }
  const open = judged.filter(({ decided }) => !decided).map(({ invariant }) => invariant);
  return [...new Set(open)];
}

function claimText({ invariant, happens, way, remedy }: BrokenClaim): string {
  const walked = way === "" ? "" : ` (${way})`;
  return `  ${invariant} does not hold: ${happens}${walked}. ${remedy}`;
}

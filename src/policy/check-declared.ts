import { type Finding, finding } from "./check-finding.ts";
import { type CheckedWorld, combinationsOf } from "./check-world.ts";
import { toIso } from "../base/time.ts";

/** What a policy says of itself: what it takes to be so, and what it gives up. */
export function checkDeclared(world: CheckedWorld): readonly Finding[] {
  return [...dangers(world), ...migration(world), ...assumptions(world)];
}

function dangers({ policy: { source } }: CheckedWorld): readonly Finding[] {
  const { singleFactor, operatorAlone, withoutInvariants = [] } = source.danger;
  const found: Finding[] = [];
  const path = (key: string) => ({ path: `danger.${key}` });
  if (singleFactor === true) {
    found.push(finding("warning", "danger_single_factor", path("singleFactor")));
  }
  if (operatorAlone === true) {
    found.push(finding("warning", "danger_operator_alone", path("operatorAlone")));
  }
  if (withoutInvariants.length > 0) {
    found.push(
      finding("warning", "danger_without_invariants", {
        ...path("withoutInvariants"),
        params: { invariants: withoutInvariants.join(", ") },
      }),
    );
  }
  return found;
}

/** A declared exception is printed with its end. */
function migration({ policy, now }: CheckedWorld): readonly Finding[] {
  const rules = combinationsOf(policy)
    .filter(({ combination }) => combination.conditions.migrating)
    .map(({ combination }) => combination.rule);
  if (rules.length === 0) return [];
  const about = { path: "migration.until", rules };
  const { migrationEnds } = policy;
  if (migrationEnds === null) return [finding("note", "migration_without_end", about)];
  const params = { day: toIso(migrationEnds).slice(0, 10) };
  const code = now < migrationEnds ? "migration_ends" : "migration_over";
  return [finding("note", code, { ...about, params })];
}

function assumptions({ policy: { assumptions: assumed } }: CheckedWorld): readonly Finding[] {
  const { honestClients, vaults } = assumed;
  return [
    finding("note", honestClients ? "assumes_honest_clients" : "assumes_no_honest_clients", {
      path: "assumptions.honestClients",
    }),
    finding("note", vaults ? "assumes_vaults" : "assumes_no_vaults", {
      path: "assumptions.vaults",
    }),
    finding("note", "assumes_endpoints"),
  ];
}

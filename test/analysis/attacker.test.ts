import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseAccount } from "../../src/analysis/account.ts";
import { hasWayIn } from "../../src/policy/requirement.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { type Cast, enrolCast } from "./attacker-cast.ts";
import { formulasOf, lootOf } from "./attacker-loot.ts";
import { arbitraryPerson, arbitrarySite } from "./attacker-pairs.ts";
import { attack, type Reached } from "./attacker-search.ts";
import { openSite, type Person } from "./attacker-site.ts";
import { decisive, someOf, toldBy } from "./attacker-subsets.ts";

/**
 * The bridge: somebody who plays the real flows with what some compromises give him gets exactly as
 * far as the analysis says. `npm test` plays the same pairs each time; with `ASSAY_TEST_PAIRS` so many
 * others, and with `ASSAY_TEST_SEED` those of that seed.
 */
const ASKED = process.env["ASSAY_TEST_PAIRS"];
const PAIRS = Number(ASKED ?? 200);
const OTHERS = ASKED === undefined ? 1 : Date.now() % 2 ** 31;
const SEED = Number(process.env["ASSAY_TEST_SEED"] ?? OTHERS);

interface Pair {
  readonly policy: Policy;
  readonly person: Person;
  readonly choices: readonly number[];
}

const pair: fc.Arbitrary<Pair> = fc.record({
  policy: arbitrarySite,
  person: arbitraryPerson,
  choices: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
});

const totals = { sets: 0, played: 0, control: 0, access: 0, nothing: 0 };

test(`an attacker who plays the flows gets as far as the analysis says (seed ${SEED})`, {
  timeout: 0,
}, async () => {
  const cast = await enrolCast();
  const began = performance.now();
  const outcome = await fc.check(
    fc.asyncProperty(pair, (given) => playPair(cast, given)),
    { seed: SEED, numRuns: PAIRS, unbiased: true },
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `attacker: ${outcome.numRuns} pairs, ${totals.sets} sets, ${totals.played} played, ` +
      `${totals.control} control, ${totals.access} access alone, ${totals.nothing} nothing, ` +
      `${seconds} s; ASSAY_TEST_SEED=${SEED}`,
  );
  if (outcome.failed) {
    const [found] = outcome.counterexample ?? [];
    throw new Error(`ASSAY_TEST_SEED=${SEED} ${String(outcome.errorInstance)}\n${told(found)}`);
  }
  expect(totals.control).toBeGreaterThan(PAIRS / 4);
});

async function playPair(cast: Cast, { policy, person, choices }: Pair): Promise<void> {
  const site = await openSite(cast, policy, person);
  const { input } = site;
  // Nobody has a session of an account that nobody can sign in to.
  fc.pre(hasWayIn(input, input.account));
  const analysis = analyseAccount(input);
  expect(analysis.complete).toBe(true);
  const compromises = someOf(analysis, choices);
  const formulas = formulasOf(site.tokens, person);
  const played = new Map<string, Reached>();
  for (const set of decisive(analysis, compromises)) {
    const loot = lootOf(formulas, site.tokens, person, set);
    const reached = played.get(loot.key) ?? (await attack(site, person, loot));
    if (!played.has(loot.key)) totals.played += 1;
    played.set(loot.key, reached);
    totals.sets += 1;
    const { access, control, log } = reached;
    const says = toldBy(analysis, set);
    if (access !== says.access || control !== says.control) {
      const gets = JSON.stringify({ access, control });
      throw new Error(
        `with [${set.join(", ")}] he gets ${gets} by [${log.join(", ")}]; ` +
          `the analysis says ${JSON.stringify(says)}`,
      );
    }
    if (control) totals.control += 1;
    else if (access) totals.access += 1;
    else totals.nothing += 1;
  }
}

function told(found: Pair | undefined): string {
  if (found === undefined) return "";
  const { name, actions, assumptions, groups } = found.policy.source;
  const { person } = found;
  return JSON.stringify({
    person,
    name,
    assumptions,
    ...(name === "generated" ? { actions, groups } : {}),
  });
}

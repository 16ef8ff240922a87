import fc from "fast-check";
import { expect, test } from "vitest";
import { definePolicy, preset } from "../../src/policy/presets.ts";
import { PRESET_NAMES } from "../../src/policy/presets/sources.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { enrolCast } from "./machine-cast.ts";
import type { Reply } from "./machine-choose.ts";
import { EXAMPLES, type Sequence } from "./machine-examples.ts";
import { type Move, play } from "./machine-play.ts";
import { openStage, type Stage } from "./machine-stage.ts";
import { cellOf, CELLS, OUTCOMES } from "./machine-table.ts";

/**
 * Hostile sequences against the one machine: nobody gets what he did not show enough for, and every
 * answer is one that the table lists. `npm test` plays the same sequences each time; with
 * `ASSAY_TEST_SEQUENCES` so many others, and with `ASSAY_TEST_SEED` those of that seed.
 */
const ASKED = process.env["ASSAY_TEST_SEQUENCES"];
const SEQUENCES = Number(ASKED ?? 4000);
const OTHERS = ASKED === undefined ? 1 : Date.now() % 2 ** 31;
const SEED = Number(process.env["ASSAY_TEST_SEED"] ?? OTHERS);

/** SMS beside TOTP, for those who have no passkey yet; a saved code for everybody. */
const migrating = definePolicy({
  version: 1,
  name: "migrating",
  extends: "balanced",
  actions: {
    "sign-in": {
      anyOf: [
        { allOf: [{ prove: "passkey", class: ["platform", "hardware-key"] }] },
        { allOf: [{ prove: "password" }, { prove: "totp" }], unlessEverHad: ["passkey"] },
        { allOf: [{ prove: "password" }, { prove: "sms-code" }], unlessEverHad: ["passkey"] },
        { allOf: [{ prove: "password" }, { prove: "recovery-code" }] },
      ],
    },
  },
  // The saved code is no step of its own by rights; here it is, so that one is taken at all.
  danger: { singleFactor: true },
});

const POLICIES = [...PRESET_NAMES.flatMap((name) => preset(name) ?? []), migrating];

function policyOf(index: number): Policy {
  const policy = POLICIES[index];
  if (policy === undefined) throw new TypeError("there is no such policy");
  return policy;
}

const small = fc.nat(11);
const by = fc.nat(1);
const how = fc.oneof(
  { weight: 12, arbitrary: fc.constant("right" as const) },
  { weight: 5, arbitrary: fc.constantFrom("another-account", "wrong", "malformed", "replay") },
);
const mostlyZero = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, small);
const reply: fc.Arbitrary<Reply> = fc.record({
  by,
  attempt: mostlyZero,
  from: mostlyZero,
  step: mostlyZero,
  how,
  choice: small,
});

const move: fc.Arbitrary<Move> = fc.oneof(
  weigh(4, {
    do: fc.constant("begin" as const),
    by,
    action: fc.nat(99),
    name: small,
    about: small,
    method: fc.nat(20),
  }),
  weigh(2, {
    do: fc.constant("ask" as const),
    by,
    attempt: mostlyZero,
    what: small,
    odd: fc.boolean(),
  }),
  { weight: 5, arbitrary: reply.map((one): Move => ({ do: "answer", ...one })) },
  { weight: 12, arbitrary: reply.map((one): Move => ({ do: "show", ...one })) },
  weigh(2, {
    do: fc.constant("both" as const),
    first: reply,
    second: reply,
    instead: fc.constantFrom(
      "answer" as const,
      "answer" as const,
      "cancel" as const,
      "end" as const,
    ),
  }),
  weigh(3, {
    do: fc.constantFrom("cancel" as const, "read" as const, "read" as const),
    by,
    attempt: mostlyZero,
  }),
  weigh(1, { do: fc.constant("end" as const), by, session: small }),
  weigh(1, { do: fc.constant("sign-out" as const), by }),
  weigh(2, {
    do: fc.constant("wait" as const),
    seconds: fc.constantFrom(1, 31, 31, 31, 61, 61, 301, 301, 1000, 3601, 90_000),
  }),
  weigh(1, { do: fc.constant("restart" as const) }),
);

function weigh<T extends Move>(weight: number, model: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return { weight, arbitrary: fc.record(model) as fc.Arbitrary<Move> };
}

const sequence: fc.Arbitrary<Sequence> = fc.record({
  policy: fc.nat(POLICIES.length - 1),
  loot: fc.nat(2 ** 13 - 1),
  moves: fc.array(move, { maxLength: 30, size: "max" }),
});

const LISTED = new Set(OUTCOMES);
const reached = new Set<string>();
const totals = { moves: 0, allowed: 0 };

test("whoever plays, and however, gets what was shown enough for and nothing else", {
  timeout: 0,
}, async () => {
  const cast = await enrolCast();
  const began = performance.now();
  const outcome = await fc.check(
    fc.asyncProperty(sequence, async ({ policy, loot, moves }) => {
      const stage = await openStage(cast, policyOf(policy), loot);
      for (const one of moves) await playOne(stage, one);
      totals.allowed += stage.sessions.size;
    }),
    {
      seed: SEED,
      numRuns: SEQUENCES,
      unbiased: true,
      examples: EXAMPLES.map((one): [Sequence] => [one]),
    },
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const outcomes = OUTCOMES.filter((one) => reached.has(one)).length;
  const cells = CELLS.filter(isReached).length;
  console.log(
    `machine: ${outcome.numRuns} sequences, ${totals.moves} moves, ${totals.allowed} allowed, ` +
      `${seconds} s; ${cells} of ${CELLS.length} cells and ${outcomes} of ${OUTCOMES.length} ` +
      `outcomes reached; ASSAY_TEST_SEED=${SEED}`,
  );
  if (outcome.failed) throw new Error(await retold(cast, outcome));
});

async function playOne(stage: Stage, one: Move): Promise<void> {
  totals.moves += 1;
  await play(stage, one, (state, input, came) => {
    const outcome = `${cellOf(state, input)} → ${came}`;
    if (!LISTED.has(outcome)) throw new Error(`BROKEN: ${outcome} is not in the table`);
    reached.add(outcome);
  });
}

function isReached(cell: string): boolean {
  return [...reached].some((outcome) => outcome.startsWith(`${cell} →`));
}

/** The shortest sequence that fails, told as what happened in it. */
async function retold(
  cast: Awaited<ReturnType<typeof enrolCast>>,
  { counterexample, errorInstance }: fc.RunDetails<[Sequence]>,
): Promise<string> {
  const [found] = counterexample ?? [];
  if (found === undefined) return "nothing was found";
  const stage = await openStage(cast, policyOf(found.policy), found.loot);
  try {
    for (const one of found.moves) await playOne(stage, one);
  } catch (error) {
    stage.log.push(String(error));
  }
  return [
    `ASSAY_TEST_SEED=${SEED}`,
    String(errorInstance),
    `policy ${stage.policy.name}; the thief has ${stage.held[1].map(({ kind, account }) => `${stage.accounts.get(account) ?? ""} ${kind}`).join(", ")}`,
    ...stage.log,
    JSON.stringify(found),
  ].join("\n");
}

test("every cell of the table is reached", () => {
  expect(CELLS.filter((cell) => !isReached(cell))).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { accountShape } from "../../src/analysis/account.ts";
import type { Shape } from "../../src/analysis/shape.ts";
import { situationsOf } from "../../src/analysis/situations.ts";
import { stepsOf } from "../../src/analysis/steps.ts";
import { assess } from "../../src/assurance/assess.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { suppose } from "../../src/evidence/suppose.ts";
import { decide } from "../../src/policy/decide.ts";
import { supposed } from "../../src/policy/suppositions.ts";
import { arbitraryAccount, arbitraryOffered, arbitraryPolicy } from "../policy/arbitrary-policy.ts";
import { action, ATTEMPT, EVERYTHING } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { KNOWLEDGE } from "../policy/knowledge.ts";
import { MAIL, NUMBER, OTHER_MAIL } from "./accounts.ts";

const MONTHS = 60 * 86_400;
const CHANNELS = [MAIL, NUMBER, OTHER_MAIL];

/** Long ago everything that had to be shown was, and everybody was told: whatever waits is over. */
function waited(account: Evidence["account"], channels: typeof CHANNELS): readonly Evidence[] {
  const at = plusSeconds(NOW, -MONTHS);
  return [
    suppose({ kind: "begun", account, at }),
    ...channels.map((channel) => suppose({ kind: "notified", account, at, channel })),
  ];
}

/** The same each time: how often something is allowed is counted, and counts on no chance. */
const SEED = Number(process.env["ASSAY_TEST_SEED"] ?? 1);

const signIn = action("sign-in");

const inputs = fc.record({
  policy: arbitraryPolicy.filter(({ actions }) => actions.has(signIn)),
  given: arbitraryAccount,
  can: fc.oneof(fc.constant(EVERYTHING), arbitraryOffered),
  choices: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
});

/**
 * The steps of an account, read off its requirement, are what `decide` allows: for a policy of any
 * shape, an account of any shape, and any choice of what is shown; of members of groups as well, and
 * of what the account is once something was removed of it.
 */
test(`what steps say is what decide says (seed ${SEED})`, () => {
  const allowed = { all: 0, members: 0, changed: 0 };
  const asked = (shape: Shape, knowledge: Knowledge, choices: readonly number[]) => {
    const { account, policy, offered: can } = shape;
    const clauses = stepsOf(shape, signIn);
    const some = choices.map((choice) =>
      shape.ways.filter((_, at) => ((choice >> (at % 24)) & 1) === 1),
    );
    const exactly = (clauses ?? []).flatMap(({ steps }) =>
      steps.slice(0, 4).map((step) => step.shown.map(({ way }) => way)),
    );
    let count = 0;
    for (const choice of [...some, ...exactly, exactly.flat(), shape.ways]) {
      const shown = new Set(choice);
      const evidence = [...shown].map(({ proof }) => proof.evidence);
      const told = waited(account.id, CHANNELS.slice(0, account.channels));
      const answer = decide({
        policy,
        action: signIn,
        params: {},
        attempt: ATTEMPT,
        subject: account.id,
        account,
        offered: can,
        assurance: assess([...evidence, ...told], knowledge, NOW),
        now: NOW,
      }).answer;
      const met = clauses?.every(({ steps }) =>
        steps.some((step) => step.shown.every(({ way }) => shown.has(way))),
      );
      if (answer === "allow") count += 1;
      // What is not offered here can be shown by nobody; decide is not asked to know that.
      if (can === EVERYTHING) expect(met === true).toBe(answer === "allow");
      else if (met === true) expect(answer).toBe("allow");
    }
    return count;
  };
  fc.assert(
    fc.property(inputs, ({ policy, given, can, choices }) => {
      fc.pre(given !== null && given !== undefined);
      const occasion = { action: signIn, knowledge: KNOWLEDGE, now: NOW };
      const { account, knowledge } = supposed({ account: given }, occasion);
      if (account === null) throw new TypeError("an account");
      const channels = CHANNELS.slice(0, account.channels);
      const about = { policy, knowledge, account, channels, offered: can, now: NOW };
      const [asItIs, ...changed] = situationsOf(accountShape(about)).situations;
      if (asItIs === undefined) throw new TypeError("a situation");
      const count = asked(asItIs.shape, knowledge, choices);
      allowed.all += count;
      if (account.groups.some((name) => policy.groups.get(name)?.actions.has(signIn) === true)) {
        allowed.members += count;
      }
      for (const { shape } of changed) allowed.changed += asked(shape, knowledge, choices);
    }),
    { numRuns: 400, seed: SEED },
  );
  expect(Math.min(allowed.all, allowed.members, allowed.changed)).toBeGreaterThan(10);
});

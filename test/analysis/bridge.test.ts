import fc from "fast-check";
import { expect, test } from "vitest";
import { accountShape } from "../../src/analysis/account.ts";
import { stepsOf } from "../../src/analysis/steps.ts";
import { assess } from "../../src/assurance/assess.ts";
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

/**
 * The steps of an account, read off its requirement, are what `decide` allows: for a policy of any
 * shape, an account of any shape and any choice of what is shown.
 */
test("what steps say is what decide says", () => {
  const offered = fc.oneof(fc.constant(EVERYTHING), arbitraryOffered);
  const signIn = action("sign-in");
  let allowed = 0;
  fc.assert(
    fc.property(
      arbitraryPolicy.filter(({ actions }) => actions.has(signIn)),
      arbitraryAccount,
      offered,
      fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
      (policy, given, can, choices) => {
        fc.pre(given !== null && given !== undefined);
        const about = supposed(
          { account: given },
          { action: signIn, knowledge: KNOWLEDGE, now: NOW },
        );
        const { account, knowledge } = about;
        if (account === null) throw new TypeError("an account");
        const channels = CHANNELS.slice(0, account.channels);
        const shape = accountShape({
          policy,
          knowledge,
          account,
          channels,
          offered: can,
          now: NOW,
        });
        const clauses = stepsOf(shape, signIn);
        const some = choices.map((choice) =>
          shape.ways.filter((_, at) => ((choice >> (at % 24)) & 1) === 1),
        );
        const exactly = (clauses ?? []).flatMap(({ steps }) =>
          steps.slice(0, 4).map((step) => step.shown.map(({ way }) => way)),
        );
        for (const choice of [...some, ...exactly, exactly.flat(), shape.ways]) {
          const shown = new Set(choice);
          const evidence = [...shown].map(({ proof }) => proof.evidence);
          const answer = decide({
            policy,
            action: signIn,
            params: {},
            attempt: ATTEMPT,
            subject: account.id,
            account: shape.account,
            offered: can,
            assurance: assess([...evidence, ...waited(account.id, channels)], knowledge, NOW),
            now: NOW,
          }).answer;
          const met = clauses?.every(({ steps }) =>
            steps.some((step) => step.shown.every(({ way }) => shown.has(way))),
          );
          if (answer === "allow") allowed += 1;
          // What is not offered here can be shown by nobody; decide is not asked to know that.
          if (can === EVERYTHING) expect(met === true).toBe(answer === "allow");
          else if (met === true) expect(answer).toBe("allow");
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(allowed).toBeGreaterThan(20);
});

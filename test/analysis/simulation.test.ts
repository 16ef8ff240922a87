import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AccountInput, accountShape } from "../../src/analysis/account.ts";
import { analyse } from "../../src/analysis/analyse.ts";
import { Recent } from "../../src/analysis/recent.ts";
import { shapeKey } from "../../src/analysis/shape-key.ts";
import { Simulating, type Simulation } from "../../src/analysis/simulation.ts";
import { standingOf } from "../../src/analysis/standing.ts";
import { type Changes, type Tally, Tallying } from "../../src/analysis/tally.ts";
import { assess } from "../../src/assurance/assess.ts";
import { suppose } from "../../src/evidence/suppose.ts";
import { decide } from "../../src/policy/decide.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { EVERYTHING, ATTEMPT, presetNamed } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { accountWith, MAIL, OTHER_MAIL } from "./accounts.ts";
import { account, GROUPED, neighbours, POLICIES } from "./arbitrary-account.ts";

const policies = fc.tuple(fc.constantFrom(...POLICIES), fc.constantFrom(...POLICIES));
const population = fc.array(account, { minLength: 1, maxLength: 8 });

function simulate(
  accounts: readonly AccountInput[],
  [before, after]: readonly [Policy, Policy],
  mostShapes?: number,
): Simulation {
  const simulating = new Simulating(before, after, mostShapes);
  for (const one of accounts) simulating.take({ ...one, policy: before });
  return simulating.result();
}

/** The same, each account by itself. */
function anew(
  accounts: readonly AccountInput[],
  [before, after]: readonly [Policy, Policy],
): Tally {
  const tally = new Tallying();
  for (const one of accounts) {
    tally.add({
      before: standingOf({ ...one, policy: before }),
      after: standingOf({ ...one, policy: after }),
    });
  }
  return tally;
}

describe("a simulation", () => {
  test("takes none for another: accounts of one shape stand alike under every policy", () => {
    const named = new Set(GROUPED.groups.keys());
    fc.assert(
      fc.property(neighbours, fc.constantFrom(...POLICIES), ([first, ...others], policy) => {
        if (first === undefined) throw new TypeError("an account");
        const said = (one: AccountInput) => JSON.stringify([one.account, one.channels]);
        const alike = others
          .filter((one) => said(one) !== said(first))
          .filter((one) => shapeKey(one, named) === shapeKey(first, named));
        const expected = standingOf({ ...first, policy });
        for (const one of alike) expect(standingOf({ ...one, policy })).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test("counts what working out each account by itself counts, however many shapes it remembers", () => {
    fc.assert(
      fc.property(population, policies, fc.constantFrom(1, 3, 1000), (accounts, both, most) => {
        const twice = [...accounts, ...accounts.toReversed()];
        expect({ ...simulate(twice, both, most).all }).toEqual({ ...anew(twice, both) });
      }),
      { numRuns: 12 },
    );
  });

  test("adds up: its kinds and groups, and what changes, are of the accounts there are", () => {
    fc.assert(
      fc.property(population, policies, (accounts, both) => {
        const { all, groups, kinds, otherGroups, shapes } = simulate(accounts, both);
        expect(all.accounts).toBe(accounts.length);
        expect(shapes).toBeLessThanOrEqual(accounts.length);
        expect(otherGroups).toBe(0);
        for (const tally of [all, ...groups.values(), ...kinds.values()]) {
          for (const side of [tally.before, tally.after]) {
            expect(side.oneStep + side.moreSteps + side.refused).toBe(tally.accounts);
            expect(side.noWayIn).toBeLessThanOrEqual(side.refused);
            expect(side.oneRemote).toBeLessThanOrEqual(tally.accounts);
          }
          const { before, after, changes, changed } = tally;
          expect(after.refused - before.refused).toBe(changes.refused - changes.admitted);
          expect(after.noWayIn - before.noWayIn).toBe(changes.lostWayIn - changes.gainedWayIn);
          expect(after.oneRemote - before.oneRemote).toBe(
            changes.newlyOneRemote - changes.noLongerOneRemote,
          );
          expect(changed).toBeLessThanOrEqual(tally.accounts);
          expect(tally.accounts).toBeLessThanOrEqual(all.accounts);
        }
        const members = (name: string) =>
          accounts.filter((one) => one.account.groups.includes(name));
        for (const [name, tally] of groups) expect(tally.accounts).toBe(members(name).length);
        const most = Math.max(...[...kinds.values()].map((tally) => tally.accounts));
        expect(most).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  test("of the same policy twice changes nothing", () => {
    fc.assert(
      fc.property(population, fc.constantFrom(...POLICIES), (accounts, policy) => {
        const { all } = simulate(accounts, [policy, policy]);
        expect(all.changed).toBe(0);
        expect(all.before).toEqual(all.after);
      }),
      { numRuns: 15 },
    );
  });

  test("the other way round is the same with its signs turned", () => {
    const turned: Readonly<Record<keyof Changes, keyof Changes>> = {
      anotherStep: "fewerSteps",
      fewerSteps: "anotherStep",
      refused: "admitted",
      admitted: "refused",
      lostWayIn: "gainedWayIn",
      gainedWayIn: "lostWayIn",
      newlyOneRemote: "noLongerOneRemote",
      noLongerOneRemote: "newlyOneRemote",
    };
    fc.assert(
      fc.property(population, policies, (accounts, [before, after]) => {
        const there = anew(accounts, [before, after]);
        const back = anew(accounts, [after, before]);
        for (const [change, opposite] of Object.entries(turned)) {
          expect(back.changes[opposite]).toBe(there.changes[change as keyof Changes]);
        }
        expect([back.before, back.after]).toEqual([there.after, there.before]);
        expect(back.changed).toBe(there.changed);
      }),
      { numRuns: 10 },
    );
  });

  test("works out a shape once, whatever its accounts and what they have are called", () => {
    const [one, other] = ["a", "b"].map((name) =>
      accountWith({
        has: [
          { method: "passkey", id: `${name}-first`, keeper: "platform", synced: true },
          { method: "passkey", id: `${name}-second`, keeper: "hardware-key" },
        ],
        channels: [{ ...MAIL, address: `${name}@example.org` }],
      }),
    );
    if (one === undefined || other === undefined) throw new TypeError("two accounts");
    const [first, second] = other.account.credentials;
    if (first === undefined || second === undefined) throw new TypeError("two passkeys");
    const turned = { ...other, account: { ...other.account, credentials: [second, first] } };
    const both = [presetNamed("balanced"), presetNamed("strict")] as const;
    expect(simulate([one, turned], both).shapes).toBe(1);
    const inGroup = { ...one, account: { ...one.account, groups: ["finance"] } };
    expect(simulate([one, inGroup], both).shapes).toBe(1);
    expect(simulate([one, inGroup], [presetNamed("balanced"), GROUPED]).shapes).toBe(2);
  });

  test("names no more groups than it can keep", () => {
    const one = accountWith({ has: [{ method: "password" }] });
    const many = Array.from({ length: 205 }, (_, index) => ({
      ...one,
      account: { ...one.account, groups: [`group-${index}`, "finance"] },
    }));
    const { groups, otherGroups } = simulate(many, [presetNamed("balanced"), GROUPED]);
    expect(groups.get("finance")?.accounts).toBe(205);
    expect(groups.size).toBe(200);
    expect(otherGroups).toBe(6);
  });
});

describe("a shape", () => {
  const named = new Set<string>();

  test("is another one where a mailbox resets the password that is told as well", () => {
    const [told, other] = [MAIL, OTHER_MAIL].map(({ address }) =>
      accountWith({ has: [{ method: "password", resetBy: [address] }], channels: [MAIL] }),
    );
    if (told === undefined || other === undefined) throw new TypeError("two accounts");
    expect(shapeKey(told, named)).not.toBe(shapeKey(other, named));
    const renamed = accountWith({
      has: [{ method: "password", resetBy: [OTHER_MAIL.address] }],
      channels: [OTHER_MAIL],
    });
    expect(shapeKey(renamed, named)).toBe(shapeKey(told, named));
  });

  test("is forgotten where more came since than are remembered, and no other one", () => {
    const made: string[] = [];
    const recent = new Recent<string>(2);
    const ask = (key: string) =>
      recent.get(key, () => {
        made.push(key);
        return key;
      });
    for (const key of ["a", "b", "a", "c", "a", "b"]) expect(ask(key)).toBe(key);
    expect(made).toEqual(["a", "b", "c", "b"]);
  });
});

describe("how an account stands", () => {
  test("is what the families say of it", () => {
    fc.assert(
      fc.property(account, fc.constantFrom(...POLICIES), (one, policy) => {
        const input = { ...one, policy };
        const { oneRemote, wayIn } = standingOf(input);
        const { profile, lockout, complete } = analyse(accountShape(input));
        fc.pre(complete);
        expect(oneRemote).toBe((profile.control.remote ?? 2) <= 1);
        // Of what cannot be got into, nothing has to be lost.
        expect(wayIn).toBe(!lockout.some((set) => set.length === 0));
      }),
      { numRuns: 40 },
    );
  });

  test("by one step is what decide allows on one thing that is shown, and on nothing less", () => {
    fc.assert(
      fc.property(account, fc.constantFrom(...POLICIES), (one, policy) => {
        const { steps } = standingOf({ ...one, policy });
        const ways = accountShape({ ...one, policy }).ways;
        const evidence = ways.map(({ proof }) => suppose(proof.evidence));
        const shown = (pieces: typeof evidence) =>
          decide({
            policy,
            action: "sign-in",
            params: {},
            attempt: ATTEMPT,
            subject: one.account.id,
            account: { ...one.account, channels: one.channels.length },
            assurance: assess(pieces, one.knowledge, NOW),
            offered: EVERYTHING,
            now: NOW,
          }).answer;
        const goesOn = (pieces: typeof evidence) => ["allow", "wait"].includes(shown(pieces));
        expect(goesOn(evidence)).toBe(steps !== null);
        expect(evidence.some((piece) => goesOn([piece]))).toBe(steps === 1);
      }),
      { numRuns: 60 },
    );
  });
});

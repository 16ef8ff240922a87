import { action as named } from "./ask.ts";
import { describe, expect, test } from "vitest";
import { decide } from "../../src/policy/decide.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import { questionAbout, supposed } from "../../src/policy/suppositions.ts";
import { EVERYTHING } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE } from "./knowledge.ts";
import { small, changed, diff, rulesOf } from "./diff-world.ts";

describe("what is listed", () => {
  const after = changed((source) => {
    const rule = { allOf: [{ prove: "totp" as const }] };
    source.actions = {
      ...source.actions,
      "remove:passkey": { anyOf: [rule] },
      "lift:passkey": { anyOf: [rule] },
      "rename:passkey": { anyOf: [rule] },
    };
    source.session = { idleSeconds: 60, absoluteSeconds: 86_400 };
    source.groups = { admins: { session: { idleSeconds: 60, absoluteSeconds: 60 } } };
    source.invariants = ["notice-independent"];
  });

  test("is true: asked alone, each gets these answers", () => {
    const { changes } = diff(small, after);
    expect(changes.length).toBeGreaterThan(0);
    for (const { actions, accounts, evidence, before, after: now } of changes) {
      if (!accounts.includes("two-kinds")) continue;
      for (const [policy, answer] of [
        [small, before],
        [after, now],
      ] as const) {
        const action = named(actions[0] ?? "");
        const account = {
          has: [
            { method: "passkey" as const, id: "kept-one", keeper: "platform" as const },
            { method: "passkey" as const, id: "kept-other", keeper: "hardware-key" as const },
            { method: "totp" as const, keptIn: "own-app" as const },
          ],
        };
        const [set = []] = evidence;
        const given = { account, evidence: [...set], params: { credential: "kept-one" } };
        const about = supposed(given, { action, knowledge: KNOWLEDGE, now: NOW });
        const asked = questionAbout(about, { policy, action, offered: EVERYTHING });
        expect(decide(asked).answer).toBe(answer.answer);
      }
    }
  });

  test("is the least that shows it, and brings together what is alike", () => {
    const { changes } = diff(small, after);
    for (const { evidence } of changes) {
      const sets = evidence.map((set) => new Set(set.map((piece) => JSON.stringify(piece))));
      for (const one of sets) {
        const more = sets.filter(
          (other) => other.size > one.size && [...one].every((piece) => other.has(piece)),
        );
        expect(more).toEqual([]);
      }
    }
    expect(changes.map(({ actions }) => actions.join())).toContain("lift:passkey");
    const groups = changes.map(({ actions, before, after: now, accounts }) =>
      JSON.stringify([actions, before, now, accounts]),
    );
    expect(new Set(groups).size).toBe(groups.length);
  });

  test("is the same every time", () => {
    expect(diff(small, after)).toEqual(diff(small, after));
  });

  test("has what is said beside the rules, by its path", () => {
    expect(diff(small, after).settings).toEqual([
      { path: "groups.admins.session.absoluteSeconds", before: undefined, after: 60 },
      { path: "groups.admins.session.idleSeconds", before: undefined, after: 60 },
      { path: "invariants", before: [], after: ["notice-independent"] },
      { path: "session.idleSeconds", before: 3600, after: 60 },
    ]);
  });
});

test("what is not offered changes nothing", () => {
  const byLink = changed((source) => {
    rulesOf(source, "sign-in").push({
      allOf: [{ prove: "passkey", class: "any" }, { prove: "password" }],
    });
  });
  const here: Offered = new Set(["prove:passkey", "prove:totp"]);
  const open = diff(small, byLink, here).changes.filter(({ before }) => before.answer === "refuse");
  expect(open.flatMap(({ after }) => after.answer)).not.toContain("need");
});

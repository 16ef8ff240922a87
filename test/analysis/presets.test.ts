import { describe, expect, test } from "vitest";
import { checkInvariants, subjectOf } from "../../src/analysis/invariants.ts";
import { policyFamilies } from "../../src/analysis/policy-families.ts";
import { profileOf } from "../../src/analysis/profile.ts";
import { OFFERED } from "../../src/flows/deps.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import type { Offered } from "../../src/policy/reachable.ts";
import { EVERYTHING, presetNamed } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { family } from "./scenarios.ts";

const GOLDEN = new URL("preset-families.txt", import.meta.url);

const PRESETS = ["balanced", "strict", "regulated"];

function familiesBy(offered: Offered) {
  const families = PRESETS.map((name) => {
    const found = policyFamilies({ policy: presetNamed(name), offered, now: NOW });
    return [name, found] as const;
  });
  return new Map(families);
}

/** As the product stands, and with the approvals and the proofing that nobody can make yet. */
const standing = familiesBy(OFFERED);
const families = familiesBy(EVERYTHING);

function familiesOf(name: string) {
  return families.get(name) ?? [];
}

/** What breaks the worst account of each preset, one set a line. */
function golden(): string {
  return PRESETS.flatMap((name) =>
    (standing.get(name) ?? []).flatMap(({ never, analysis }, index) => {
      const known = family(analysis.control);
      const more = family(familiesOf(name)[index]?.analysis.control ?? []);
      const later = more.filter((set) => !known.includes(set));
      return [
        `# ${name}${never.length === 0 ? "" : `, accounts that never had: ${never.join(", ")}`}`,
        ...known,
        "",
        ...(later.length === 0 ? [] : [`# ${name}, once others vouch for people as well`]),
        ...(later.length === 0 ? [] : [...later, ""]),
      ];
    }),
  ).join("\n");
}

test("what breaks the worst account of each preset is as it was read line by line", async () => {
  await expect(golden()).toMatchFileSnapshot(GOLDEN.pathname);
});

describe("what the presets claim", () => {
  function broken(name: string, never: readonly string[] = []) {
    const found = familiesOf(name).find((one) => one.never.join() === never.join());
    if (found === undefined) throw new TypeError(never.join());
    return checkInvariants(presetNamed(name).source.invariants, found)
      .filter(({ holds }) => !holds)
      .map(({ invariant, witnesses }) => [invariant, ...family(witnesses)]);
  }

  test("holds of every account that balanced admits with a passkey", () => {
    expect(broken("balanced")).toEqual([]);
  });

  test("does not hold of accounts from before, to which it makes an exception", () => {
    expect(broken("balanced", ["passkey"])).toEqual([
      ["no-single-remote-takeover", "phishes-live"],
    ]);
  });

  test("holds of strict", () => {
    expect(broken("strict")).toEqual([]);
  });

  test("holds of regulated, which does not claim that recovery is no weaker", () => {
    expect(broken("regulated")).toEqual([]);
    const [richest] = familiesOf("regulated");
    if (richest === undefined) throw new TypeError("a family");
    // One theft against two: by number it is less, of what has to be taken.
    expect(checkInvariants(["recovery-not-weaker"], richest)).toEqual([
      {
        invariant: "recovery-not-weaker",
        holds: false,
        decided: true,
        witnesses: [["defeats-proofing"]],
      },
    ]);
  });

  test("is decided the same by chaining forward and by the families", () => {
    for (const one of [...families.values(), ...standing.values()].flat()) {
      const { invariants } = one.shape.policy.source;
      const lazily = checkInvariants(invariants, subjectOf(one.shape));
      expect(lazily).toEqual(checkInvariants(invariants, one));
      const single = one.analysis.control.some((set) => {
        const { remote } = profileOf([set]);
        return remote !== null && remote <= 1;
      });
      expect(lazily.find(({ invariant }) => invariant === "no-single-remote-takeover")?.holds).toBe(
        !single,
      );
    }
  });
});

describe("an analysis that was cut off", () => {
  test("decides what needs no families, and leaves open what does", () => {
    const [richest] = familiesOf("strict");
    if (richest === undefined) throw new TypeError("a family");
    const { shape, analysis } = richest;
    const results = checkInvariants(["no-single-remote-takeover", "recovery-not-weaker"], {
      shape,
      analysis: { ...analysis, complete: false },
    });
    expect(results.map(({ holds, decided }) => [holds, decided])).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});

describe("a class that only the rarest of passkeys are in", () => {
  test("is in the worst account as well: nothing is proved of nobody", () => {
    const rare = definePolicy({
      version: 1,
      name: "rare",
      extends: "regulated",
      passkeyClasses: {
        certified: {
          userVerification: "attested",
          attested: true,
          certified: { fips: 4 },
        },
      },
    });
    const [richest] = policyFamilies({ policy: rare, offered: EVERYTHING, now: NOW });
    // One that its platform syncs is in no class of regulated's own, and is in this one.
    expect(family(richest?.analysis.control ?? [])).toEqual(
      expect.arrayContaining(["enters-provider + knows-escrow", "near(phone) + phishes-live"]),
    );
  });
});

describe("an invariant that fails names what breaks it", () => {
  const seed = definePolicy({
    version: 1,
    name: "seed",
    extends: "balanced",
    actions: {
      recover: {
        anyOf: [
          {
            allOf: [
              { prove: "password" },
              { prove: "email-code" },
              { enrol: "passkey", class: "any" },
            ],
            delaySeconds: 3600,
            notices: 1,
          },
        ],
      },
    },
  });

  test("password and mail as the way back", () => {
    const [richest] = policyFamilies({ policy: seed, offered: EVERYTHING, now: NOW });
    if (richest === undefined) throw new TypeError("a family");
    const results = checkInvariants(
      [
        "no-single-remote-takeover",
        "no-single-remote-takeover-without-delays",
        "phishing-resistant-on-every-path",
        "recovery-not-weaker",
        "notice-independent",
      ],
      richest,
    );
    const witnesses = new Map(results.map((one) => [one.invariant, family(one.witnesses)]));
    expect(witnesses.get("no-single-remote-takeover")).toEqual([]);
    expect(witnesses.get("no-single-remote-takeover-without-delays")).toEqual([
      "phishes-live + user-unresponsive",
    ]);
    expect(witnesses.get("phishing-resistant-on-every-path")).toEqual([
      "phishes-live + user-unresponsive",
    ]);
    expect(witnesses.get("recovery-not-weaker")).not.toEqual([]);
    expect(witnesses.get("notice-independent")).toEqual([]);
  });

  test("an action that a session alone carries out", () => {
    const open = definePolicy({
      version: 1,
      name: "open",
      extends: "balanced",
      actions: {
        "enrol:passkey": {
          anyOf: [
            {
              allOf: [
                { prove: "passkey", class: ["platform"] },
                { enrol: "passkey", class: "any" },
              ],
            },
          ],
        },
      },
    });
    const [richest] = policyFamilies({ policy: open, offered: EVERYTHING, now: NOW });
    if (richest === undefined) throw new TypeError("a family");
    const [result] = checkInvariants(["session-theft-gives-no-control"], richest);
    expect(result).toEqual({
      invariant: "session-theft-gives-no-control",
      holds: false,
      decided: true,
      witnesses: [["steals-session"], ["infostealer(laptop)"]],
    });
  });
});

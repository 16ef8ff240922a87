import { describe, expect, test } from "vitest";
import { checkInvariants } from "../../src/analysis/invariants.ts";
import { policyFamilies } from "../../src/analysis/policy-families.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { EVERYTHING, presetNamed } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { family } from "./scenarios.ts";

const GOLDEN = new URL("preset-families.txt", import.meta.url);

const families = new Map(
  ["balanced", "strict", "regulated"].map((name) => [
    name,
    policyFamilies({ policy: presetNamed(name), offered: EVERYTHING, now: NOW }),
  ]),
);

function familiesOf(name: string) {
  return families.get(name) ?? [];
}

/** What breaks the worst account of each preset, one set a line. */
function golden(): string {
  return ["balanced", "strict", "regulated"]
    .flatMap((name) =>
      familiesOf(name).flatMap(({ never, analysis }) => [
        `# ${name}${never.length === 0 ? "" : `, accounts that never had: ${never.join(", ")}`}`,
        ...family(analysis.control),
        "",
      ]),
    )
    .join("\n");
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

  test("holds of regulated but where proofing is less than a key and its PIN", () => {
    expect(broken("regulated")).toEqual([["recovery-not-weaker", "defeats-proofing"]]);
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
      witnesses: [["steals-session"], ["infostealer(laptop)"]],
    });
  });
});

import { describe, expect, test } from "vitest";
import type { PasskeyGrade } from "../../src/assurance/assurance.ts";
import { plusSeconds } from "../../src/base/time.ts";
import {
  ASKED_IN_ORDER,
  nearestShortfall,
  shortfallsOf,
} from "../../src/policy/explain-shortfalls.ts";
import type { PasskeyClass, Term } from "../../src/policy/policy.ts";
import { weigh } from "../../src/policy/weigh.ts";
import { used } from "../assurance/graded.ts";
import { grade } from "../../src/assurance/assess.ts";
import { presetNamed } from "./ask.ts";
import { NOW } from "./evidence.ts";
import { KNOWLEDGE, withMetadata } from "./knowledge.ts";
import { external, password } from "./others.ts";

const balanced = presetNamed("balanced");
const MDS = withMetadata();
const FIPS = weigh(balanced, used("FIPS key", {}, MDS));

const LEAST: PasskeyClass = {
  name: "own",
  userVerification: "none",
  keepers: ["platform", "hardware-key", "vault", "unknown"],
  vaultSecondStep: false,
  attested: false,
  deviceBound: false,
  certified: null,
};
const own = (more: Partial<PasskeyClass>): PasskeyClass => ({ ...LEAST, ...more });

const TERM: Term = {
  ceremony: "prove",
  method: "passkey",
  classes: [LEAST],
  assertion: null,
  maxAgeSeconds: null,
};

function lacking(passkey: PasskeyGrade, asked: Partial<PasskeyClass>) {
  return shortfallsOf(weigh(balanced, passkey), { ...TERM, classes: [own(asked)] }, balanced, NOW);
}

describe("what a passkey lacks is said with what is asked and what is so", () => {
  const noUv = used("platform", { userVerified: false });
  test.each<[PasskeyGrade, Partial<PasskeyClass>, unknown, unknown]>([
    [noUv, { userVerification: "claimed" }, "claimed", "none"],
    [used("vault"), { keepers: ["platform"] }, ["platform"], "vault"],
    [used("vault"), { vaultSecondStep: true }, true, false],
    [used("platform"), { attested: true }, true, false],
    [used("platform"), { deviceBound: true }, true, false],
    [used("platform"), { certified: { fips: 2, fido: null } }, ["FIPS 140 level 2"], []],
    [used("platform"), { certified: { fips: null, fido: "L2" } }, ["FIDO L2"], []],
  ])("%#: %j", (passkey, asked, wanted, is) => {
    const [lacks] = Object.keys(asked);
    expect(lacking(passkey, asked)).toEqual([
      { code: "not-in-class", class: "own", lacks, asked: wanted, is },
    ]);
  });

  test("the certificates of its model, each that there is", () => {
    const asked = { certified: { fips: 4, fido: "L3" } } as const;
    expect(lacking(used("FIPS key", {}, MDS), asked)).toMatchObject([
      { asked: ["FIPS 140 level 4", "FIDO L3"], is: ["FIPS 140 level 1", "FIDO L1"] },
    ]);
    expect(lacking(used("FIDO L2 key", {}, MDS), asked)).toMatchObject([{ is: ["FIDO L2"] }]);
  });

  test("nothing, where one class takes it", () => {
    const classes = [own({ keepers: ["vault"] }), LEAST];
    expect(shortfallsOf(FIPS, { ...TERM, classes }, balanced, NOW)).toEqual([]);
    const others = [own({ keepers: ["vault"] }), own({ keepers: ["unknown"], name: "other" })];
    const both = shortfallsOf(FIPS, { ...TERM, classes: others }, balanced, NOW);
    expect(both).toMatchObject([{ class: "own" }, { class: "other" }]);
  });

  test("its age, of a keeper that nobody knows too", () => {
    const old = weigh(balanced, used("unlisted AAGUID"));
    const term = { ...TERM, maxAgeSeconds: 60 };
    expect(shortfallsOf(old, term, balanced, plusSeconds(NOW, 60))).toEqual([]);
    expect(shortfallsOf(old, term, balanced, plusSeconds(NOW, 61))).toEqual([
      { code: "too-old", ageSeconds: 61, maxAgeSeconds: 60 },
    ]);
  });
});

describe("what another proof lacks", () => {
  const weighed = (piece: Parameters<typeof grade>[0]) =>
    weigh(balanced, grade(piece, KNOWLEDGE, NOW));
  const approved: Term = { ...TERM, method: "external", classes: [], assertion: "approval" };

  test("is what it asserts, and its age", () => {
    const link = weighed(external("enrolment-link"));
    const other = { code: "other-assertion", asked: "approval", is: "enrolment-link" };
    expect(shortfallsOf(link, approved, balanced, NOW)).toEqual([other]);
    const late = plusSeconds(NOW, 61);
    expect(shortfallsOf(link, { ...approved, maxAgeSeconds: 60 }, balanced, late)).toEqual([
      other,
      { code: "too-old", ageSeconds: 61, maxAgeSeconds: 60 },
    ]);
  });

  test("is an assertion, where one is asked for or none", () => {
    expect(shortfallsOf(weighed(password()), approved, balanced, NOW)).toMatchObject([
      { asked: "approval", is: "none" },
    ]);
    const unasked = { ...approved, assertion: null };
    expect(shortfallsOf(weighed(external("approval")), unasked, balanced, NOW)).toMatchObject([
      { asked: "none", is: "approval" },
    ]);
  });
});

describe("of several classes, the one that a passkey comes nearest", () => {
  const vault = weigh(balanced, used("vault"));
  const later = own({ name: "later", attested: true });
  const sooner = own({ name: "sooner", keepers: ["platform"] });

  test("is the one of which it lacks what is asked last", () => {
    expect(nearestShortfall(vault, [sooner, later], balanced)).toMatchObject({ class: "later" });
    expect(nearestShortfall(vault, [later, sooner], balanced)).toMatchObject({ class: "later" });
    expect(ASKED_IN_ORDER).toEqual(Object.keys(LEAST).filter((key) => key !== "name"));
  });

  test("is none that takes it", () => {
    expect(nearestShortfall(vault, [LEAST, sooner], balanced)).toMatchObject({ class: "sooner" });
    expect(nearestShortfall(vault, [LEAST], balanced)).toBeNull();
    expect(nearestShortfall(vault, [], balanced)).toBeNull();
  });

  test("is none at all where the passkey is refused", () => {
    const { proof } = FIPS;
    if (proof.method !== "passkey") throw new TypeError("a passkey");
    const model = { ...proof.model, adverse: new Set(["revoked"] as const) };
    const revoked = weigh(balanced, { ...proof, model });
    expect(nearestShortfall(revoked, [sooner], balanced)).toEqual({
      code: "refused",
      by: ["revoked"],
    });
  });
});

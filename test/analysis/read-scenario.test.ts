import { describe, expect, test } from "vitest";
import { readScenario } from "../../src/analysis/scenario-schema.ts";
import { NAMES } from "./arbitrary-scenario.ts";
import { ORACLE, worked } from "./scenarios.ts";

const { id: _id, title: _title, expected: _expected, ...GOOD } = worked("PK_SYNC_REC_DELAYED");

function problems(value: unknown) {
  const read = readScenario(value);
  return read.ok ? [] : read.problems.map(({ path }) => path);
}

function inWorld(change: object) {
  return { ...GOOD, world: { ...GOOD.world, ...change } };
}

describe("what is read", () => {
  test("is every scenario of the oracle, with what it says beside", () => {
    for (const one of ORACLE.scenarios) expect(problems(one)).toEqual([]);
  });

  test("is every authenticator, every channel and every world", () => {
    for (const name of NAMES) expect(problems({ ...GOOD, signIn: [[name]] })).toEqual([]);
    const notify = ["email", "sms", "app:phone", "app:laptop"];
    expect(problems({ ...GOOD, enrolDelay: { notify } })).toEqual([]);
    expect(problems({ ...GOOD, recovery: [{ factors: ["password"], notify }] })).toEqual([]);
    for (const set of [[], ["phone"], ["laptop"]]) {
      expect(problems(inWorld({ inboxOn: set, syncCircle: set }))).toEqual([]);
    }
    expect(problems(inWorld({ signInDevices: ["laptop"], sessions: "bound" }))).toEqual([]);
    expect(problems(inWorld({ vault2fa: true, seedAtRest: "plain" }))).toEqual([]);
  });
});

describe("what is not read is named by its field", () => {
  test.each([
    ["nothing", null, "(the file)"],
    ["a list", [GOOD], "(the file)"],
    ["no world", { ...GOOD, world: undefined }, "world"],
    ["no device", inWorld({ devices: [] }), "world.devices"],
    ["nowhere to sign in", inWorld({ signInDevices: [] }), "world.signInDevices"],
    ["an unknown device", inWorld({ inboxOn: ["tablet"] }), "world.inboxOn[0]"],
    ["a word for yes", inWorld({ resetByEmail: "yes" }), "world.resetByEmail"],
    ["another seed", inWorld({ seedAtRest: "hashed" }), "world.seedAtRest"],
    ["another session", inWorld({ sessions: "token" }), "world.sessions"],
    ["a member that is none", inWorld({ colour: "red" }), "world.colour"],
    ["no way in", { ...GOOD, signIn: [] }, "signIn"],
    ["an empty way in", { ...GOOD, signIn: [["pk:sync"], []] }, "signIn[1]"],
    ["an unknown way in", { ...GOOD, signIn: [["pk:sync", "iris"]] }, "signIn[0][1]"],
    ["a key of nobody", { ...GOOD, signIn: [["pk:key-pin:K"]] }, "signIn[0][0]"],
    ["an inherited name", { ...GOOD, signIn: [["constructor"]] }, "signIn[0][0]"],
    ["one twice", { ...GOOD, signIn: [["password", "password"]] }, "signIn[0]"],
    ["no list of recoveries", { ...GOOD, recovery: null }, "recovery"],
    ["a bare recovery", { ...GOOD, recovery: [["password"]] }, "recovery[0]"],
    ["a recovery by nothing", { ...GOOD, recovery: [{}] }, "recovery[0].factors"],
    [
      "an unknown channel",
      { ...GOOD, recovery: [{ factors: ["password"], delayed: true, notify: ["fax"] }] },
      "recovery[0].notify[0]",
    ],
    ["another step-up", { ...GOOD, stepUpForEnrolment: "none" }, "stepUpForEnrolment"],
    ["a number for a delay", { ...GOOD, enrolDelay: 24 }, "enrolDelay"],
    ["a word for no", { ...GOOD, preRegistration: "no" }, "preRegistration"],
  ])("%s", (_, value, path) => {
    expect(problems(value)).toContain(path);
  });

  test("what lives on a device that there is not", () => {
    const phone = ["phone"];
    const alone = { devices: phone, signInDevices: phone, inboxOn: phone, syncCircle: phone };
    expect(problems({ ...inWorld(alone), signIn: [["pk:bound-laptop"]] })).toEqual([
      "signIn[0][0]",
      "recovery[0].notify",
    ]);
    expect(problems(inWorld({ devices: phone }))).toEqual([
      "world.signInDevices",
      "world.inboxOn",
      "world.syncCircle",
      "recovery[0].notify",
    ]);
  });
});

test("a title is one line, and nothing hangs on it", () => {
  const titled = readScenario({ ...GOOD, title: " two\nlines\u0007" });
  expect(titled).toMatchObject({ ok: true, scenario: { title: "two lines" } });
  expect(readScenario({ ...GOOD, title: 7, id: 7 })).toMatchObject({ ok: true });
});

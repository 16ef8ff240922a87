import type { Scenario } from "./scenario-schema.ts";

/**
 * What most applications have today: a password that a mail resets, a code from an app whose seeds
 * lie in the database as they are, and saved codes as the way back. Everything is printed beside
 * it.
 */
export const BASELINE: Scenario = {
  title: "Password and code from an app; saved codes as the way back",
  world: {
    devices: ["phone", "laptop"],
    signInDevices: ["phone", "laptop"],
    inboxOn: ["phone", "laptop"],
    syncCircle: ["phone", "laptop"],
    resetByEmail: true,
    seedAtRest: "plain",
    sessions: "cookie",
    vault2fa: false,
  },
  signIn: [["password", "totp:app"]],
  recovery: [{ factors: ["password", "recovery-code"] }],
  stepUpForEnrolment: "a fresh sign-in by any listed path",
  enrolDelay: null,
  preRegistration: false,
};

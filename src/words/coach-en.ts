import type { Entry } from "./catalogue.ts";

/** Leaving passwords behind, one step at a time; each step says what it changes on its own page. */
export const coachEn = {
  "coach.title": "Leaving passwords behind",
  "coach.offer":
    "One passkey can do what your password and your codes do together, and no fake website can take it from you. What you have now goes on working.",
  "coach.wait":
    "Your passkey is new. Use it for a day or two: once it has signed you in on another day, you can let go of what you no longer need.",
  "coach.go":
    "Your passkey has proved itself. You no longer need {what}. The next page says what signing in becomes, before anything changes.",
  "coach.go.do": "Look at removing {what}",
} as const satisfies Readonly<Record<string, Entry>>;

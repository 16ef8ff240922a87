import { preset } from "../../src/policy/presets.ts";
import type { Reply } from "./machine-choose.ts";
import type { Move } from "./machine-play.ts";

/** Sequences that chance seldom finds; they are played first, under the default policy. */

export interface Sequence {
  readonly policy: number;
  readonly loot: number;
  readonly moves: Move[];
}

const [OWNER, THIEF] = [0, 1];
const [NOBODY, BEN] = [0, 2];
/** The favoured actions follow all others: to enrol a passkey first, then to change a password. */
const ALL = preset("balanced")?.actions.size ?? 0;
const [ENROL_PASSKEY, CHANGE_PASSWORD] = [ALL, ALL + 5];

function reply(by: number, choice: number): Reply {
  return { by, attempt: 0, from: 0, step: 0, how: "right", choice };
}

function show(by: number, choice = 0): Move {
  return { do: "show", ...reply(by, choice) };
}

function begin(by: number, action: number): Move {
  // Twice its place and one: in a session a multiple of six would be a sign-in.
  const odd = action * 2 + 1;
  return { do: "begin", by, action: odd, name: 0, about: 0, method: 1 };
}

const later: Move = { do: "wait", seconds: 31 };
const benSignsIn: readonly Move[] = [show(OWNER, BEN), show(OWNER), show(OWNER)];

export const EXAMPLES: readonly Sequence[] = [
  // A passkey that was bound with a password and a one-time password counts in full a day later.
  {
    policy: 0,
    loot: 0,
    moves: [
      ...benSignsIn,
      begin(OWNER, ENROL_PASSKEY),
      show(OWNER),
      { do: "sign-out", by: OWNER },
      show(OWNER, NOBODY),
      show(OWNER, 2),
    ],
  },
  // A thief showed the password; its owner changes it; then the thief shows the one-time password.
  {
    policy: 0,
    loot: 0b110,
    moves: [
      show(THIEF, BEN),
      show(THIEF),
      ...benSignsIn,
      begin(OWNER, CHANGE_PASSWORD),
      show(OWNER),
      later,
      later,
      show(THIEF, 1),
      show(THIEF),
    ],
  },
  // A session ends at the moment in which an answer would raise it.
  {
    policy: 0,
    loot: 0,
    moves: [
      show(OWNER, NOBODY),
      show(OWNER),
      begin(OWNER, ENROL_PASSKEY),
      { do: "ask", by: OWNER, attempt: 0, what: 0, odd: false },
      { do: "both", first: reply(OWNER, 0), second: reply(OWNER, 0), instead: "end" },
    ],
  },
];

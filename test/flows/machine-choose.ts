import { accountOf, answerTo, type How } from "./machine-answers.ts";
import { type Token, tokenOf, totpAt } from "./machine-cast.ts";
import {
  type Answer,
  callerOf,
  type methodsOf,
  newest,
  type Played,
  type PlayedStep,
  type Stage,
} from "./machine-stage.ts";

/** What a move is about: numbers pick among what there is, and what comes of it has a cell. */

export interface Reply {
  readonly by: number;
  readonly attempt: number;
  /** Of which attempt the step is: zero for the same. */
  readonly from: number;
  readonly step: number;
  readonly how: How | "replay";
  readonly choice: number;
}

/** What the browser can answer, where it can answer anything: a passkey says itself whose it is. */
export function preferred(
  stage: Stage,
  by: number,
  attempt: Played,
  offered: ReturnType<typeof methodsOf>,
) {
  const about = accountOf(stage, { attempt });
  const held = stage.held[by === 0 ? 0 : 1].filter(
    ({ kind, account }) => account === about || (about === null && kind === "passkey"),
  );
  const able = offered.filter(
    ([method, ceremony]) => ceremony === "enrol" || held.some(({ kind }) => kind === method),
  );
  return able.length > 0 ? able : offered;
}

/** Mostly the browser's own attempts, the newest first; every fourth number counts in all of them. */
export function attemptFor({ attempts }: Stage, by: number, index: number): Played | undefined {
  const own = attempts.filter((one) => one.by === by);
  return index % 4 === 3 ? newest(attempts, index >> 2) : newest(own, index < 8 ? 0 : index % 3);
}

export function replyOf(stage: Stage, reply: Reply): { played: Played; answer: Answer } | null {
  const played = attemptFor(stage, reply.by, reply.attempt);
  if (played === undefined) return null;
  const source = reply.from === 0 ? played : newest(stage.attempts, reply.from);
  const step = newest(source?.steps ?? [], reply.step);
  if (step === undefined) return null;
  const again = reply.how === "replay" ? newest(stage.answers, reply.choice) : undefined;
  if (again !== undefined) {
    // Worth something only where it is what this very step asks for: the machine has to see to it.
    const own = again.step === step ? again.token : null;
    const token = own ?? tokenBehind(stage, step, again.value);
    return { played, answer: { value: again.value, token, step } };
  }
  const how = reply.how === "replay" ? "wrong" : reply.how;
  return { played, answer: answerTo(stage, reply.by, step, how, reply.choice) };
}

/** Whose it is that somebody typed: a password, or what was read off and is good at the moment. */
function tokenBehind(stage: Stage, step: PlayedStep, value: unknown): Token | null {
  const { method, ceremony } = step.view;
  if (typeof value !== "string") return null;
  if (ceremony === "enrol") {
    // Whatever is long enough may be a new password.
    const account = step.attempt.account;
    return method === "password" && account !== null && value.length >= 8
      ? tokenOf(account, "password", { text: value })
      : null;
  }
  const about = accountOf(stage, step);
  const now = stage.world.now();
  const isIt = ({ kind, account, text, codes }: Token) => {
    if (kind !== method || account !== about) return false;
    if (kind === "password") return text === value;
    if (kind === "totp") return [-1, 0, 1].some((by) => totpAt(text ?? "", now, by) === value);
    return codes?.includes(value) === true;
  };
  return stage.tokens.findLast(isIt) ?? null;
}

export function inputOf(stage: Stage, played: Played, { step, token, value }: Answer): string {
  if (step.attempt !== played) return "another-attempt";
  if (step.used) return "again";
  if (stage.world.now() >= step.view.expiresAt) return "late";
  if (typeof value !== "string" && !(isObject(value) && "id" in value)) return "malformed";
  if (token === null) return "wrong";
  const about = step.view.ceremony === "enrol" ? null : accountOf(stage, step);
  return about === null || about === token.account ? "right" : "another-account";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The row of the table that an attempt stands in, for one browser. */
export async function stateOf(stage: Stage, by: number, played: Played): Promise<string> {
  if (played.by !== by) return "elsewhere";
  if (played.over !== null) return played.over;
  if (stage.world.now() >= played.begunAt + 3_600_000) return "expired";
  const { session } = await callerOf(stage, by);
  if (played.session !== null && session?.id !== played.session) return "no-session";
  return played.hasRow ? "open" : "sealed";
}

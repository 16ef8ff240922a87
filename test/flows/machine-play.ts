import { attemptFor, inputOf, preferred, type Reply, replyOf, stateOf } from "./machine-choose.ts";
import { EMAILS, EVE } from "./machine-cast.ts";
import { ask, begin, checkTaken, submit } from "./machine-moves.ts";
import { broken, checkMove, nameTokens, type Picture, pictureOf } from "./machine-oracle.ts";
import {
  BROWSERS,
  callerOf,
  methodsOf,
  pick,
  type PlayedStep,
  restart,
  type Stage,
} from "./machine-stage.ts";

/** One hostile move; its numbers pick among what there is, so that a shorter sequence still plays. */
export type Move =
  | { do: "begin"; by: number; action: number; name: number; about: number; method: number }
  | { do: "ask"; by: number; attempt: number; what: number; odd: boolean }
  | ({ do: "answer" | "show" } & Reply)
  | { do: "both"; first: Reply; second: Reply; instead: "answer" | "cancel" | "end" }
  | { do: "cancel" | "read"; by: number; attempt: number }
  | { do: "end"; by: number; session: number }
  | { do: "sign-out"; by: number }
  | { do: "wait"; seconds: number }
  | { do: "restart" };

export type Seen = (state: string, input: string, outcome: string) => void;

const METHODS = [
  "passkey",
  "password",
  "totp",
  "sms-code",
  "email-code",
  "magic-link",
  "recovery-code",
] as const;
const CEREMONIES = ["prove", "enrol"] as const;
/** Nobody is named where a passkey says whose it is. */
const NAMES = [
  undefined,
  ...EMAILS,
  undefined,
  ...EMAILS,
  EVE,
  EVE,
  "nobody@example.org",
  "no name",
];

const SURPLUS = 11;
/** What opens the most ways around, and so is done more often than the rest. */
const FAVOURED = [...repeat("enrol:passkey", 5), ...repeat("change:password", 3), "recover"];

function repeat(action: string, times: number): readonly string[] {
  return Array.from({ length: times }, () => action);
}

export async function play(stage: Stage, move: Move, seen: Seen): Promise<void> {
  // No two moves at one instant: which of them was first is told by the time alone.
  stage.world.advance(0.001);
  const before = await pictureOf(stage);
  await act(stage, move, before, seen);
  const after = await pictureOf(stage);
  checkMove(stage, before, after);
  nameTokens(stage, after);
}

async function act(stage: Stage, move: Move, before: Picture, seen: Seen): Promise<void> {
  switch (move.do) {
    case "begin":
      return beginOne(stage, move, before, seen);
    case "ask":
      return void (await askOne(stage, move, seen));
    case "answer":
      return answerOne(stage, move, before, seen);
    case "show":
      return showOne(stage, move, before, seen);
    case "both":
      return answerBoth(stage, move, before);
    case "cancel":
    case "read":
      return closeOrRead(stage, move, seen);
    case "end":
      return endOne(stage, move.by, move.session);
    case "sign-out":
      return endOne(stage, move.by, null);
    case "wait":
      stage.world.advance(move.seconds);
      return;
    case "restart":
      return restart(stage);
  }
}

async function beginOne(
  stage: Stage,
  move: Move & { do: "begin" },
  before: Picture,
  seen: Seen,
): Promise<void> {
  const known: readonly string[] = [...stage.policy.actions.keys()];
  const actions = [...known, ...FAVOURED.filter((one) => known.includes(one))];
  // Half of all are about signing in, or there would be few sessions to do anything else in.
  const inSession = (await callerOf(stage, move.by)).session !== null;
  const other = pick(actions, move.action >> 1) ?? "sign-in";
  const action = move.action % (inSession ? 6 : 2) === 0 ? "sign-in" : other;
  const beginning = {
    action,
    identifier: NAMES[move.name % NAMES.length],
    params: paramsFor(before, action, move.about),
  };
  const method =
    move.method % 3 === 0 ? METHODS[Math.floor(move.method / 3) % METHODS.length] : undefined;
  const came = await begin(stage, move.by, beginning, method, before);
  stage.log.push(
    `${BROWSERS[move.by] ?? ""} begins ${action} as ${beginning.identifier ?? "nobody"} ` +
      `${JSON.stringify(beginning.params)} with ${method ?? "nothing"}: ${came}`,
  );
  seen("none", "begin", came);
}

/** About whatever there is of anybody's, most of it not the caller's own. */
function paramsFor(before: Picture, action: string, about: number): Record<string, string> {
  const [verb = "", what = ""] = action.split(":");
  if (about === SURPLUS) return { surplus: "1" };
  if (action === "change:email") return { address: pick([EVE, ...EMAILS], about) ?? EVE };
  if (!["remove", "suspend", "lift", "rename"].includes(verb)) return {};
  const all = [...before.holdings.values()].flatMap(({ credentials, secrets }) => [
    ...credentials.map(({ id }) => ({ id, method: "passkey" })),
    ...secrets.map(({ id, method }) => ({ id, method })),
  ]);
  const credential =
    pick(
      all.filter(({ method }) => method === what),
      about,
    )?.id ?? "none";
  return verb === "rename" ? { credential, name: `name ${about}` } : { credential };
}

async function askOne(
  stage: Stage,
  move: { by: number; attempt: number; what: number; odd: boolean },
  seen: Seen,
): Promise<PlayedStep | null> {
  const played = attemptFor(stage, move.by, move.attempt);
  if (played === undefined) return null;
  const caller = await callerOf(stage, move.by);
  const view = await stage.flows.read(caller, played.id);
  // What is offered is what is offered now: proofs age, and what was shown with may be gone.
  if (view.ok) played.options = view.value.options;
  const offered = methodsOf(played.options);
  const odd = METHODS.flatMap((method) => CEREMONIES.map((one) => [method, one] as const)).filter(
    ([method, ceremony]) => !offered.some((one) => one[0] === method && one[1] === ceremony),
  );
  const wanted = pick(move.odd ? odd : preferred(stage, move.by, played, offered), move.what);
  const [method, ceremony] = wanted ?? (["external", "prove"] as const);
  const state = await stateOf(stage, move.by, played);
  const number = pick(["+441632960961", "+441632960000", "none"], move.what);
  const securityKey = move.what % 3 === 2;
  const { code, step } = await ask(stage, move.by, played, {
    method,
    ceremony,
    number,
    securityKey,
  });
  stage.log.push(
    `${BROWSERS[move.by] ?? ""} asks ${played.action} for ${ceremony} ${method}: ${code}`,
  );
  seen(state, wanted === undefined || move.odd ? "ask-odd" : "ask", code);
  return step;
}

async function answerOne(stage: Stage, reply: Reply, before: Picture, seen: Seen) {
  const made = replyOf(stage, reply);
  if (made === null) return;
  const { played, answer } = made;
  const state = await stateOf(stage, reply.by, played);
  const input = inputOf(stage, played, answer);
  const result = await submit(stage, reply.by, played, answer);
  const outcome = result.ok ? result.value.view.state : result.code;
  const { ceremony, method } = answer.step.view;
  stage.log.push(
    `${BROWSERS[reply.by] ?? ""} answers ${played.action} with ${ceremony} ${method} (${reply.how}): ${outcome}`,
  );
  if (result.ok) checkTaken(stage, reply.by, played, answer, result.value, before);
  seen(state, input, outcome);
}

/** Asks for something and answers it; who has nothing under way begins to sign in. */
async function showOne(stage: Stage, move: Reply, before: Picture, seen: Seen): Promise<void> {
  const played = attemptFor(stage, move.by, move.attempt);
  if (played === undefined || played.over !== null) {
    const beginning = { action: 0, name: move.choice, about: 0, method: 1 };
    return beginOne(stage, { do: "begin", by: move.by, ...beginning }, before, seen);
  }
  const step = await askOne(stage, { ...move, what: move.choice, odd: false }, seen);
  if (step === null) return;
  return answerOne(stage, { ...move, from: 0, step: 0 }, before, seen);
}

/** Two answers at the same moment, or an answer while the attempt or its session is ended. */
async function answerBoth(stage: Stage, move: Move & { do: "both" }, before: Picture) {
  const first = replyOf(stage, move.first);
  if (first === null) return;
  if (move.instead !== "answer") {
    const { by } = move.first;
    const caller = await callerOf(stage, by);
    const other =
      move.instead === "cancel"
        ? stage.flows.cancel(caller, first.played.id)
        : stage.flows.endSession(caller, stage.current[by === 0 ? 0 : 1]?.id ?? "");
    const [done, result] = await Promise.all([
      other,
      submit(stage, by, first.played, first.answer),
    ]);
    const raised = result.ok && result.value.session !== null && first.played.session !== null;
    if (done === true && raised) {
      broken("a session was raised that was ended at the same moment");
    }
    const cancelled = typeof done !== "boolean" && done.ok;
    if (result.ok) checkTaken(stage, by, first.played, first.answer, result.value, before);
    if (cancelled) first.played.over ??= "expired";
    if (cancelled) first.played.hasRow = true;
    stage.log.push(`${move.instead} beside an answer: ${result.ok ? "taken" : result.code}`);
    return;
  }
  const second = replyOf(stage, move.second) ?? first;
  const bys = [move.first.by, second === first ? move.first.by : move.second.by];
  const results = await Promise.all(
    [first, second].map(({ played, answer }, index) =>
      submit(stage, bys[index] ?? 0, played, answer),
    ),
  );
  for (const [index, result] of results.entries()) {
    const { played, answer } = index === 0 ? first : second;
    if (result.ok) {
      // The second of two sees what the first did: it is judged by the store as it is in between.
      checkTaken(stage, bys[index] ?? 0, played, answer, result.value, before);
    }
  }
  stage.log.push(`both at once: ${results.map((one) => (one.ok ? "taken" : one.code)).join(", ")}`);
}

async function closeOrRead(
  stage: Stage,
  move: { do: "cancel" | "read"; by: number; attempt: number },
  seen: Seen,
) {
  const played = attemptFor(stage, move.by, move.attempt);
  if (played === undefined) return;
  const state = await stateOf(stage, move.by, played);
  const caller = await callerOf(stage, move.by);
  if (move.do === "read") {
    const read = await stage.flows.read(caller, played.id);
    if (read.ok) played.options = read.value.options;
    return seen(state, "read", read.ok ? read.value.state : read.code);
  }
  const done = await stage.flows.cancel(caller, played.id);
  stage.log.push(
    `${BROWSERS[move.by] ?? ""} cancels ${played.action}: ${done.ok ? "done" : done.code}`,
  );
  if (done.ok && state !== "elsewhere") {
    played.over ??= "expired";
    played.hasRow = true;
  }
  seen(state, "cancel", done.ok ? "done" : done.code);
}

/** Any session that there is, whosever; only one of the caller's own account may end. */
async function endOne(stage: Stage, by: number, index: number | null) {
  const caller = await callerOf(stage, by);
  const own = stage.current[by === 0 ? 0 : 1];
  const id = index === null ? own?.id : pick([...stage.sessions.keys()], index);
  if (id === undefined) return;
  const ended = await stage.flows.endSession(caller, id);
  const whose = stage.sessions.get(id)?.account;
  if (ended && whose !== caller.session?.account) broken("a session of another account was ended");
  if (ended) stage.ended.add(id);
  if (index === null) stage.current[by === 0 ? 0 : 1] = null;
  stage.log.push(`${BROWSERS[by] ?? ""} ends a session: ${ended}`);
}

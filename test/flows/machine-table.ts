/**
 * The one machine: in each state of an attempt, all that may ever come of each input. A word is a
 * state that the answer shows (`open`, `allowed`, `refused`, `expired`), a `step`, `done`, or a code.
 *
 * States: `none` before there is an attempt; `sealed` has no fact and no row; `open` has one;
 * `elsewhere` is an attempt of another browser, `no-session` one of a session that the browser is
 * not in. Inputs: to `ask` for what is offered, or for something else; an answer that is right,
 * wrong or malformed, that is right for another account, to a step of another attempt, to a step
 * that was taken (`again`), or too `late` for its step. Where all answers fare alike they are one.
 */
const PLAYED: Readonly<Record<string, string>> = {
  "none × begin": `open refused allowed session_required identifier_required identifier_malformed
    params_unknown method_not_offered too_many_messages credential_unknown number_malformed`,

  "sealed × read": "open refused",
  "sealed × cancel": "done",
  "sealed × ask": "step method_not_offered number_malformed too_many_messages",
  "sealed × ask-odd": "method_not_offered",
  "sealed × right": `open allowed refused method_not_offered step_consumed code_wrong password_wrong
    credential_unknown credential_not_allowed attestation_required too_many_tries`,
  "sealed × wrong": `challenge_mismatch code_wrong password_wrong password_too_short password_malformed
    response_malformed credential_unknown link_unknown too_many_tries`,
  "sealed × malformed": "response_malformed password_malformed code_wrong",
  "sealed × another-account": "credential_unknown password_wrong code_wrong too_many_tries",
  "sealed × another-attempt": "step_unknown",
  "sealed × late": "step_expired",

  "open × read": "open refused",
  "open × cancel": "done",
  "open × ask": "step method_not_offered number_malformed too_many_messages",
  "open × ask-odd": "method_not_offered",
  "open × right": `open allowed refused method_not_offered step_consumed code_wrong code_dead
    password_wrong credential_unknown credential_not_allowed attestation_required too_many_tries
    address_taken attempt_conflict session_required account_unknown waiting`,
  "open × wrong": `challenge_mismatch code_wrong code_dead password_wrong password_too_short
    password_malformed response_malformed credential_unknown credential_not_allowed link_unknown
    too_many_tries`,
  "open × malformed": "response_malformed password_malformed code_wrong",
  "open × another-account": "credential_unknown password_wrong code_wrong too_many_tries",
  "open × another-attempt": "step_unknown",
  // What is read before the step is taken may say something else; nothing is ever taken.
  "open × again": `step_consumed step_expired challenge_mismatch code_wrong password_wrong
    password_too_short password_malformed response_malformed method_not_offered credential_unknown
    credential_not_allowed credential_known attestation_required too_many_tries`,
  "open × late": "step_expired",

  "allowed × read": "allowed",
  "refused × read": "refused",
  "expired × read": "expired",
  "allowed × cancel": "done",
  "refused × cancel": "done",
  "expired × cancel": "done",
  "allowed × ask": "attempt_closed",
  "refused × ask": "attempt_closed",
  "expired × ask": "attempt_closed",
  "allowed × answer": "attempt_closed",
  "refused × answer": "attempt_closed",
  "expired × answer": "attempt_closed",
  "elsewhere × anything": "attempt_unknown",
  "no-session × anything": "attempt_unknown",
};

export const CELLS: readonly string[] = Object.keys(PLAYED);

/** Every outcome of every cell. */
export const OUTCOMES: readonly string[] = Object.entries(PLAYED).flatMap(([cell, words]) =>
  words.split(/\s+/).map((outcome) => `${cell} → ${outcome}`),
);

/** The cell of the table that something fell into. */
export function cellOf(state: string, input: string): string {
  if (["none", "sealed", "open"].includes(state)) return `${state} × ${input}`;
  if (["elsewhere", "no-session"].includes(state)) return `${state} × anything`;
  if (["read", "cancel"].includes(input)) return `${state} × ${input}`;
  return `${state} × ${input.startsWith("ask") ? "ask" : "answer"}`;
}

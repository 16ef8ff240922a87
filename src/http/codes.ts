import type { FlowCode } from "../flows/codes.ts";

/** What the transport itself may answer, beside what the flows answer. */

type TransportCode =
  | "origin_refused"
  | "content_type_refused"
  | "body_too_large"
  | "body_malformed"
  | "not_found"
  | "unavailable"
  | "internal";

/** Every code that an answer may carry. Each is documented, and each has a sentence. */
export type ErrorCode = FlowCode | TransportCode;

/** A status for each code that has one of its own; the rest say that a ceremony was refused. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  action_unknown: 400,
  params_unknown: 400,
  identifier_required: 400,
  identifier_malformed: 400,
  response_malformed: 400,
  number_malformed: 400,
  password_malformed: 400,
  password_too_long: 400,
  body_malformed: 400,
  session_required: 401,
  step_up_required: 403,
  action_refused: 403,
  origin_refused: 403,
  content_type_refused: 403,
  attempt_unknown: 404,
  step_unknown: 404,
  not_found: 404,
  account_unknown: 404,
  asserter_invalid: 400,
  own_account: 403,
  last_operator: 409,
  invitation_unknown: 404,
  approval_unknown: 404,
  notice_unknown: 404,
  notice_answered: 409,
  nothing_waits: 409,
  veto_spent: 403,
  address_taken: 409,
  attempt_closed: 409,
  attempt_conflict: 409,
  method_not_offered: 409,
  step_consumed: 409,
  step_expired: 410,
  body_too_large: 413,
  too_many_messages: 429,
  too_many_tries: 429,
  busy: 503,
  internal: 500,
  unavailable: 503,
};

/** A ceremony that was understood and refused. */
const REFUSED_CEREMONY = 422;

export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? REFUSED_CEREMONY;
}

/** Why something is refused: what came of a flow, or of the transport itself. */
export interface Refusal {
  readonly code: ErrorCode;
  /** After how many seconds the same may succeed, where that is known. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Whoever waits for a password to be hashed waits five seconds at most: by then there is room again. */
const BUSY_SECONDS = 5;

/** What an answer to it has to say: its status, and when to come back (RFC 9110 section 10.2.3). */
export function refusedWith({ code, retryAfterSeconds }: Refusal): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
} {
  const seconds = code === "busy" ? BUSY_SECONDS : retryAfterSeconds;
  return {
    status: statusOf(code),
    headers: seconds === undefined ? {} : { "retry-after": String(Math.ceil(seconds)) },
  };
}

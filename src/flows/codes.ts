import type { NoticeCode } from "./answer-notice.ts";
import type { PasswordCode } from "../methods/password/codes.ts";
import type { PasskeyCode } from "../methods/passkey/codes.ts";

/** Why what an operator asked for was not done. */
type OperatorCode = "own_account" | "last_operator" | "invitation_unknown" | "approval_unknown";

/** Why a flow did not go on. Each has one status in `http` and one sentence in `words`. */

export type FlowCode =
  | "action_unknown"
  | "params_unknown"
  | "identifier_required"
  | "identifier_malformed"
  | "session_required"
  | "step_up_required"
  | "attempt_unknown"
  | "attempt_closed"
  | "attempt_conflict"
  | "method_not_offered"
  | "step_unknown"
  | "step_expired"
  | "step_consumed"
  | "response_malformed"
  | "code_wrong"
  | "code_dead"
  | "credential_unknown"
  | "credential_known"
  | "address_taken"
  | "password_wrong"
  | "number_malformed"
  | "sms_refused"
  | "too_many_messages"
  | "too_many_tries"
  | "busy"
  | "action_refused"
  | "account_unknown"
  | "asserter_invalid"
  | "link_unknown"
  | OperatorCode
  | NoticeCode
  | PasskeyCode
  | PasswordCode;

/** What went wrong, for a person: a code, and when the same may succeed where that is known. */
export interface Problem<Code extends string = ErrorTextCode> {
  readonly code: Code;
  readonly retryAfterSeconds?: number | undefined;
}

/** A sentence for each code. What the codes are is for `http` to say: its union has to fit. */
export type ErrorTexts<Code extends string> = Readonly<Record<Code, string>>;

/**
 * What a person reads when an answer carries a code: what happened, and what helps. Developers
 * read the document of the code. Where rules differ but a person can do the same about each, the
 * sentence is the same: which check failed is no news for somebody who tries it on.
 */
const OTHER_PASSKEY = "This passkey could not be checked. Try again, or use another passkey.";
const NEW_PASSKEY_UNFIT =
  "This passkey could not be saved. Nothing has changed. Try another device or password manager.";
const START_AGAIN = "This page is no longer up to date. Start again.";

export const errorText = {
  // What was asked for.
  action_unknown: "This is not offered here.",
  params_unknown: "The request was not understood.",
  identifier_required: "Enter your email address.",
  identifier_malformed: "That is not a whole email address. Check it for missing parts.",
  response_malformed: "The answer was not understood. Check it and try again.",
  body_malformed: "The request was not understood.",
  body_too_large: "The request was too large.",
  request_malformed: "The request was not understood.",
  host_refused: "Development mode answers only for localhost and names that end in .localhost.",
  content_type_refused: "The request was not understood.",
  not_found: "There is nothing at this address.",

  // Whether it may go on.
  session_required: "Sign in first.",
  step_up_required: "Confirm that it is you first.",
  action_refused: "This is not allowed for your account. Nothing has changed.",
  account_unknown: "There is no account with this address.",
  asserter_invalid: "Who makes it has to be named: printable characters without spaces.",
  link_unknown: "This link was used already, or it is too old. Ask for another one.",
  own_account: "Nobody does this to his own account. Ask another operator.",
  last_operator: "Nobody would be left who can do this. Make another operator first.",
  invitation_unknown: "This was used already, is too old, or is for another address.",
  approval_unknown: "Nobody asks for this any more, or it was you who asked.",
  notice_unknown: "This link is not ours, or it is too old.",
  notice_answered: "This was answered already.",
  nothing_waits: "There is nothing left to stop.",
  veto_spent:
    "Something was stopped from this address less than 30 days ago. Sign in first, then open the link again.",
  origin_refused: "The request came from another website, so nothing was done.",
  attempt_unknown: "This page belongs to another browser, or it is too old. Start again.",
  attempt_closed: "This is finished already. Start again to do it once more.",
  attempt_conflict: "The same thing was done in another window. Load the page again.",
  method_not_offered: "This is not what is asked for now. Load the page again.",
  step_unknown: START_AGAIN,
  step_expired: "That took too long. Nothing has changed. Try again.",
  step_consumed: "This was used already. Try again.",

  // Codes by email.
  code_wrong: "That is not the right code. Check it and try again.",
  code_dead: "This code no longer works. Have a new one sent.",
  password_wrong: "That is not the password of this account. Try again, or sign in another way.",
  password_malformed: "Type a password.",
  password_too_long: "This password is longer than 256 characters. Choose a shorter one.",
  password_too_short:
    "This password is too short. Use more characters: a few words are a good one.",
  password_common: "This password is one of those that are tried first. Choose another one.",
  password_contextual: "This password is made of your name or of ours. Choose another one.",
  password_breached: "This password was stolen from some other site. Choose another one.",
  number_malformed: "Write the number with its country code, such as +44 1632 960000.",
  sms_refused: "We cannot send text messages to this number. Use another way.",
  address_taken: "This address cannot be used. Choose another one.",
  too_many_tries: "That was tried too often. Wait a while, or sign in with a passkey.",
  busy: "There is a lot going on right now. Try again in a moment.",
  too_many_messages: "Too many messages were asked for. Wait a while, then try again.",

  // Passkeys that people have.
  credential_unknown: "This passkey was removed from your account.",
  credential_known: "This passkey is saved already.",
  credential_mismatch: OTHER_PASSKEY,
  credential_not_allowed: "This passkey belongs to another account. Choose one of this account.",
  credential_id_invalid: NEW_PASSKEY_UNFIT,
  user_handle_missing: OTHER_PASSKEY,
  user_handle_mismatch: OTHER_PASSKEY,
  signature_invalid: OTHER_PASSKEY,
  counter_went_back:
    "This passkey may have been copied, so it was not accepted. Use another passkey.",

  // Ceremonies.
  user_not_present: "Your device did not ask you to confirm. Try again.",
  user_not_verified:
    "Your passkey did not check your fingerprint, face or PIN, and here it has to. Set up a screen lock or a PIN, then try again.",
  challenge_mismatch: "That took too long. Nothing has changed. Try again.",
  client_data_malformed: OTHER_PASSKEY,
  client_data_type_mismatch: OTHER_PASSKEY,
  origin_mismatch: "This passkey was used on another website, so it was not accepted.",
  cross_origin_refused: "This page was shown inside another website, so nothing was done.",
  top_origin_refused: "This page was shown inside another website, so nothing was done.",
  rp_id_mismatch: "This passkey belongs to another website.",
  authenticator_data_malformed: OTHER_PASSKEY,
  backup_state_invalid: OTHER_PASSKEY,
  backup_eligibility_changed: OTHER_PASSKEY,

  // New passkeys.
  algorithm_not_offered: NEW_PASSKEY_UNFIT,
  key_malformed: NEW_PASSKEY_UNFIT,
  key_algorithm_unsupported: NEW_PASSKEY_UNFIT,
  key_refused: NEW_PASSKEY_UNFIT,
  attestation_required:
    "Only passkeys whose maker can be checked are accepted here. Nothing has changed. Try a security key.",
  attestation_object_malformed: NEW_PASSKEY_UNFIT,
  attestation_format_unknown: NEW_PASSKEY_UNFIT,
  attestation_format_refused: NEW_PASSKEY_UNFIT,
  attestation_statement_malformed: NEW_PASSKEY_UNFIT,
  attestation_algorithm_refused: NEW_PASSKEY_UNFIT,
  attestation_algorithm_mismatch: NEW_PASSKEY_UNFIT,
  attestation_signature_invalid: NEW_PASSKEY_UNFIT,
  attestation_binding_invalid: NEW_PASSKEY_UNFIT,
  attestation_key_mismatch: NEW_PASSKEY_UNFIT,
  attestation_key_properties_refused: NEW_PASSKEY_UNFIT,
  attestation_certificate_malformed: NEW_PASSKEY_UNFIT,
  attestation_certificate_refused: NEW_PASSKEY_UNFIT,

  // Our side.
  unavailable: "We cannot answer just now. Wait a moment, then try again.",
  internal: "Something went wrong on our side. Nothing you did caused it. Try again later.",
} as const satisfies ErrorTexts<string>;

export type ErrorTextCode = keyof typeof errorText;

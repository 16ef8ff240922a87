/** A sentence for each reason. What the reasons are is for `assurance` and `policy` to say. */
export type ReasonTexts<Code extends string> = Readonly<Record<Code, string>>;

/**
 * Why a decision is what it is, to the person it is about. Each sentence says what was seen and
 * what follows from it; none blames, and none says more than we know.
 */
export const reasonText = {
  user_verified: "Your passkey checks two things at once: your device and that it is you.",
  user_verification_missing: "Your passkey did not check your fingerprint, face or PIN.",
  user_verification_unbacked:
    "Your passkey has begun to check your fingerprint, face or PIN, but nothing else has confirmed yet that this is you.",
  user_verification_known_issue: "We cannot tell if your password manager asked for your PIN.",
  user_verification_bypassed:
    "The maker of this passkey's device has reported that its check of your fingerprint, face or PIN can be got round.",
  user_verification_unasked:
    "You used this passkey without its check of your fingerprint, face or PIN.",
  key_attested: "The device that keeps this passkey has proved what model it is.",
  keeper_unknown: "We do not know who keeps this passkey.",
  vault_second_step_unknown:
    "This passkey is kept in a password manager, and we cannot tell whether its master password alone opens it.",
  passkey_unsettled:
    "This passkey is new. It does not count in full yet, so that you would hear of it in time if somebody else had added it.",
  no_longer_backed_up:
    "This passkey is no longer backed up. If you lose this device, you lose the passkey: add another one.",
  attestation_compromised:
    "The maker of this passkey's device has lost the key that proves its model, so we do not rely on that proof.",
  model_revoked:
    "This model of passkey device is not to be trusted any more. Remove it and use another one.",
  model_key_compromised:
    "Passkeys on this model of device can be stolen from afar. Remove it and use another one.",
  model_key_extractable:
    "Somebody who holds this model of device can copy its passkeys. Use another one here.",
  model_status_unknown:
    "There is a warning about this model of passkey device that we cannot read, so we do not rely on it.",
  model_retired: "The maker no longer looks after this model of passkey device.",
  model_update_available: "There is an update for this passkey device. Please install it.",
  sms_is_restricted:
    "A code by text message can be caught by somebody who takes over the number. Use a passkey where you can.",
  recovery_code_is_no_factor:
    "A saved code helps you to recover the account. It does not count as a step of signing in.",
  asserted_by_another: "Somebody else vouched for this.",
  vetoed: "Somebody who was told about this said no.",

  email_is_no_factor:
    "A code by email shows that the address is yours. It does not count as a step of signing in.",
  counter_went_back:
    "This passkey counts its uses, and the count went back. A copy of it may exist.",

  passkey_one_step: "So this passkey counts as one step of two.",
  passkey_not_accepted: "So this passkey is not accepted here. Use another one.",

  action_not_offered: "This is not offered here.",
  account_exists: "You have an account with this address already.",
  account_disabled: "This account is switched off.",
  credential_unknown: "This passkey was removed from your account.",
  last_way_in: "It is your last way in. Add another passkey first, then remove this one.",
  no_way_to_meet:
    "What you have shown is not enough here, and there is nothing more that you could show.",
} as const satisfies ReasonTexts<string>;

export type ReasonTextCode = keyof typeof reasonText;

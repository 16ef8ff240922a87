/** A sentence for each reason. What the reasons are is for `assurance` and `policy` to say. */
export type ReasonTexts<Code extends string> = Readonly<Record<Code, string>>;

/**
 * Why a decision is what it is, to the person it is about. Each sentence says what was seen and
 * what follows from it; none blames, and none says more than we know.
 */
export const reasonText = {
  user_verified:
    "No code needed. Your passkey checks two things at once: your device and that it is you.",
  user_verification_missing:
    "Your passkey did not check your fingerprint, face or PIN, so it counts as one step of two.",
  user_verification_unbacked:
    "Your passkey has begun to check your fingerprint, face or PIN, but nothing else has confirmed yet that this is you. So it counts as one step of two.",
  user_verification_known_issue:
    "We cannot tell if your password manager asked for your PIN, so this passkey counts as one step of two.",
  email_is_no_factor:
    "A code by email shows that the address is yours. It does not count as a step of signing in.",
  counter_went_back:
    "This passkey counts its uses, and the count went back. A copy of it may exist.",

  action_not_offered: "This is not offered here.",
  account_exists: "You have an account with this address already.",
  account_disabled: "This account is switched off.",
  credential_unknown: "This passkey was removed from your account.",
  last_way_in: "It is your last way in. Add another passkey first, then remove this one.",
  no_way_to_meet:
    "What you have shown is not enough here, and there is nothing more that you could show.",
} as const satisfies ReasonTexts<string>;

export type ReasonTextCode = keyof typeof reasonText;

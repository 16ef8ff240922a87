/**
 * The ways to show something about an account, by the names that the policy, the API and `amr`
 * mapping share. A method says how it is begun and verified; it never says what it is worth.
 */
export const METHODS = [
  "passkey",
  "password",
  "totp",
  "sms-code",
  "email-code",
  "magic-link",
  "recovery-code",
  "external",
] as const;

export type Method = (typeof METHODS)[number];

/** `prove`: show what the account has already. `enrol`: create something that it shall have. */
export const CEREMONIES = ["prove", "enrol"] as const;

export type Ceremony = (typeof CEREMONIES)[number];

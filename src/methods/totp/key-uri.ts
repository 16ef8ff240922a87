import type { TotpParameters } from "./parameters.ts";
import { base32 } from "./seed.ts";

/** Longer names make a code that no camera reads. */
const MOST_NAME_CHARACTERS = 128;

/**
 * The `otpauth://` URI that an application reads from the QR code ("Key Uri Format").
 *
 * The label is `issuer:account`, so neither name may hold a colon, not even an encoded one: whoever
 * chooses the account's name would choose the issuer. It is written as a space.
 *
 * @param issuer Under which name the code is listed: the service's.
 * @param account Which account of the person's: an address, a name.
 */
export function keyUri(
  seed: Uint8Array<ArrayBuffer>,
  parameters: TotpParameters,
  names: { readonly issuer: string; readonly account: string },
): string {
  const [issuer, account] = [encodedName(names.issuer), encodedName(names.account)];
  const { algorithm, digits, period } = parameters;
  return (
    `otpauth://totp/${issuer}:${account}?secret=${base32(seed)}&issuer=${issuer}` +
    `&algorithm=${algorithm}&digits=${digits}&period=${period}`
  );
}

function encodedName(name: string): string {
  const plain = name
    .replaceAll(/[:\p{Cc}\p{Cf}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const whole = Array.from(plain).slice(0, MOST_NAME_CHARACTERS).join("");
  // By way of UTF-8, which has no lone surrogates: encoding one would throw.
  return encodeURIComponent(Buffer.from(whole, "utf8").toString("utf8"));
}

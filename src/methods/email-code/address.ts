/** An e-mail address: as written, and as it is compared. */
export interface EmailAddress {
  readonly address: string;
  readonly normalised: string;
}

const MOST = 254;
const LOCAL_MOST = 64;
const SHAPE = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/u;
const DOMAIN =
  /^(?=.{1,253}$)([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)(\.[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u;
const CONTROL = /\p{Cc}|\p{Cf}/u;

/**
 * Reads an e-mail address (RFC 5321 lengths, no quoted local parts) or gives undefined.
 * The whole of it is compared without case: two accounts that differ by case alone would let one
 * person be taken for another, and split what counts against an address (bypass class B34).
 */
export function parseEmail(text: string): EmailAddress | undefined {
  const address = text.trim().normalize("NFC");
  if (address.length > MOST || CONTROL.test(address) || !SHAPE.test(address)) return undefined;
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (local.length > LOCAL_MOST || !DOMAIN.test(domain)) return undefined;
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return undefined;
  return { address, normalised: address.normalize("NFKC").toLowerCase() };
}

/** Enough to recognise one's own address by, too little to learn somebody else's. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}

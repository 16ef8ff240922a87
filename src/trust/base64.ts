const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Certificates in JSON are in base64 with padding (RFC 4648 section 4), not base64url, in `x5c`
 * (RFC 7515 section 4.1.6) as in metadata statements. White space is let through: statements are
 * put together by hand.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const packed = text.replaceAll(/\s+/g, "");
  if (packed === "" || !BASE64.test(packed)) return undefined;
  return new Uint8Array(Buffer.from(packed, "base64"));
}

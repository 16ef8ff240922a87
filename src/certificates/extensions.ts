import type { Extension as ExtensionSyntax } from "@peculiar/asn1-x509";

/** An extension of a certificate or of a revocation list (RFC 5280 sections 4.2 and 5.2). */
export interface Extension {
  readonly critical: boolean;
  /** The content of extnValue. */
  readonly value: Uint8Array;
}

/** By object identifier. RFC 5280 section 4.2: none may stand twice, else `undefined`. */
export function readExtensions(
  list: readonly ExtensionSyntax[] | undefined,
): ReadonlyMap<string, Extension> | undefined {
  const extensions = new Map<string, Extension>();
  for (const { extnID, critical, extnValue } of list ?? []) {
    if (extensions.has(extnID)) return undefined;
    extensions.set(extnID, { critical, value: new Uint8Array(extnValue.buffer) });
  }
  return extensions;
}

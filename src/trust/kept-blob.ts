import { z } from "zod";
import { AssayFault } from "../base/fault.ts";

/** A blob as it is kept, with the lists of revoked certificates that it was checked against. */
export interface KeptBlob {
  readonly blob: string;
  /** DER, base64. */
  readonly crls: readonly string[];
}

const kept: z.ZodType<KeptBlob> = z.strictObject({ blob: z.string(), crls: z.array(z.string()) });

export function keptText(blob: KeptBlob): string {
  return JSON.stringify(blob);
}

/** @throws AssayFault `ASSAY_STORE_VALUE` where a text is none of `keptText`. */
export function readKept(text: string): KeptBlob {
  try {
    return kept.parse(JSON.parse(text));
  } catch (cause) {
    throw new AssayFault("ASSAY_STORE_VALUE", "the stored metadata cannot be read", { cause });
  }
}

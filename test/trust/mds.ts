import { type BlobToVerify, type VerifiedBlob, verifyBlob } from "../../src/trust/mds-blob.ts";
import { createMetadataAuthority, metadataEntry } from "../../src/testing/public.ts";

/** A metadata service of nobody, and what is asked of its blobs. */

export const NOW = new Date("2026-11-24T12:00:00Z");
export const authority = createMetadataAuthority({ crlBase: "http://crl.example" });
export const LISTS = {
  thisUpdate: new Date("2026-11-23T00:00:00Z"),
  nextUpdate: new Date("2026-12-01T00:00:00Z"),
} as const;

export const AAGUID = "00112233-4455-6677-8899-aabbccddeeff";
export const OTHER = "ffeeddcc-bbaa-9988-7766-554433221100";

export const contents = {
  no: 276,
  nextUpdate: "2026-12-01",
  entries: [metadataEntry({ aaguid: AAGUID })],
} as const;

type Contents = Partial<Parameters<typeof authority.blob>[0]>;

export const blobOf = (more: Contents = {}) => authority.blob({ ...contents, ...more });

/** Verifies a blob of the test's service, but for what is given. */
export function verify(blob: string | Uint8Array = blobOf(), more: Partial<BlobToVerify> = {}) {
  return verifyBlob({
    blob,
    roots: [authority.root],
    signer: authority.signer,
    crls: authority.crls(LISTS),
    now: NOW,
    floor: null,
    requireRevocation: true,
    ...more,
  });
}

/** `ok`, or the code. */
export function outcome(blob?: string | Uint8Array, more?: Partial<BlobToVerify>): string {
  const result = verify(blob, more);
  return result.ok ? "ok" : result.code;
}

export function verified(blob?: string | Uint8Array, more?: Partial<BlobToVerify>): VerifiedBlob {
  const result = verify(blob, more);
  if (!result.ok) throw new Error(`${result.code} ${result.detail}`);
  return result.value;
}

/** The certificates of a blob's header, as DER. */
export function chainOf(blob: string): readonly Buffer[] {
  const header: { readonly x5c: readonly string[] } = JSON.parse(
    Buffer.from(blob.split(".")[0] ?? "", "base64url").toString(),
  );
  return header.x5c.map((text) => Buffer.from(text, "base64"));
}

/** One bit of it is another. */
export const flip = (truth: Uint8Array): Uint8Array =>
  truth.map((byte, index) => (index === 9 ? byte ^ 1 : byte));

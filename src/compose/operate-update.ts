import { fail, ok, type Result } from "../base/result.ts";
import { download, type DownloadCode, type DownloadLimits } from "../outbound/download.ts";
import type { MdsCode } from "../trust/codes.ts";
import type { VerifiedBlob } from "../trust/mds-blob.ts";
import { signerCrlUrls } from "../trust/mds-signer.ts";
import type { Bench, Hooks } from "./operate-bench.ts";
import {
  floorOf,
  type GivenBlob,
  type Imported,
  previewBlob,
  type Previewed,
  putInForce,
  verifyGiven,
} from "./operate-import.ts";

export type UpdateCode = MdsCode | DownloadCode;

/** The service has nothing newer than this. */
export interface Unchanged {
  readonly unchanged: number;
}

/** The blob of late 2026 takes 9 MB; a slow line needs its time. */
const BLOB_LIMITS: DownloadLimits = {
  bytes: 64 * 1024 * 1024,
  milliseconds: 300_000,
  redirects: 5,
  plainHttp: false,
};

/** RFC 5280 section 8: lists are signed, and served by plain HTTP so that none needs another. */
const CRL_LIMITS: DownloadLimits = {
  bytes: 4 * 1024 * 1024,
  milliseconds: 30_000,
  redirects: 5,
  plainHttp: true,
};

/** A signer's path is three certificates long, with one or two addresses each. */
const MOST_LISTS = 8;

/**
 * Downloads what is newer than the blob in force and puts it there. Whatever fails leaves the last
 * good blob in force (MDS v3.1 section 3.2).
 */
export async function updateBlob(
  bench: Bench,
  address: string,
  hooks: Hooks,
): Promise<Result<Imported | Unchanged, UpdateCode>> {
  const fetched = await fetchBlob(bench, address);
  if (!fetched.ok) return fetched;
  const { value } = fetched;
  if ("unchanged" in value) return ok(value);
  return putInForce(bench, value.given, value.verified, hooks);
}

/** The same without writing: who would be affected. */
export async function previewUpdate(
  bench: Bench,
  address: string,
  seen: (credentials: number) => void,
): Promise<Result<Previewed | Unchanged, UpdateCode>> {
  const fetched = await fetchBlob(bench, address);
  if (!fetched.ok) return fetched;
  const { value } = fetched;
  return "unchanged" in value ? ok(value) : previewBlob(bench, value.given, seen);
}

interface Fetched {
  readonly given: GivenBlob;
  readonly verified: VerifiedBlob;
}

async function fetchBlob(
  bench: Bench,
  address: string,
): Promise<Result<Fetched | Unchanged, UpdateCode>> {
  const inForce = await floorOf(bench);
  const downloaded = await download(askedFor(address, inForce), BLOB_LIMITS);
  if (!downloaded.ok) return downloaded;
  const blob = downloaded.value;
  // The service answers with nothing where it has nothing newer.
  if (inForce !== null && blob.byteLength === 0) return ok({ unchanged: inForce });
  const urls = signerCrlUrls(blob, { ...bench.trust, now: new Date(bench.clock()) });
  if (!urls.ok) return urls;
  const { crls, missing } = await fetchLists(urls.value);
  const given: GivenBlob = { blob, crls, allowUnchecked: false };
  // A mirror that knows nothing of serial numbers gives the one in force again: no fault of it.
  const verified = verifyGiven(bench, given, inForce === null ? null : inForce - 1);
  if (!verified.ok) return withMissing(verified.code, verified.detail, missing);
  const { no } = verified.value.metadata;
  return ok(no === inForce ? { unchanged: no } : { given, verified: verified.value });
}

function askedFor(address: string, inForce: number | null): string {
  if (inForce === null) return address;
  const url = new URL(address);
  url.searchParams.set("localCopySerial", String(inForce));
  return url.href;
}

/** Several addresses may be of the same list: that one fails says nothing yet. */
async function fetchLists(urls: readonly string[]) {
  const answers = await Promise.all(
    urls.slice(0, MOST_LISTS).map(async (url) => ({ url, list: await download(url, CRL_LIMITS) })),
  );
  return {
    crls: answers.flatMap(({ list }) => (list.ok ? [list.value] : [])),
    missing: answers.flatMap(({ url, list }) => (list.ok ? [] : [`${url}: ${list.code}`])),
  };
}

function withMissing(code: MdsCode, detail: string | undefined, missing: readonly string[]) {
  if (code !== "mds_revocation_unknown") return fail(code, detail);
  return fail(code, [detail, ...missing].join("; "));
}

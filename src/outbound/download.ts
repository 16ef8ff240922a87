import { fail, ok, type Result } from "../base/result.ts";

/** Why nothing was downloaded. */
export type DownloadCode =
  /** No address of the web, or one with a name and a password in it. */
  | "download_address_refused"
  /** Plain HTTP where TLS is asked for, or where a redirect leads from TLS to it. */
  | "download_insecure"
  /** It was sent on too often, or nowhere. */
  | "download_redirected"
  /** Answered with a status other than a success. */
  | "download_status"
  | "download_too_large"
  | "download_too_slow"
  /** No connection, no certificate that is trusted, or an answer that broke off. */
  | "download_failed";

/** What a download may cost. Every member is a decision; none has a default. */
export interface DownloadLimits {
  /** Of the body, unpacked. */
  readonly bytes: number;
  /** For all of it: redirects, headers and body. */
  readonly milliseconds: number;
  /** How often it may be sent on. */
  readonly redirects: number;
  /** Whether it may come unencrypted: only what is signed by itself. */
  readonly plainHttp: boolean;
}

/**
 * Downloads what stands at an address, within limits. What comes is anybody's word: whoever asks for
 * it has to check it.
 */
export async function download(
  address: string,
  limits: DownloadLimits,
): Promise<Result<Uint8Array, DownloadCode>> {
  // One limit over all: a server that sends a byte a second would never miss one that begins anew.
  const signal = AbortSignal.timeout(limits.milliseconds);
  try {
    const answer = await follow(address, limits, signal);
    return answer.ok ? await readBody(answer.value, limits.bytes) : answer;
  } catch (cause) {
    return signal.aborted
      ? fail("download_too_slow", `${limits.milliseconds} ms`)
      : fail("download_failed", nameOf(cause));
  }
}

/** Redirects are followed by hand, since each place that one leads to has to be allowed. */
async function follow(
  address: string,
  { redirects, plainHttp }: DownloadLimits,
  signal: AbortSignal,
): Promise<Result<Response, DownloadCode>> {
  let mayBePlain = plainHttp;
  let url = parse(address);
  for (let turn = 0; turn <= redirects; turn += 1) {
    if (url === undefined) return fail("download_address_refused");
    if (url.protocol === "http:" && !mayBePlain) return fail("download_insecure", url.origin);
    // Whoever was promised TLS once is not led out of it.
    mayBePlain &&= url.protocol === "http:";
    const response = await fetch(url, { redirect: "manual", signal });
    if (response.ok) return ok(response);
    await response.body?.cancel();
    const { status } = response;
    if (!REDIRECTS.has(status)) return fail("download_status", `${status} from ${url.origin}`);
    const location = response.headers.get("location");
    if (location === null) return fail("download_redirected", "nowhere");
    url = parse(location, url.href);
  }
  return fail("download_redirected", `more than ${redirects} times`);
}

/** RFC 9110 section 15.4: those that a GET follows by itself. */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function parse(address: string, base?: string): URL | undefined {
  if (!URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.username === "" && url.password === "" ? url : undefined;
}

/** What the answer says of its length is believed only where it says too much. */
async function readBody(
  { body, headers }: Response,
  most: number,
): Promise<Result<Uint8Array, DownloadCode>> {
  const tooLarge = fail("download_too_large", `more than ${most} bytes`);
  if (Number(headers.get("content-length") ?? 0) > most) {
    await body?.cancel();
    return tooLarge;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > most) return tooLarge;
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

/** `fetch` says only that it failed; what it failed of stands behind. */
function nameOf(cause: unknown): string {
  const behind = cause instanceof Error ? (cause.cause ?? cause) : cause;
  if (!(behind instanceof Error)) return "unknown";
  return "code" in behind && typeof behind.code === "string" ? behind.code : behind.name;
}

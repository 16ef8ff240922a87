import { fail, ok, type Result } from "../base/result.ts";

/** An answer to what was posted, read whole. */
export interface Answer {
  readonly status: number;
  /** Of `Retry-After`, where it was a number of seconds (RFC 9110 section 10.2.3). */
  readonly afterSeconds: number | null;
  readonly body: string;
}

/**
 * - `unreachable`: no connection, no certificate that is trusted, or an answer that broke off.
 * - `timeout`: nobody waits any longer.
 * - `answer`: a redirect, or an answer that is longer than any such carrier's.
 */
export type PostCode = "unreachable" | "timeout" | "answer";

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** More than any answer that says what became of one message. */
const MOST_BYTES = 65_536;
/** What is asked for beyond an hour is taken for an hour. */
const LONGEST_WAIT_SECONDS = 3600;

/**
 * Posts, once. A redirect is not followed: whoever set the address meant that one, and what is
 * posted holds a code and a password.
 */
export async function post({
  url,
  headers,
  body,
  signal,
}: PostRequest): Promise<Result<Answer, PostCode>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal,
      redirect: "manual",
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return fail("answer");
    }
    const text = await readText(response);
    if (text === undefined) return fail("answer");
    return ok({ status: response.status, afterSeconds: waitOf(response), body: text });
  } catch {
    return fail(signal.aborted ? "timeout" : "unreachable");
  }
}

async function readText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function waitOf({ headers }: Response): number | null {
  const given = headers.get("retry-after")?.trim() ?? "";
  return /^\d{1,9}$/.test(given) ? Math.min(Number(given), LONGEST_WAIT_SECONDS) : null;
}

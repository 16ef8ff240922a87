import { createHash } from "node:crypto";
import type { Password } from "./typed.ts";

/** As much of `fetch` as is used, so that whatever goes out through a proxy can stand for it. */
export type RangeFetch = (
  url: string,
  options: {
    readonly headers: Readonly<Record<string, string>>;
    readonly redirect: "error";
    readonly signal: AbortSignal;
  },
) => Promise<RangeAnswer>;

export interface RangeAnswer {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface BreachService {
  readonly fetch: RangeFetch;
  /** What stands before the prefix, such as `https://passwords.example/range/`. */
  readonly address: string;
  /** For all of it: connection, headers and body. */
  readonly milliseconds: number;
}

/**
 * Whether a password was stolen elsewhere. `not_known`: the service did not say, or not in a way
 * that can be believed. That refuses nobody: a service that is down must not stop a sign-up.
 */
export type BreachAnswer = "breached" | "not_breached" | "not_known";

/** What is sent of the 40 digits: several hundred passwords share it (k-anonymity). */
const PREFIX_DIGITS = 5;
/** A padded answer has about a thousand lines of some forty bytes. */
const MOST_BYTES = 262_144;
const LINE = /^([0-9A-F]{35}):(0|[1-9][0-9]{0,11})$/i;

/**
 * Asks a service of stolen passwords in the range form: the first five digits of the SHA-1 go out,
 * the rest is compared here. Padding is asked for, so that the size of the answer does not give the
 * prefix away to whoever watches the line. SHA-1 is the service's choice; nothing is kept of it.
 */
export async function askBreaches(
  password: Password,
  service: BreachService,
): Promise<BreachAnswer> {
  const digest = createHash("sha1").update(password, "utf8").digest("hex").toUpperCase();
  const suffix = digest.slice(PREFIX_DIGITS);
  const text = await rangeOf(digest.slice(0, PREFIX_DIGITS), service);
  const counts = text === undefined ? undefined : countsIn(text);
  if (counts === undefined) return "not_known";
  // Lines that were made up for padding say 0.
  return (counts.get(suffix) ?? 0) > 0 ? "breached" : "not_breached";
}

async function rangeOf(
  prefix: string,
  { fetch, address, milliseconds }: BreachService,
): Promise<string | undefined> {
  const ending = new AbortController();
  let tooLate: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    tooLate = setTimeout(() => {
      ending.abort();
      resolve(undefined);
    }, milliseconds);
  });
  // A fetch that does not listen to its signal is left behind all the same.
  const read = readRange(`${address}${prefix}`, fetch, ending.signal).catch(() => undefined);
  const text = await Promise.race([read, late]);
  clearTimeout(tooLate);
  return text;
}

async function readRange(
  url: string,
  fetch: RangeFetch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const headers = { "Add-Padding": "true" };
  const { status, body } = await fetch(url, { headers, redirect: "error", signal });
  if (status !== 200 || body === null) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("latin1");
}

/** How often each suffix was seen; undefined where the answer is not one of a range. */
function countsIn(text: string): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>();
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) {
    const [, suffix, count] = LINE.exec(line) ?? [];
    if (suffix === undefined) return undefined;
    counts.set(suffix.toUpperCase(), Number(count));
  }
  return counts.size > 0 ? counts : undefined;
}

import { fail, ok, type Result } from "../base/result.ts";

export type ClockRequestCode = "content_type_refused" | "origin_refused" | "body_malformed";

const MOST_SECONDS = 10 * 366 * 86_400;

/**
 * The seconds that a request moves the clock by.
 *
 * It must be JSON and, where it says from where it comes, come from us: a foreign page can neither
 * send that content type without asking first (and nobody answers that) nor hide its Origin.
 * Command-line tools send no Origin, and need not pretend to be a page.
 */
export async function readClockRequest(
  request: Request,
  origin: string,
): Promise<Result<number, ClockRequestCode>> {
  const from = request.headers.get("origin");
  if (from !== null && from !== origin) return fail("origin_refused", `expected ${origin}`);
  const [type] = (request.headers.get("content-type") ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/json") {
    return fail("content_type_refused", "expected application/json");
  }
  const seconds = secondsOf(await request.text());
  return seconds === undefined
    ? fail("body_malformed", `expected { advanceSeconds } of 0 to ${MOST_SECONDS}, whole`)
    : ok(seconds);
}

function secondsOf(text: string): number | undefined {
  const seconds = parse(text);
  if (typeof seconds !== "number" || !Number.isInteger(seconds)) return undefined;
  return seconds >= 0 && seconds <= MOST_SECONDS ? seconds : undefined;
}

function parse(text: string): unknown {
  try {
    return Object(JSON.parse(text)).advanceSeconds;
  } catch {
    return undefined;
  }
}

import type { Failure } from "../base/result.ts";
import { type Delivery, later, refused } from "./delivery.ts";
import type { Answer, PostCode } from "./post.ts";

/** What it means that there was no answer, or none that is one. */
export function outcomeOfNoAnswer({ code }: Failure<PostCode>): Delivery {
  switch (code) {
    case "timeout":
      return later("carrier_timeout");
    case "answer":
      return later("carrier_answer");
    case "unreachable":
      return later("carrier_unreachable");
  }
}

/**
 * What an answer other than a success means (RFC 9110 section 15). 401 and 403 are about us and the
 * operator's to mend; every other 4xx is about the message, and would be the same again.
 *
 * @param said - what the carrier calls it itself: digits; else the status stands for it
 */
export function outcomeOfStatus({ status, afterSeconds }: Answer, said: string | null): Delivery {
  const shown = said ?? String(status);
  if (status === 429 || status === 503) return later("carrier_busy", shown, afterSeconds);
  if (status === 408 || status === 425) return later("carrier_busy", shown, afterSeconds);
  if (status === 401 || status === 403) return later("carrier_auth", shown);
  if (status >= 400 && status < 500) return refused("message_refused", shown);
  return later(status >= 500 ? "carrier_failed" : "carrier_answer", shown, afterSeconds);
}

import type { Outcome } from "./attempts.ts";
import type { Panel } from "./panel.ts";

/**
 * Shows an outcome, or goes on to where it leads. True where the page is about to be left.
 */
export function settle(outcome: Outcome, panel: Panel, next: string): boolean {
  switch (outcome.outcome) {
    case "allowed":
      panel.show("done");
      location.assign(onThisSite(next));
      return true;
    case "open":
    case "waiting":
    case "expired":
      location.assign(attemptPage(outcome.attempt.id, next));
      return true;
    case "refused":
      panel.show(
        "refused",
        outcome.attempt.reasons.map(({ text }) => text),
      );
      return false;
    case "failed":
      if (outcome.code === "credential_unknown") panel.show("removed");
      else panel.show("failed", [outcome.message]);
      return false;
    case "replaced":
      return false;
    case "unreachable":
    case "unfinished":
    case "duplicate":
    case "unsupported":
      panel.show(outcome.outcome);
      return false;
  }
}

function attemptPage(id: string, next: string): string {
  return `/attempts/${encodeURIComponent(id)}?return_to=${encodeURIComponent(onThisSite(next))}`;
}

/** The server leaves out what leads elsewhere; so does this. */
function onThisSite(next: string): string {
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url.href.slice(url.origin.length) : "/account";
}

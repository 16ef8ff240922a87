import type { CDPSession, Page } from "playwright-core";
import { source } from "axe-core";

/** One rule that a page breaks, and where. */
export interface AccessibilityViolation {
  readonly rule: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly string[];
}

/**
 * One DevTools session a page, kept: to end one ends the page's virtual authenticators, too.
 */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

const RUN = `axe.run(document).then(({ violations }) => violations.map((violation) => ({
  rule: violation.id,
  impact: violation.impact ?? null,
  help: violation.help,
  nodes: violation.nodes.map((node) => node.target.join(" ") + ": " + node.failureSummary),
})))`;

/**
 * Runs axe-core over the page as it stands. It works in a world of its own, so that neither the
 * page's Content Security Policy nor its scripts meet it.
 */
export async function accessibilityViolations(
  page: Page,
): Promise<readonly AccessibilityViolation[]> {
  const session = await sessionOf(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: "axe",
  });
  // Without the last expression the answer would be axe itself.
  await session.send("Runtime.evaluate", { expression: `${source}; 0`, contextId });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: RUN,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined) throw new Error(`axe: ${exceptionDetails.text}`);
  return result.value as readonly AccessibilityViolation[];
}

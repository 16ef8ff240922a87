import type { Page } from "playwright-core";
import { expect } from "vitest";

const CSP = "Content Security Policy violation:";

/** Runs before any script of each document; console messages are how it speaks to us. */
const REPORT_VIOLATIONS = `document.addEventListener("securitypolicyviolation", (event) => {
  const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
  console.error("${CSP}", violatedDirective, "blocked", blockedURI, "at", sourceFile + ":" + lineNumber);
})`;

const watched = new WeakMap<Page, string[]>();

/**
 * Collects from now on what a page should not do: errors and warnings on the console, uncaught
 * errors, violations of its Content Security Policy, failed requests, and answers of 5xx.
 * Call it before the first `goto`.
 */
export async function watchPage(page: Page): Promise<void> {
  const troubles: string[] = [];
  watched.set(page, troubles);
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    troubles.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => troubles.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // Leaving a page ends what it was still loading.
    if (reason === "net::ERR_ABORTED") return;
    troubles.push(`request failed: ${request.method()} ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() < 500) return;
    troubles.push(`answered ${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(REPORT_VIOLATIONS);
}

/** What has been collected, oldest first. */
export function troublesOf(page: Page): readonly string[] {
  const troubles = watched.get(page);
  if (troubles === undefined) throw new Error("watchPage(page) was not called");
  return troubles;
}

/**
 * Fails if anything was collected, but for what a test provokes (Chromium reports each answer of
 * 4xx to a script as a console error), and begins anew.
 */
export function expectQuiet(page: Page, provoked: readonly RegExp[] = []): void {
  const troubles = troublesOf(page);
  const unexpected = troubles.filter((trouble) => !provoked.some((known) => known.test(trouble)));
  watched.get(page)?.splice(0);
  expect(unexpected).toEqual([]);
}

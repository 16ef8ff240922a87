import { type Browser, chromium } from "playwright-core";
import { findBrowser, WHAT_TO_INSTALL } from "../../../scripts/find-browser.mjs";

const ARGUMENTS = [
  // The sandbox needs privileges that containers do not give; only our own pages are opened.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts the Chromium that `scripts/ensure-browser.mjs` has seen to.
 * @throws where there is none: a browser test fails, it is never skipped
 */
export async function launchChromium(): Promise<Browser> {
  const found = findBrowser();
  if (found === undefined) {
    throw new Error(`no Chromium: run \`node scripts/ensure-browser.mjs\`, or ${WHAT_TO_INSTALL}`);
  }
  return chromium.launch({
    executablePath: found.executable,
    env: { ...process.env, ...found.environment },
    args: ARGUMENTS,
  });
}

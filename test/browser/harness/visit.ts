import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { accessibilityViolations } from "./axe.ts";
import { watchPage } from "./page-watch.ts";
import { saveScreenshots } from "./screenshots.ts";
import type { RunningAssay } from "./server.ts";

/** A page of its own context, watched from the first request on. */
export async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await watchPage(page);
  return page;
}

/** Takes pictures where they are asked for, and looks for accessibility problems. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await saveScreenshots(page, name);
  expect(await accessibilityViolations(page)).toEqual([]);
}

/** From nothing to the page that asks for a passkey. */
export async function proveAddress(page: Page, assay: RunningAssay, email: string): Promise<void> {
  await page.goto(`${assay.origin}/sign-up`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel(/code/i).waitFor();
  await page.getByLabel(/code/i).fill(await assay.code(email));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Create passkey" }).waitFor();
}

/** From nothing to the account page. */
export async function signUp(page: Page, assay: RunningAssay, email: string): Promise<void> {
  await proveAddress(page, assay, email);
  await page.getByRole("button", { name: "Create passkey" }).click();
  await page.waitForURL(/\/account/);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
}

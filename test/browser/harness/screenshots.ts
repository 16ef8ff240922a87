import { join } from "node:path";
import type { Page } from "playwright-core";

const SIZES = [
  { width: 320, height: 568 },
  { width: 1440, height: 900 },
] as const;

/**
 * Saves the whole page at both widths and in both colour schemes as `NAME-WIDTH-SCHEME.png` in the
 * folder that `ASSAY_SCREENSHOTS` names; does nothing where it names none. The page keeps its
 * viewport and goes back to the colour scheme of its context.
 */
export async function saveScreenshots(page: Page, name: string): Promise<void> {
  const folder = process.env.ASSAY_SCREENSHOTS;
  if (folder === undefined || folder === "") return;
  const before = page.viewportSize();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `${name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before !== null) await page.setViewportSize(before);
}

import { instant } from "./base/time.ts";
import { type Assay, composeAssay } from "./compose/compose.ts";
import { resolveConfig } from "./config/resolve.ts";
import type { AssayConfig } from "./config/settings.ts";

export type { Assay, Requirement } from "./compose/compose.ts";
export { type AssayConfig, defineConfig } from "./config/settings.ts";

/**
 * Assay inside an application: a Fetch-standard handler for the site, and answers about requests.
 * `ASSAY_*` variables stand over the configuration, as they do for `assay serve`.
 *
 * @throws AssayFault `ASSAY_CONFIG_INVALID` with all problems at once, `ASSAY_POLICY`,
 * `ASSAY_KEYS_*`, `ASSAY_STORE_*`
 */
export function createAssay(config: AssayConfig): Promise<Assay> {
  const { env } = process;
  const settings = resolveConfig(config, { env, cwd: process.cwd(), dev: false });
  return composeAssay(settings, () => instant(Date.now()));
}

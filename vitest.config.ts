import { defineConfig } from "vitest/config";

/** Tests that drive a real browser: one after the other, since they share the machine's two cores. */
const BROWSER = "test/**/*.browser.test.ts";
/** Tests that read the tree instead of running it. */
const TIDY = "test/tidy/**/*.test.ts";

export default defineConfig({
  test: {
    // All cores: by default one is left idle, and on two that is half of the machine.
    maxWorkers: "100%",
    projects: [
      { test: { name: "tidy", include: [TIDY], testTimeout: 60_000 } },
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [BROWSER, TIDY],
          testTimeout: 30_000,
          // Nothing here changes a module for others; to load all of them once for each file took half the time.
          isolate: false,
        },
      },
      {
        test: {
          name: "browser",
          include: [BROWSER],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

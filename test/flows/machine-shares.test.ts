import fc from "fast-check";
import { expect, test } from "vitest";
import { sharesOf } from "../../scripts/machine-sequences.mjs";

/** How the system test splits the hostile machine's sequences over processes. */

test("all of them are played, as evenly as can be, and no process has none", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 1, max: 64 }),
      (all, many) => {
        const shares = sharesOf(all, many);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(all);
        expect(shares.length).toBe(Math.min(all, many));
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        expect(Math.min(...shares)).toBeGreaterThan(0);
      },
    ),
  );
});

import { afterEach, beforeEach, expect, test } from "vitest";
import type { Assay } from "../../src/compose/compose.ts";
import { openSite, signUp } from "./site.ts";

let site: Assay;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

test.each(["", "ann", "two@at@example.org"])(
  "%j is no address to change to: the request is at fault, and says so",
  async (address) => {
    const { browser } = await signUp(site, "ann@example.org");
    const begun = await browser.post("/api/attempts", {
      action: "change:email",
      params: { address },
    });
    expect(begun).toMatchObject({ status: 400, body: { code: "identifier_malformed" } });
  },
);

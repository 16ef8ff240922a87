import { describe, expect, test } from "vitest";
import type { Origin } from "../../src/base/ids.ts";
import { devModeRefusal } from "../../src/config/dev-mode.ts";
import { resolveConfig } from "../../src/config/resolve.ts";

const here = { origin: "http://localhost:3000" as Origin, host: "127.0.0.1" };

describe("development mode", () => {
  test("starts on this machine", () => {
    for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"]) {
      expect(devModeRefusal({ ...here, host }, {})).toBeUndefined();
    }
    for (const origin of ["http://localhost", "http://shop.localhost:3000"] as Origin[]) {
      expect(devModeRefusal({ ...here, origin }, { NODE_ENV: "development" })).toBeUndefined();
    }
  });

  test("refuses NODE_ENV=production", () => {
    const refusal = devModeRefusal(here, { NODE_ENV: "production" });
    expect(refusal?.code).toBe("ASSAY_DEV_IN_PRODUCTION");
    expect(refusal?.message).toContain("NODE_ENV is production");
  });

  test.each([
    ["https://accounts.example"],
    ["https://localhost:3000"],
    ["http://localhost.example"],
  ])("refuses the origin %s", (origin) => {
    const refusal = devModeRefusal({ ...here, origin: origin as Origin }, {});
    expect(refusal?.code).toBe("ASSAY_DEV_ORIGIN");
    expect(refusal?.message).toContain(origin);
  });

  test.each([["0.0.0.0"], ["::"], ["192.168.0.2"], ["127.0.0.1.example"], ["example"]])(
    "refuses to listen on %s",
    (host) => {
      const refusal = devModeRefusal({ ...here, host }, {});
      expect(refusal?.code).toBe("ASSAY_DEV_BIND_ADDRESS");
      expect(refusal?.message).toContain(host);
    },
  );

  test("is refused wherever settings are made, and only where it is asked for", () => {
    const surroundings = { env: { NODE_ENV: "production" }, cwd: "/srv" };
    expect(() => resolveConfig({}, { ...surroundings, dev: true })).toThrow(
      "ASSAY_DEV_IN_PRODUCTION",
    );
    expect(() => resolveConfig({ host: "0.0.0.0" }, { env: {}, cwd: "/srv", dev: true })).toThrow(
      "ASSAY_DEV_BIND_ADDRESS",
    );
    expect(() =>
      resolveConfig({ origin: "https://accounts.example" }, { env: {}, cwd: "/srv", dev: true }),
    ).toThrow("ASSAY_DEV_ORIGIN");
    expect(() => resolveConfig({}, { ...surroundings, dev: false })).toThrow(
      "ASSAY_CONFIG_INVALID",
    );
  });
});

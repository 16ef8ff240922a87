import { expect, test } from "vitest";
import type { Aaguid } from "../../src/base/ids.ts";
import { buildKnowledge } from "../../src/trust/knowledge.ts";
import { AAGUID, verified } from "./mds.ts";

const stated = { date: "2026-11-24", source: "a test" };
const facts = { name: "A", class: "vault", uvKnownIssue: null, secondStep: null, stated } as const;
const providers = { version: "2026-11-24", providers: new Map([[AAGUID as Aaguid, facts]]) };

test("knowledge names the blob and the list that it is made of", () => {
  const { metadata } = verified();
  expect(buildKnowledge({ metadata, providers })).toEqual({
    version: "mds:276+providers:2026-11-24",
    providers: providers.providers,
    metadata,
  });
  expect(buildKnowledge({ metadata: null, providers })).toMatchObject({
    version: "mds:none+providers:2026-11-24",
    metadata: null,
  });
});

import { describe, expect, test } from "vitest";
import { metadataEntry } from "../../src/testing/public.ts";
import { anchorsOf } from "../../src/trust/anchors.ts";
import { parseProviderList } from "../../src/trust/provider-list.ts";
import type { Aaguid } from "../../src/base/ids.ts";
import { AAGUID, blobOf, verified } from "./mds.ts";

const KEY_ID = "0123456789abcdef0123456789abcdef01234567";
const ZERO = "00000000-0000-0000-0000-000000000000" as Aaguid;
const read = (entry: object) => verified(blobOf({ entries: [entry] }));

describe("the name of a model is the whole of it", () => {
  test.each([`0${AAGUID}`, `${AAGUID}0`, ` ${AAGUID}`, `${AAGUID}\n`])(
    "an AAGUID is nothing with more around it: %j",
    (aaguid) => {
      const { problems, metadata } = read({ ...metadataEntry({ aaguid: AAGUID }), aaguid });
      expect(problems).toMatchObject([{ code: "mds_entry_unnamed" }]);
      expect(metadata.models.size).toBe(0);
      const stated = { date: "2026-11-24", source: "a test" };
      const facts = { name: "Some", class: "vault", uvKnownIssue: null, secondStep: null, stated };
      const list = { version: "2026-11-24", providers: [{ aaguid, ...facts }] };
      expect(parseProviderList(list).ok).toBe(false);
    },
  );

  test.each([`0${KEY_ID}`, `${KEY_ID}0`])("nor is a key identifier: %s", (keyId) => {
    const { metadata } = read(metadataEntry({ keyIds: [keyId] }));
    expect(metadata.modelsByKeyId.size).toBe(0);
  });

  test("a U2F model has what its entry says of it, by the identifier of its key", () => {
    const { metadata } = read(metadataEntry({ keyIds: [KEY_ID], description: "A U2F key" }));
    expect(metadata.modelsByKeyId.get(KEY_ID)).toMatchObject({
      description: "A U2F key",
      reports: [{ status: "FIDO_CERTIFIED_L1" }],
    });
  });
});

describe("anchors of a model", () => {
  const [own, others, every] = [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)];
  const anchors = {
    byAaguid: new Map([[AAGUID as Aaguid, [own]]]),
    byKeyId: new Map([[KEY_ID, [others]]]),
  };
  const of = anchorsOf(anchors, [every]);

  test("are those of its entry, and those that apply to every model", () => {
    expect(of({ aaguid: AAGUID as Aaguid, keyId: null })).toEqual([own, every]);
    expect(of({ aaguid: AAGUID as Aaguid, keyId: KEY_ID })).toEqual([own, every]);
    expect(of({ aaguid: ZERO, keyId: KEY_ID })).toEqual([others, every]);
  });

  test("are only the latter of a model that has no entry, or where there is no blob", () => {
    const unlisted = AAGUID.replace("0", "1") as Aaguid;
    expect(of({ aaguid: unlisted, keyId: KEY_ID })).toEqual([every]);
    expect(of({ aaguid: ZERO, keyId: null })).toEqual([every]);
    expect(of({ aaguid: ZERO, keyId: "0".repeat(40) })).toEqual([every]);
    expect(anchorsOf(null, [])({ aaguid: AAGUID as Aaguid, keyId: null })).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Aaguid } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import type { Operations } from "../../src/compose/operate.ts";
import type { RegradeProgress } from "../../src/flows/regrade.ts";
import { createMetadataAuthority, metadataEntry } from "../../src/testing/public.ts";
import {
  authority,
  blob,
  createDesk,
  day,
  type Desk,
  fill,
  given,
  lists,
  MODEL,
  NOW,
  quiet,
  REVOKED,
  unseen,
} from "./metadata-desk.ts";

let desk: Desk;
const opened: Operations[] = [];

beforeEach(async () => {
  desk = await createDesk();
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(...how: Parameters<Desk["open"]>): Promise<Operations> {
  const operations = await desk.open(...how);
  opened.push(operations);
  return operations;
}

/** The number in force after an import, or the code that it was refused with. */
async function outcome(operations: Operations, ...brought: Parameters<typeof given>) {
  const result = await operations.mds.import(given(...brought), quiet);
  return result.ok ? result.value.no : result.code;
}

const grades = () =>
  desk.withStore(async (store) => {
    const all = await store.credentialsAfter(null, 1000);
    return all.map(({ graded }) => graded?.verdict ?? null);
  });

const regradings = () =>
  desk.withStore((store) => store.eventsAfter("credential.regraded", null, 1000));

describe("an import", () => {
  test("puts a blob in force, and grades by it all that is stored", async () => {
    await fill(desk, 3);
    const { mds } = await open();
    const first = await mds.import(given(blob(7)), quiet);
    expect(first).toMatchObject({
      ok: true,
      value: { no: 7, revocation: "checked", models: 1, problems: [], all: 3, left: 0, changed: 0 },
    });
    expect(await grades()).toEqual(["one-step", "one-step", "one-step"]);
    const second = await mds.import(given(blob(8, { entries: [REVOKED] })), quiet);
    expect(second).toMatchObject({ ok: true, value: { no: 8, all: 3, left: 0, changed: 3 } });
    expect(await grades()).toEqual(["refused", "refused", "refused"]);
    expect(await regradings()).toHaveLength(3);
    expect(await mds.show()).toMatchObject({ state: "current", no: 8, adverse: 1 });
  });

  test("R21: what is not believed changes nothing", async () => {
    const operations = await open();
    expect(await outcome(operations, blob(7))).toBe(7);
    const stranger = createMetadataAuthority();
    const past = createMetadataAuthority({ signerUntil: new Date("2026-01-01") });
    const tampered = blob(9).replace(/\.[^.]+\./, `.${blob(9, { entries: [] }).split(".")[1]}.`);
    expect(await outcome(operations, tampered)).toBe("mds_signature_invalid");
    expect(await outcome(operations, blob(9, {}, stranger))).toBe("mds_chain_untrusted");
    expect(await outcome(operations, blob(9, {}, past))).toBe("mds_chain_untrusted");
    expect(await outcome(operations, blob(9, { lies: { header: { alg: "none" } } }))).toBe(
      "mds_algorithm_refused",
    );
    expect(await outcome(operations, "")).toBe("mds_malformed");
    expect(await outcome(operations, blob(7))).toBe("mds_not_newer");
    expect(await outcome(operations, blob(6, { entries: [REVOKED] }))).toBe("mds_not_newer");
    expect(await operations.mds.show()).toMatchObject({ state: "current", no: 7, adverse: 0 });
    expect(await outcome(operations, blob(8))).toBe(8);
  });

  test("R21: a signer whose time has run out is none, though the root is trusted", async () => {
    const past = createMetadataAuthority({ signerUntil: new Date(NOW - 1000) });
    const { withRoot } = await otherRoot(past.root);
    expect(await outcome(withRoot, blob(9, {}, past), lists(past))).toBe("mds_chain_untrusted");
    expect(await withRoot.mds.show()).toEqual({ state: "none" });
  });

  test("needs to know of no revocation, unless it is let through without", async () => {
    const { mds } = await open();
    const none = { ...given(blob(7)), crls: [] };
    expect(await mds.import(none, quiet)).toMatchObject({ code: "mds_revocation_unknown" });
    const revoked = given(blob(7), lists(authority, ["signer"]));
    for (const allowUnchecked of [true, false]) {
      expect(await mds.import({ ...revoked, allowUnchecked }, quiet)).toMatchObject({
        code: "mds_revoked",
      });
    }
    expect(await mds.import({ ...none, allowUnchecked: true }, quiet)).toMatchObject({
      value: { revocation: "unchecked" },
    });
    expect(await mds.show()).toMatchObject({ no: 7, revocation: "unchecked" });
    await mds.import(given(blob(8)), quiet);
    expect(await (await open()).mds.show()).toMatchObject({ no: 8, revocation: "checked" });
  });

  test("of two at once leaves one of them, and the number never goes back", async () => {
    const [one, other] = [await open(), await open()];
    const both = await Promise.all([
      outcome(one, blob(7)),
      outcome(other, blob(7, { entries: [REVOKED] })),
    ]);
    expect(both.toSorted()).toEqual([7, "mds_not_newer"]);
    const again = await Promise.all([outcome(one, blob(8)), outcome(other, blob(9))]);
    expect(again).toContain(9);
    expect(await one.mds.show()).toMatchObject({ no: 9 });
  });

  test("tried in advance says who would be affected, and writes nothing", async () => {
    const ids = await fill(desk, 3);
    const { mds } = await open();
    await mds.import(given(blob(7)), quiet);
    const tried = await mds.preview(given(blob(8, { entries: [REVOKED] })), unseen);
    expect(tried).toMatchObject({
      ok: true,
      value: { no: 8, survey: { credentials: 3, accounts: 3 } },
    });
    const survey = tried.ok ? tried.value.survey : expect.fail(tried.code);
    expect([...survey.changes]).toEqual([["one-step → refused", 3]]);
    expect(survey.examples.map(({ credential }) => credential).toSorted()).toEqual(ids.toSorted());
    expect(survey.examples[0]?.reasons).toContain("model_revoked");
    expect(await mds.show()).toMatchObject({ no: 7 });
    expect(await grades()).toEqual(["one-step", "one-step", "one-step"]);
    expect(await regradings()).toEqual([]);
    expect(await mds.preview(given(blob(7)), unseen)).toMatchObject({ code: "mds_not_newer" });
  });
});

describe("a re-assessment", () => {
  test("goes on after it was stopped between two batches, and does nothing twice", async () => {
    await fill(desk, 250);
    const first = await open();
    await first.mds.import(given(blob(7)), quiet);
    let batches = 0;
    const halting = {
      progress: () => {
        batches += 1;
      },
      stopped: () => batches === 2,
    };
    const stopped = await first.mds.import(given(blob(8, { entries: [REVOKED] })), halting);
    expect(stopped).toMatchObject({ value: { all: 250, left: 50, changed: 200 } });
    await first.close();
    opened.splice(0);

    const second = await open();
    expect(await second.pending()).toMatchObject({ all: 250, left: 50 });
    const seen: RegradeProgress[] = [];
    const hooks = { progress: (now: RegradeProgress) => seen.push(now), stopped: () => false };
    expect(await second.reassess(hooks)).toEqual({ all: 250, left: 0, changed: 50 });
    expect(seen).toHaveLength(1);
    expect(await regradings()).toHaveLength(250);
    expect(await second.reassess(quiet)).toEqual({ all: 250, left: 0, changed: 0 });
    expect(await regradings()).toHaveLength(250);
    expect(new Set(await grades())).toEqual(new Set(["refused"]));
  });

  test("says beforehand whom another policy or other facts would affect", async () => {
    await fill(desk, 2);
    const operations = await open();
    await operations.mds.import(given(blob(7)), quiet);
    const providers = await desk.file("providers.json", {
      version: "2027-01-01",
      providers: [
        {
          aaguid: MODEL,
          name: "Ours",
          class: "platform",
          uvKnownIssue: null,
          secondStep: null,
          stated: { date: "2027-01-01", source: "we make it" },
        },
      ],
    });
    const known = await operations.survey({ policy: undefined, providers }, unseen);
    expect([...known.changes]).toEqual([["one-step → enough", 2]]);
    const strict = await operations.survey({ policy: "regulated", providers: undefined }, unseen);
    expect([...strict.changes]).toEqual([["one-step → refused", 2]]);
    expect(strict).toMatchObject({ credentials: 2, accounts: 2 });
    const same = await operations.survey({ policy: undefined, providers: undefined }, unseen);
    expect(same).toMatchObject({ credentials: 2, accounts: 0, examples: [] });
    await expect(
      operations.survey({ policy: "/nowhere.json", providers: undefined }, unseen),
    ).rejects.toThrow("ASSAY_POLICY");
    expect(await grades()).toEqual(["one-step", "one-step"]);
  });
});

describe("what is shown", () => {
  test("is nothing before there is a blob", async () => {
    const { mds } = await open();
    expect(await mds.show()).toEqual({ state: "none" });
    expect(await mds.model(MODEL)).toMatchObject({ no: null, facts: null });
  });

  test("R22: of an old blob is that it is old, from the start of that day on", async () => {
    const { mds } = await open();
    await mds.import(given(blob(7)), quiet);
    const end = instant(Date.parse(day(10)));
    const before = await open({}, instant(end - 1));
    expect(await before.mds.show()).toMatchObject({ state: "current", nextUpdate: end });
    expect(await (await open({}, end)).mds.show()).toMatchObject({ state: "stale", no: 7 });
  });

  test("is who signed it, and what is wrong with its entries", async () => {
    const { mds } = await open();
    const keyIds = ["ab".repeat(20), "cd".repeat(20)];
    const entries = [REVOKED, { statusReports: [] }, metadataEntry({ keyIds }), { aaid: "1#2" }];
    await mds.import(given(blob(7, { entries })), quiet);
    const status = await mds.show();
    expect(status).toMatchObject({
      models: 2,
      adverse: 1,
      uafEntries: 1,
      signer: null,
      problems: [{ index: 1, model: null, code: "mds_entry_unnamed" }],
    });
    expect(status.state === "current" && status.signingPath).toHaveLength(3);
  });

  test("of a blob under other roots is that it is believed no more", async () => {
    const { mds } = await open();
    await mds.import(given(blob(7)), quiet);
    const { withRoot } = await otherRoot(createMetadataAuthority().root);
    expect(await withRoot.mds.show()).toMatchObject({
      state: "refused",
      no: 7,
      code: "mds_chain_untrusted",
    });
    expect(await withRoot.mds.model(MODEL)).toMatchObject({ no: null, facts: null });
  });

  test("of a model is what its reports mean now, and to whom", async () => {
    const certificate = authority.root;
    const model = metadataEntry({
      aaguid: MODEL,
      reports: [
        { status: "FIDO_CERTIFIED_L2", effectiveDate: "2020-01-01" },
        { status: "ATTESTATION_KEY_COMPROMISE", effectiveDate: "2021-01-01", certificate },
        { status: "USER_VERIFICATION_BYPASS", effectiveDate: "2022-01-01" },
        { status: "REVOKED", effectiveDate: day(5) },
      ],
    });
    const { mds } = await open();
    await mds.import(given(blob(7, { entries: [model] })), quiet);
    const now = await mds.model(MODEL);
    expect(now.standing).toMatchObject({ fido: "L2", hardware: true });
    expect([...now.standing.adverse]).toEqual(["user-verification-bypassed"]);
    expect(now.adverseToSome).toEqual(["attestation-compromised"]);
    expect(now.refuses.has("user-verification-bypassed")).toBe(true);
    const later = await (await open({}, instant(Date.parse(day(5))))).mds.model(MODEL);
    expect(later.standing.adverse.has("revoked")).toBe(true);
    const other = await mds.model("ffeeddcc-bbaa-9988-7766-554433221100" as Aaguid);
    expect(other).toMatchObject({ no: 7, facts: null, standing: { description: null } });
  });
});

async function otherRoot(root: Uint8Array) {
  const file = await desk.file("other.der", root);
  return { withRoot: await open({ mdsRoots: [file] }) };
}

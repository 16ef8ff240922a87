import { beforeEach, describe, expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { createMetadataAuthority, metadataEntry } from "../../src/testing/public.ts";
import {
  blob,
  createDesk,
  day,
  type Desk,
  fill,
  lists,
  MODEL,
  NOW,
  REVOKED,
} from "../compose/metadata-desk.ts";
import { run, runIn, runJson } from "./mds-site.ts";

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
});

async function bring(no: number, more: Parameters<typeof blob>[1] = {}) {
  await desk.file("blob.jwt", blob(no, more));
  return runJson(desk, "mds", "import", "blob.jwt");
}

async function bringLists(by?: ReturnType<typeof createMetadataAuthority>) {
  const [root, intermediate] = lists(by);
  const text = Buffer.from(intermediate ?? []).toString("base64");
  await desk.file("root.crl", root ?? "");
  await desk.file(
    "intermediate.pem",
    `-----BEGIN X509 CRL-----\n${text}\n-----END X509 CRL-----\n`,
  );
  return ["--crl", "root.crl", "--crl", "intermediate.pem"];
}

describe("mds import", () => {
  test("says what is in force now, and that nobody checked its signer", async () => {
    await fill(desk, 2);
    await desk.file("blob.jwt", blob(7));
    const { code, out, err } = await run(desk, "mds", "import", "blob.jwt");
    expect(code).toBe(0);
    expect(out).toContain("The blob 7 is in force. It tells of 1 models");
    expect(out).toContain(`by ${day(10)}`);
    expect(out).toContain("0 of 2 credentials are worth something else now.");
    expect(err).toContain("Nobody checked whether its signer was revoked");
  });

  test("answers in JSON, with what changed", async () => {
    await fill(desk, 2);
    await bring(7);
    expect(await bring(8, { entries: [REVOKED, {}] })).toEqual({
      code: 0,
      answer: {
        state: "imported",
        no: 8,
        nextUpdate: day(10),
        revocation: "unchecked",
        models: 1,
        problems: [{ index: 1, model: null, code: "mds_entry_unnamed" }],
        all: 2,
        left: 0,
        changed: 2,
      },
    });
  });

  test("takes lists of revoked certificates, in DER and PEM, and then has to hear of all", async () => {
    await desk.file("blob.jwt", blob(7));
    const given = await bringLists();
    const halfOfThem = await runJson(desk, "mds", "import", "blob.jwt", ...given.slice(0, 2));
    expect(halfOfThem).toMatchObject({ code: 1, answer: { code: "mds_revocation_unknown" } });
    const foreign = await bringLists(createMetadataAuthority());
    const unheard = await runJson(desk, "mds", "import", "blob.jwt", ...foreign);
    expect(unheard).toMatchObject({ code: 1, answer: { code: "mds_revocation_unknown" } });
    const own = await bringLists();
    expect(await runJson(desk, "mds", "import", "blob.jwt", ...own)).toMatchObject({
      code: 0,
      answer: { revocation: "checked" },
    });
    const { err } = await run(desk, "mds", "import", "blob.jwt", ...own);
    expect(err).toContain("mds_not_newer");
  });

  test("is refused without lists where they are asked for", async () => {
    await desk.file("blob.jwt", blob(7));
    const refused = await run(desk, "mds", "import", "blob.jwt", "--require-revocation");
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("with --crl");
    expect(refused.err).toContain("What was in force before stays in force.");
    expect(refused.err).toContain("(mds_revocation_unknown: ");
    expect(await runJson(desk, "mds", "show")).toEqual({ code: 0, answer: { state: "none" } });
  });

  test("R21: of what is not to be believed is no, and the old one stays", async () => {
    await bring(7);
    const [header, , signature] = blob(9).split(".");
    const [, payload] = blob(9, { entries: [] }).split(".");
    const stranger = createMetadataAuthority();
    const expired = createMetadataAuthority({ signerUntil: new Date(NOW - 1000) });
    await desk.file("expired.der", expired.root);
    for (const [text, code, root = "root.der"] of [
      [blob(6), "mds_not_newer"],
      [blob(7), "mds_not_newer"],
      [[header, payload, signature].join("."), "mds_signature_invalid"],
      [blob(9, {}, stranger), "mds_chain_untrusted"],
      // Out of date is a signer even under a root that is trusted.
      [blob(9, {}, expired), "mds_chain_untrusted", "expired.der"],
      ["not a blob", "mds_malformed"],
    ] as const) {
      await desk.file("blob.jwt", text);
      const env = { ASSAY_MDS_ROOTS: root };
      const refused = await runIn(desk, { env }, "mds", "import", "blob.jwt", "--json");
      expect(refused.code).toBe(1);
      expect(JSON.parse(refused.out)).toMatchObject({ code, message: expect.any(String) });
      if (root === "expired.der") expect(refused.out).toContain('"detail":"path_expired"');
      const { answer } = await runJson(desk, "mds", "show");
      expect(answer).toMatchObject({ state: "current", no: 7 });
    }
  });

  test("of a file that cannot be read, or of lists that are none, is bad input", async () => {
    expect(await runJson(desk, "mds", "import", "none.jwt")).toMatchObject({
      code: 2,
      answer: { code: "ASSAY_MDS_FILE" },
    });
    await desk.file("blob.jwt", blob(7));
    for (const wrong of ["none.crl", "blob.jwt"]) {
      const refused = await runJson(desk, "mds", "import", "blob.jwt", "--crl", wrong);
      expect(refused).toMatchObject({ code: 2, answer: { code: "ASSAY_CRL_FILE" } });
    }
    expect((await run(desk, "mds", "import")).code).toBe(2);
  });

  test("tried in advance says whom it would affect, and changes nothing", async () => {
    await fill(desk, 2);
    await bring(7);
    await desk.file("blob.jwt", blob(8, { entries: [REVOKED] }));
    const { code, out } = await run(desk, "mds", "import", "blob.jwt", "--dry-run");
    expect(code).toBe(0);
    expect(out).toContain("The blob 8 would come into force.");
    expect(out).toContain("2 would be worth something else, of 2 accounts");
    expect(out).toMatch(/one-step → refused {2}2/);
    expect(out).toMatch(/account \S+, credential \S+: one-step → refused \(.*model_revoked/);
    expect(out).toContain("Nothing was changed.");
    const json = await runJson(desk, "mds", "import", "blob.jwt", "--dry-run");
    expect(json.answer).toMatchObject({
      state: "preview",
      no: 8,
      survey: { credentials: 2, affected: 2, accounts: 2, changes: { "one-step → refused": 2 } },
    });
    expect((await runJson(desk, "mds", "show")).answer).toMatchObject({ no: 7, adverse: 0 });
  });
});

describe("mds show", () => {
  test("says that there is none, and how to get one", async () => {
    const { code, out } = await run(desk, "mds", "show");
    expect(code).toBe(0);
    expect(out).toContain("assay mds update, or assay mds import FILE");
  });

  test("R22: says aloud that it is old, and ends with 1", async () => {
    await bring(7, { entries: [REVOKED, {}] });
    const now = await run(desk, "mds", "show");
    expect(now.code).toBe(0);
    expect(now.out).toContain("1, of which 1 carry an adverse status");
    expect(now.out).toContain("not checked at its import");
    expect(now.out).toContain("entry 1: names no model; left out");
    expect(now.out).toMatch(/certificate +(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
    const later = { clock: () => instant(Date.parse(day(10))) };
    const old = await runIn(desk, later, "mds", "show");
    expect(old.code).toBe(1);
    expect(old.out).toContain(`${day(10)}, which has passed`);
    expect(old.out).toContain("It is OLD");
    const json = await runIn(desk, later, "mds", "show", "--json");
    expect(JSON.parse(json.out)).toMatchObject({ state: "stale", no: 7, nextUpdate: day(10) });
  });

  test("says that it is believed no more where its root is trusted no more", async () => {
    await bring(7);
    await desk.file("other.der", createMetadataAuthority().root);
    const others = { env: { ASSAY_MDS_ROOTS: "other.der" } };
    const { code, out } = await runIn(desk, others, "mds", "show");
    expect(code).toBe(1);
    expect(out).toContain("believed no more");
    expect(out).toContain("(mds_chain_untrusted)");
  });

  test("tells of one model what it is, and what the policy makes of it", async () => {
    const reports = [
      { status: "FIDO_CERTIFIED_L2", effectiveDate: "2020-01-01", sunsetDate: "2030-01-01" },
      { status: "ATTESTATION_KEY_COMPROMISE", effectiveDate: "2021-01-01" },
      { status: "USER_KEY_PHYSICAL_COMPROMISE" },
    ];
    await bring(7, { entries: [metadataEntry({ aaguid: MODEL, reports })] });
    const { code, out } = await run(desk, "mds", "show", "--aaguid", MODEL.toUpperCase());
    expect(code).toBe(0);
    expect(out).toContain(`${MODEL}: Assay test authenticator (blob 7)`);
    expect(out).toContain("FIDO_CERTIFIED_L2 since 2020-01-01, until 2030-01-01");
    expect(out).toContain("USER_KEY_PHYSICAL_COMPROMISE always");
    expect(out).toContain("FIDO L2, no FIPS 140 level");
    expect(out).toMatch(/key-extractable\. .+ The policy balanced refuses it\./);
    expect(out).toMatch(/attestation-compromised\. .+ does not refuse it for that\./);
    const json = await runJson(desk, "mds", "show", "--aaguid", MODEL);
    expect(json.answer).toMatchObject({
      aaguid: MODEL,
      listed: true,
      standing: {
        fido: "L2",
        adverse: [
          { code: "attestation-compromised", refused: false },
          { code: "key-extractable", refused: true },
        ],
      },
      policy: "balanced",
    });
  });

  test("of a model that is not listed is no, and of what is no AAGUID wrong usage", async () => {
    const known = "2fc0579f-8113-47ea-b116-bb5a8db9202a";
    const none = await run(desk, "mds", "show", "--aaguid", known);
    expect(none.code).toBe(1);
    expect(none.out).toContain("no metadata is in force");
    await bring(7);
    const { code, out } = await run(desk, "mds", "show", "--aaguid", known);
    expect(code).toBe(1);
    expect(out).toContain("does not list it");
    expect(out).toMatch(/provider +YubiKey.*, hardware-key/);
    expect((await run(desk, "mds", "show", "--aaguid", "yubikey")).code).toBe(2);
  });
});

describe("the configuration of these commands", () => {
  test("needs no origin, no mail and no keys, but what is wrong is still wrong", async () => {
    const env = { NODE_ENV: "production" };
    expect(await runIn(desk, { env }, "mds", "show")).toMatchObject({ code: 0 });
    const wrong = {
      ...env,
      ASSAY_MDS_URL: "http://mds.example/",
      ASSAY_ORIGIN: "accounts.example",
    };
    const { code, err } = await runIn(desk, { env: wrong }, "mds", "show");
    expect(code).toBe(2);
    expect(err).toContain("ASSAY_MDS_URL: expected an https address");
    expect(err).toContain("ASSAY_ORIGIN: expected an https origin");
    const dev = await runIn(desk, { env }, "mds", "show", "--dev");
    expect(dev).toMatchObject({ code: 2 });
    expect(dev.err).toContain("ASSAY_DEV_IN_PRODUCTION");
  });

  test("names its file as serve does, and the policy and facts in force", async () => {
    await desk.file("other.json", { policy: "nowhere.json" });
    const { code, err } = await run(desk, "mds", "show", "--config", "other.json");
    expect(code).toBe(2);
    expect(err).toContain("(ASSAY_POLICY)");
  });
});

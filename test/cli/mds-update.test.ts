import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMetadataAuthority } from "../../src/testing/public.ts";
import { blob, createDesk, type Desk, fill, lists, REVOKED } from "../compose/metadata-desk.ts";
import { serveHttp, serveHttps, trustLocalRoot } from "../outbound/local-server.ts";
import { run, runJson } from "./mds-site.ts";

let desk: Desk;
let stops: (() => unknown)[] = [];

beforeEach(async () => {
  desk = await createDesk();
});

afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
  stops = [];
});

describe("mds update", () => {
  async function service() {
    const says = { blob: "", status: 200 };
    const trusted = trustLocalRoot();
    stops.push(() => trusted.restore());
    const plain = await serveHttp((request, answer) =>
      answer.end(crls[request.url === "/root.crl" ? 0 : 1]),
    );
    const authority = createMetadataAuthority({ crlBase: plain.url });
    const crls = lists(authority);
    const secure = await serveHttps((_, answer) => answer.writeHead(says.status).end(says.blob));
    stops.push(
      () => plain.stop(),
      () => secure.stop(),
    );
    await desk.file("root.der", authority.root);
    await desk.file("assay.config.json", { mdsUrl: `${secure.url}/` });
    return { says, blob: (no: number, more = {}) => blob(no, more, authority) };
  }

  test("gets what is newer, and says where there is nothing", async () => {
    await fill(desk, 1);
    const { says, blob: blobOf } = await service();
    says.blob = blobOf(7);
    expect(await runJson(desk, "mds", "update")).toMatchObject({
      code: 0,
      answer: { state: "imported", no: 7, revocation: "checked" },
    });
    says.blob = blobOf(8, { entries: [REVOKED] });
    const tried = await runJson(desk, "mds", "update", "--dry-run");
    expect(tried).toMatchObject({ code: 0, answer: { state: "preview", survey: { affected: 1 } } });
    expect((await run(desk, "mds", "update")).out).toContain("The blob 8 is in force.");
    says.blob = "";
    const { code, out } = await run(desk, "mds", "update");
    expect(code).toBe(0);
    expect(out).toContain("There is nothing newer than the blob 8");
    expect((await runJson(desk, "mds", "update")).answer).toEqual({ state: "unchanged", no: 8 });
  });

  test("R21: that fails says why and what to do, and the old one stays", async () => {
    const { says, blob: blobOf } = await service();
    says.blob = blobOf(7);
    await run(desk, "mds", "update");
    says.status = 500;
    const failed = await run(desk, "mds", "update");
    expect(failed.code).toBe(1);
    expect(failed.err).toContain("Try again later, or bring it in a file: assay mds import FILE.");
    expect(failed.err).toMatch(/\(download_status: 500 from https:\/\/127\.0\.0\.1:\d+\)/);
    says.status = 200;
    says.blob = blob(8);
    expect(await runJson(desk, "mds", "update")).toMatchObject({
      code: 1,
      answer: { code: "mds_chain_untrusted" },
    });
    expect((await runJson(desk, "mds", "show")).answer).toMatchObject({ no: 7, state: "current" });
  });
});

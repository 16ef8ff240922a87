import type { RequestListener } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Operations, openOperations } from "../../src/compose/operate.ts";
import { createMetadataAuthority } from "../../src/testing/public.ts";
import { serveHttp, serveHttps, trustLocalRoot } from "../outbound/local-server.ts";
import {
  blob,
  createDesk,
  type Desk,
  fill,
  lists,
  NOW,
  quiet,
  REVOKED,
  unseen,
} from "./metadata-desk.ts";

let desk: Desk;
let stops: (() => unknown)[] = [];

beforeEach(async () => {
  desk = await createDesk();
  const trusted = trustLocalRoot();
  stops.push(() => trusted.restore());
});

afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
  stops = [];
});

async function serve(listener: RequestListener, scheme: typeof serveHttp = serveHttps) {
  const server = await scheme(listener);
  stops.push(() => server.stop());
  return server.url;
}

/** A metadata service whose lists are served by plain HTTP, as those of the web are. */
async function createService() {
  const says = { blob: "", root: true, intermediate: true, status: 200 };
  const asked: string[] = [];
  const plain = await serve((request, answer) => {
    const isRoot = request.url === "/root.crl";
    if (!(isRoot ? says.root : says.intermediate)) answer.writeHead(404).end();
    else answer.end(crls[isRoot ? 0 : 1]);
  }, serveHttp);
  const authority = createMetadataAuthority({ crlBase: plain });
  let crls = lists(authority);
  const url = await serve((request, answer) => {
    asked.push(request.url ?? "");
    answer.writeHead(says.status).end(says.blob);
  });
  const root = await desk.file("root.der", authority.root);
  const config = { mdsUrl: `${url}/blob?key=a`, mdsRoots: [root] };
  return {
    says,
    asked,
    config,
    blob: (no: number, more = {}) => blob(no, more, authority),
    revoke() {
      crls = lists(authority, ["signer"]);
    },
  };
}

async function open(config: Parameters<Desk["open"]>[0]): Promise<Operations> {
  const operations = await desk.open(config);
  stops.push(() => operations.close());
  return operations;
}

async function outcome({ mds }: Operations) {
  const result = await mds.update(quiet);
  if (!result.ok) return result.code;
  return "unchanged" in result.value ? "unchanged" : result.value.no;
}

describe("an update", () => {
  test("downloads what is newer, with the lists that its signer's certificates name", async () => {
    const service = await createService();
    const operations = await open(service.config);
    service.says.blob = service.blob(7);
    expect(await operations.mds.update(quiet)).toMatchObject({
      ok: true,
      value: { no: 7, revocation: "checked" },
    });
    expect(await operations.mds.show()).toMatchObject({ no: 7, revocation: "checked" });
    service.says.blob = service.blob(8);
    expect(await outcome(operations)).toBe(8);
    expect(service.asked).toEqual(["/blob?key=a", "/blob?key=a&localCopySerial=7"]);
  });

  test("finds nothing newer in an empty answer, or in the blob that is in force", async () => {
    const service = await createService();
    const operations = await open(service.config);
    service.says.blob = service.blob(7);
    await operations.mds.update(quiet);
    expect(await operations.mds.update(quiet)).toEqual({ ok: true, value: { unchanged: 7 } });
    service.says.blob = "";
    expect(await operations.mds.update(quiet)).toEqual({ ok: true, value: { unchanged: 7 } });
    expect(await operations.mds.previewUpdate(unseen)).toMatchObject({ value: { unchanged: 7 } });
  });

  test("from an empty answer is none where there was nothing before", async () => {
    const service = await createService();
    expect(await outcome(await open(service.config))).toBe("mds_malformed");
  });

  test("tried in advance writes nothing", async () => {
    const service = await createService();
    await fill(desk, 1);
    const operations = await open(service.config);
    service.says.blob = service.blob(7);
    await operations.mds.update(quiet);
    service.says.blob = service.blob(8, { entries: [REVOKED] });
    const tried = await operations.mds.previewUpdate(unseen);
    expect(tried).toMatchObject({ value: { no: 8, survey: { accounts: 1 } } });
    expect(await operations.mds.show()).toMatchObject({ no: 7 });
  });

  test("R21: that fails leaves the last good blob in force, and says what failed", async () => {
    const service = await createService();
    const { says, config } = service;
    const operations = await open(config);
    says.blob = service.blob(7);
    expect(await outcome(operations)).toBe(7);

    says.blob = `${service.blob(8)}x`;
    expect(await outcome(operations)).toMatch(/^mds_(signature_invalid|malformed)$/);
    says.blob = blob(8);
    expect(await outcome(operations)).toBe("mds_chain_untrusted");
    says.blob = service.blob(6);
    expect(await outcome(operations)).toBe("mds_not_newer");
    says.blob = service.blob(8);
    says.status = 503;
    expect(await outcome(operations)).toBe("download_status");
    says.status = 200;
    says.intermediate = false;
    const unknown = await operations.mds.update(quiet);
    expect(unknown).toMatchObject({
      code: "mds_revocation_unknown",
      detail: expect.stringMatching(/intermediate\.crl: download_status$/),
    });
    says.intermediate = true;
    service.revoke();
    expect(await outcome(operations)).toBe("mds_revoked");
    expect(await operations.mds.show()).toMatchObject({ state: "current", no: 7 });
  });

  test("is by TLS, or not at all", async () => {
    const service = await createService();
    const plain = await serve((_, answer) => answer.end(service.blob(7)), serveHttp);
    const away = await serve((_, answer) => answer.writeHead(302, { location: plain }).end());
    const led = await open({ ...service.config, mdsUrl: away });
    expect(await outcome(led)).toBe("download_insecure");
    // The configuration refuses such an address, and so does the download itself.
    await expect(desk.open({ mdsUrl: plain })).rejects.toThrow("mdsUrl: expected an https address");
    const settings = desk.settings(service.config);
    const named = await openOperations({ ...settings, mdsUrl: plain }, () => NOW);
    stops.push(() => named.close());
    expect(await outcome(named)).toBe("download_insecure");
  });

  test("asks nobody for lists on the word of a blob that is not believed", async () => {
    const asked: string[] = [];
    const trap = await serve((request, answer) => {
      asked.push(request.url ?? "");
      answer.end();
    }, serveHttp);
    const stranger = createMetadataAuthority({ crlBase: trap });
    const service = await createService();
    service.says.blob = blob(9, {}, stranger);
    expect(await outcome(await open(service.config))).toBe("mds_chain_untrusted");
    expect(asked).toEqual([]);
  });
});

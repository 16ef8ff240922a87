import { expect, test } from "vitest";
import { verifyAudit } from "../../src/audit/verify.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import { instant } from "../../src/base/time.ts";
import { composeAssay } from "../../src/compose/compose.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import { openStore } from "../../src/store/open.ts";
import { beginSignIn, Browser, signUp } from "../http/site.ts";
import { temporaryFolder } from "../store/sqlite-file.ts";

test("R60: what a site did is sealed when it has stopped, with factor, flags, AAGUID, outcome and time", async () => {
  const file = newKeyFile(instant(0));
  const path = `${temporaryFolder()}/assay.db`;
  const config = { keys: keyFileText(file), logLevel: "silent" as const };
  const settings = resolveConfig(config, { env: {}, cwd: "/nowhere", dev: true });
  const database = { driver: "sqlite", path } as const;
  const site = await composeAssay({ ...settings, database }, () => instant(1_800_000_000_000));
  const { authenticator } = await signUp(site, "ann@example.org");
  const phone = new Browser(site);
  const { evidence, answer } = await beginSignIn(phone, authenticator);
  await phone.post(evidence, answer);
  await site.close();

  const store = await openStore(`sqlite:${path}`);
  const report = await verifyAudit(store, createKeyRing(file));
  expect(report).toMatchObject({ unsealed: 0, broken: null });
  const lines = await store.sealedEvents(0, 100);
  expect(lines).toHaveLength(report.sound);
  const signedIn = lines.find(({ data }) => data.includes('"action":"sign-in"'));
  expect(signedIn).toMatchObject({ kind: "attempt.allowed", at: "1800000000000" });
  expect(JSON.parse(signedIn?.data ?? "{}")).toMatchObject({
    answer: "allow",
    evidence: [
      {
        method: "passkey",
        userVerified: { value: true },
        backupEligible: { value: expect.any(Boolean) },
        aaguid: expect.anything(),
      },
    ],
  });
  // Nothing that signs in stands there.
  const all = JSON.stringify(lines);
  for (const [, cookie] of phone.cookies) expect(all).not.toContain(cookie.split(".").at(-1));
  await store.close();
});

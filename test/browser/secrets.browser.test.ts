import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./harness/chromium.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";
import { addPasskeyDevice } from "./harness/virtual-authenticator.ts";
import { openPage, proveAddress } from "./harness/visit.ts";

let assay: RunningAssay;
beforeAll(async () => {
  assay = await startAssay({ ASSAY_LOG_LEVEL: "trace" });
});
afterAll(async () => {
  await assay?.stop();
});

test("R60: no secret is in the logs or in the database", async () => {
  const browser = await launchChromium();
  const page = await openPage(browser);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url(), request.postData() ?? ""));
  await addPasskeyDevice(page, "platform-synced");
  await proveAddress(page, assay, "secret@example.org");
  const code = await assay.code("secret@example.org");
  await page.getByRole("button", { name: "Create passkey" }).click();
  await page.waitForURL(/\/account/);
  const cookies = await page.context().cookies();
  await browser.close();

  const secrets = [
    code,
    ...cookies.map(({ value }) => value),
    ...cookies.map(({ value }) => value.split(".")[1] ?? value),
    // Sealed attempts and steps: whoever has one and the cookie could go on with it.
    ...sent.flatMap((text) =>
      [...text.matchAll(/(?:attempts\/|step(?:":"|=))([\w-]{200,})/g)].map(
        ([, sealed = ""]) => sealed,
      ),
    ),
  ];
  expect(secrets.length).toBeGreaterThan(6);
  const log = assay.output();
  expect(log).toContain('"route":"/api/attempts/:id/evidence"');
  const data = join(assay.folder, "data");
  const database = readdirSync(data)
    .map((name) => readFileSync(join(data, name), "latin1"))
    .join("\n");
  expect(database).toContain("secret@example.org");
  for (const secret of secrets) {
    expect(log).not.toContain(secret);
    // Six digits may stand anywhere by chance; as a field's whole value they may not.
    expect(database).not.toContain(secret.length > 6 ? secret : `"${secret}"`);
  }
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instant } from "../../src/base/time.ts";
import { composeAssay } from "../../src/compose/compose.ts";
import { openOperatorDesk } from "../../src/compose/operate-operators.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import { createKeyRing } from "../../src/keys/key-ring.ts";
import { openStore } from "../../src/store/open.ts";
import type { Authenticator } from "../../src/testing/public.ts";
import { type Answer, type Browser, ORIGIN, signUp } from "./site.ts";

/** A site on a database file, with the console beside it and a clock that the test moves. */
export async function openOperatedSite(policy = "balanced") {
  const folder = mkdtempSync(join(tmpdir(), "assay-operators-"));
  const path = join(folder, "assay.db");
  const file = newKeyFile(instant(0));
  const config = { keys: keyFileText(file), logLevel: "silent" as const, policy };
  const settings = {
    ...resolveConfig(config, { env: {}, cwd: "/nowhere", dev: true }),
    database: { driver: "sqlite" as const, path },
  };
  let now = instant(Date.parse("2026-06-01T10:00:00Z"));
  // No two moments are the same, so that what is listed by time has one order.
  const clock = () => {
    now = instant(now + 1);
    return now;
  };
  const site = await composeAssay(settings, clock);
  const desk = await openOperatorDesk(settings, clock);
  const store = await openStore(`sqlite:${path}`);
  const close = async () => {
    await desk.close();
    await site.close();
    await store.close();
    rmSync(folder, { recursive: true });
  };
  const advance = (seconds: number) => {
    now = instant(now + seconds * 1000);
  };
  return { site, desk, store, advance, close, keys: createKeyRing(file) };
}

export type OperatedSite = Awaited<ReturnType<typeof openOperatedSite>>;

/** Shows a passkey for an action, as a client does that was answered `step_up_required`. */
export async function stepUp(
  browser: Browser,
  authenticator: Authenticator,
  action = "operate:read",
): Promise<Answer> {
  const begun = await browser.post("/api/attempts", { action, method: "passkey" });
  const step = begun.body["step"];
  const response = authenticator.get(step?.["publicKey"] as never, { origin: ORIGIN });
  const evidence = `/api/attempts/${begun.body["id"]}/evidence`;
  return browser.post(evidence, { step: step?.["step"], response });
}

export interface Person {
  readonly browser: Browser;
  readonly authenticator: Authenticator;
  readonly id: string;
  readonly email: string;
}

export async function aPerson(site: OperatedSite["site"], email: string): Promise<Person> {
  const { browser, authenticator } = await signUp(site, email);
  const { body } = await browser.get("/api/session");
  return { browser, authenticator, email, id: body["account"] ?? "" };
}

/** Somebody who was invited on the console, and has just shown a passkey. */
export async function anOperator({ site, desk }: OperatedSite, email: string): Promise<Person> {
  const person = await aPerson(site, email);
  const invited = await desk.invite(email);
  const token = invited.ok ? invited.value.token : "";
  await stepUp(person.browser, person.authenticator, "operate:join");
  const joined = await person.browser.post("/api/operator/join", { token });
  if (joined.status !== 204) throw new TypeError(`not joined: ${joined.body["code"]}`);
  return person;
}

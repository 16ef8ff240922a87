import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PolicyInput } from "../../src/policy/schema.ts";
import { createAuthenticator } from "../../src/testing/public.ts";
import {
  anOperator,
  aPerson,
  type OperatedSite,
  openOperatedSite,
  type Person,
  stepUp,
} from "./operators.ts";
import { beginSignIn, type Body, Browser, ORIGIN } from "./site.ts";

/** Somebody who has nothing left: two operators vouch, neither alone, and it waits three days. */

const DAY = 86_400;
const APPROVAL = { prove: "external", assertion: "approval" } as const;

const byTwo: PolicyInput = {
  version: 1,
  name: "by-two-operators",
  extends: "balanced",
  actions: {
    recover: {
      anyOf: [
        {
          allOf: [APPROVAL, APPROVAL, { enrol: "passkey", class: ["any"] }],
          delaySeconds: 3 * DAY,
          notices: 1,
        },
      ],
    },
  },
};

let world: OperatedSite;
let folder: string;
let olga: Person;
let otto: Person;
let ann: Person;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "assay-by-two-"));
  const path = join(folder, "policy.json");
  writeFileSync(path, JSON.stringify(byTwo));
  world = await openOperatedSite(path);
  olga = await anOperator(world, "olga@example.org");
  otto = await anOperator(world, "otto@example.org");
  ann = await aPerson(world.site, "ann@example.org");
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function ask(person: Person, about = ann): Promise<string> {
  const asked = await person.browser.post(`/api/operator/accounts/${about.id}/break-glass`, {});
  expect(asked.status).toBe(201);
  return asked.body["id"] ?? "";
}

const give = (person: Person, id: string) =>
  person.browser.post(`/api/operator/approvals/${id}`, {});

async function words(): Promise<readonly string[]> {
  const { status, body } = await give(otto, await ask(olga));
  expect(status).toBe(201);
  const { searchParams } = new URL(String(body["url"]));
  return (searchParams.get("token") ?? "").split(".");
}

/** Shows one word after the other in an attempt of a browser's own. */
async function show(browser: Browser, all: readonly string[]): Promise<Body> {
  const begun = await browser.post("/api/attempts", { action: "recover" });
  const attempt = `/api/attempts/${begun.body["id"]}`;
  let last = begun.body;
  for (const response of all) {
    const step = await browser.post(`${attempt}/steps`, { method: "external" });
    const answer = { step: step.body["step"], response };
    last = (await browser.post(`${attempt}/evidence`, answer)).body;
  }
  return last;
}

describe("break-glass", () => {
  test("two operators, three days and a notice let its owner create a passkey and sign in", async () => {
    const id = await ask(olga);
    const listed = await otto.browser.get("/api/operator/approvals");
    expect(listed.body).toMatchObject([{ id, account: ann.id, askedBy: olga.id }]);
    const { body } = await give(otto, id);
    expect((await otto.browser.get("/api/operator/approvals")).body).toEqual([]);

    // The page behind the link shows both words at once.
    const laptop = new Browser(world.site);
    const token = new URL(String(body["url"])).searchParams.get("token") ?? "";
    const form = new URLSearchParams({ token }).toString();
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const opened = await laptop.send("POST", "/recover/link", form, type);
    expect(opened.status).toBe(303);
    const attempt = `/api${opened.headers.get("location") ?? ""}`;
    expect((await laptop.get(attempt)).body["state"]).toBe("waiting");
    const enrol = () => laptop.post(`${attempt}/steps`, { method: "passkey", ceremony: "enrol" });
    world.advance(3 * DAY - 60);
    expect((await enrol()).body["code"]).toBe("method_not_offered");
    world.advance(60);
    const step = await enrol();
    const authenticator = createAuthenticator();
    const response = authenticator.create(step.body["publicKey"] as never, { origin: ORIGIN });
    const answer = { step: step.body["step"], response };
    expect((await laptop.post(`${attempt}/evidence`, answer)).body["state"]).toBe("allowed");
    const signIn = await beginSignIn(laptop, authenticator);
    expect((await laptop.post(signIn.evidence, signIn.answer)).body["state"]).toBe("allowed");
  });

  test("who asked cannot give, and one word, or one twice, opens nothing", async () => {
    const id = await ask(olga);
    const alone = await give(olga, id);
    expect(alone).toMatchObject({ status: 404, body: { code: "approval_unknown" } });
    const [first = "", second = ""] = await words();
    expect(await show(new Browser(world.site), [first])).toMatchObject({ state: "open" });
    // Each is taken by the attempt that it was shown in.
    const again = await show(new Browser(world.site), [first, second]);
    expect(again["state"]).toBe("open");
    expect(again["options"]).toEqual([{ methods: ["external"], ceremony: "prove" }]);
  });

  test("two words that the same operator asked for and gave with another are one of his", async () => {
    // Olga asks twice, Otto gives twice: two of Olga's words are still one operator's.
    const [first = ""] = await words();
    const [third = ""] = await words();
    expect(await show(new Browser(world.site), [first, third])).toMatchObject({ state: "open" });
  });

  test("nobody asks or gives for his own account", async () => {
    const own = await olga.browser.post(`/api/operator/accounts/${olga.id}/break-glass`, {});
    expect(own).toMatchObject({ status: 403, body: { code: "own_account" } });
    const id = await ask(olga, otto);
    expect(await give(otto, id)).toMatchObject({ status: 403, body: { code: "own_account" } });
  });

  test("it is given within an hour, once, and only while who asked is an operator still", async () => {
    const late = await ask(olga);
    world.advance(3600);
    await stepUp(otto.browser, otto.authenticator, "operate:break-glass");
    expect((await give(otto, late)).body["code"]).toBe("approval_unknown");
    await stepUp(olga.browser, olga.authenticator, "operate:break-glass");
    const left = await ask(olga);
    expect((await world.desk.remove("olga@example.org")).ok).toBe(true);
    expect((await give(otto, left)).body["code"]).toBe("approval_unknown");

    const third = await anOperator(world, "theo@example.org");
    const id = await ask(third);
    expect((await give(otto, id)).status).toBe(201);
    expect((await give(otto, id)).body["code"]).toBe("approval_unknown");
  });

  test("both are in the record by name, their words are not, and the owner is told", async () => {
    const [first = "", second = ""] = await words();
    const events = await world.store.eventsAfter("operator.done", null, 100);
    const own = events.filter(({ account }) => account === ann.id);
    expect(own.map(({ data }) => [data["operator"], data["action"]])).toEqual([
      [olga.id, "operate:break-glass"],
      [otto.id, "operate:break-glass"],
    ]);
    expect(JSON.stringify(events)).not.toContain(first);
    expect(JSON.stringify(events)).not.toContain(second);
    const [newest] = await world.store.messagesTo("ann@example.org", 1);
    const letter = world.keys.open("message", newest?.sealed ?? "", "ann@example.org");
    expect(letter).toMatchObject({ value: { notice: "link-made" } });
  });
});

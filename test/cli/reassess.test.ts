import { beforeEach, describe, expect, test } from "vitest";
import { blob, createDesk, type Desk, fill, REVOKED } from "../compose/metadata-desk.ts";
import { run, runIn, runJson } from "./mds-site.ts";

let desk: Desk;

beforeEach(async () => {
  desk = await createDesk();
});

describe("reassess", () => {
  test("grades what was graded by something else, and then nothing more", async () => {
    await fill(desk, 3);
    expect((await runJson(desk, "reassess", "--dry-run")).answer).toEqual({ all: 3, left: 3 });
    const first = await run(desk, "reassess");
    expect(first.code).toBe(0);
    expect(first.out).toBe("0 of 3 credentials are worth something else now.\n");
    const pending = await run(desk, "reassess", "--dry-run");
    expect(pending.out).toContain("0 of 3 credentials were graded by something else");
    const strict = { env: { ASSAY_POLICY: "regulated" } };
    const { out, code } = await runIn(desk, strict, "reassess", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ all: 3, left: 0, changed: 3 });
  });

  test("stops between two batches when it is asked to, says so, and goes on the next time", async () => {
    await fill(desk, 250);
    await run(desk, "reassess");
    await desk.file("blob.jwt", blob(1, { entries: [REVOKED] }));
    const halted = await runIn(desk, { stopped: true }, "mds", "import", "blob.jwt");
    expect(halted.code).toBe(1);
    expect(halted.out).toContain("100 of 250 credentials are worth something else now.");
    expect(halted.out).toContain("150 are left to grade: assay reassess goes on");
    const again = await runIn(desk, { stopped: true }, "reassess", "--json");
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toEqual({ all: 250, left: 50, changed: 100 });
    expect(await runJson(desk, "reassess")).toEqual({
      code: 0,
      answer: { all: 250, left: 0, changed: 50 },
    });
    const events = await desk.withStore((store) =>
      store.eventsAfter("credential.regraded", null, 1000),
    );
    expect(events).toHaveLength(250);
    expect(new Set(events.map(({ data }) => data["credential"])).size).toBe(250);
  });

  test("tells how far it is: over one line to who watches, in lines elsewhere", async () => {
    await fill(desk, 250);
    const plain = await run(desk, "reassess");
    expect(plain.err).toBe(
      "graded 100 of 250 credentials\ngraded 200 of 250 credentials\ngraded 250 of 250 credentials\n",
    );
    const watched = await runIn(desk, { watched: true }, "reassess", "--json");
    expect(watched.err).toBe("\r\u001b[Kgraded 250 of 250 credentials\n");
    expect(JSON.parse(watched.out)).toMatchObject({ all: 250 });
  });

  test("is asked beforehand whom another policy would affect", async () => {
    await fill(desk, 2);
    await run(desk, "reassess");
    await desk.file("mine.json", {
      version: 1,
      name: "mine",
      extends: "balanced",
      passkeyClasses: { any: { userVerification: "none", keepers: ["platform"] } },
    });
    const { code, out } = await run(desk, "reassess", "--dry-run", "--policy", "mine.json");
    expect(code).toBe(0);
    expect(out).toContain("Of 2 credentials, 2 would be worth something else, of 2 accounts.");
    expect(out).toContain("Nothing was changed.");
    const json = await runJson(desk, "reassess", "--dry-run", "--policy", "regulated");
    expect(json.answer).toMatchObject({ affected: 2, changes: { "one-step → refused": 2 } });
    expect((await runJson(desk, "reassess", "--dry-run")).answer).toEqual({ all: 2, left: 0 });
  });

  test("asks nothing of a policy that cannot be read, and grades by none that is only named", async () => {
    const unread = await runJson(desk, "reassess", "--dry-run", "--policy", "none.json");
    expect(unread).toMatchObject({ code: 2, answer: { code: "ASSAY_POLICY" } });
    const facts = await runJson(desk, "reassess", "--dry-run", "--providers", "none.json");
    expect(facts).toMatchObject({ code: 2, answer: { code: "ASSAY_PROVIDERS" } });
    for (const named of [
      ["--policy", "strict"],
      ["--providers", "facts.json"],
    ]) {
      const refused = await run(desk, "reassess", ...named);
      expect(refused.code).toBe(2);
      expect(refused.err).toContain("need --dry-run");
    }
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Aaguid } from "../../src/base/ids.ts";
import { mintEvidence } from "../../src/evidence/evidence.ts";
import { fact } from "../../src/evidence/provenance.ts";
import { runCommand } from "../../src/cli/program.ts";
import type { Compose } from "../../src/cli/serve.ts";
import { compared, family, ORACLE, worked } from "../analysis/scenarios.ts";
import { createDesk } from "../compose/metadata-desk.ts";
import { aCredential, anAccount, anAddress } from "../store/records.ts";
import { commandIo } from "./command-io.ts";
import { run as inSite, runJson } from "./mds-site.ts";

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assay-analyse-"));
});

afterAll(async () => {
  await rm(cwd, { recursive: true });
});

const never: Compose = () => {
  throw new TypeError("nothing is composed here");
};

async function run(args: readonly string[]) {
  const { io, said } = commandIo({ cwd });
  const code = await runCommand(["analyse", ...args], never, io);
  return { code, ...said };
}

async function analysed(value: unknown, ...args: readonly string[]) {
  await writeFile(join(cwd, "scenario.json"), JSON.stringify(value));
  return run(["--scenario", "scenario.json", ...args]);
}

describe("analyse --scenario --json", () => {
  test.each(ORACLE.scenarios.map((one) => [one.id, one] as const))("%s", async (_, scenario) => {
    const { code, out, err } = await analysed(scenario, "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const answer = JSON.parse(out);
    expect(family(answer.control)).toEqual(family(scenario.expected.control));
    expect(family(answer.access)).toEqual(family(scenario.expected.access));
    expect(family(answer.lockout)).toEqual(family(scenario.lockout));
    expect(answer.profile).toEqual(scenario.profile);
    for (const goal of ["control", "access"] as const) {
      expect(compared(answer.versusBaseline[goal])).toEqual(
        compared(scenario.versusBaselineTotp[goal]),
      );
    }
    expect(answer).toMatchObject({ complete: true, formulas: expect.any(String) });
    expect(answer.limits.length).toBeGreaterThan(5);
  });
});

describe("analyse --scenario in words", () => {
  test("says what defeats it, remote first, how, and what that does not say", async () => {
    const { code, out } = await analysed(worked("PASSKEY_ADDED_TO_BASE"));
    expect(code).toBe(0);
    const lines = out.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    const place = (text: string) => lines.findIndex((line) => line.includes(text));
    expect(place("lured to a fake page")).toBeGreaterThan(0);
    expect(place("lured to a fake page")).toBeLessThan(place("stolen while it is locked"));
    expect(out).toContain("by recovering with password + recovery-code");
    expect(out).toContain("by signing in with pk:sync, then by enrol:passkey");
    expect(out.match(/malicious software/g)).toHaveLength(1);
    expect(out).toContain("Whatever takes over password and code takes it over too");
    expect(out).toContain("without recovering with password + recovery-code:");
    expect(out).toContain("not likelihoods");
    expect(out).toContain("as of 2026-11-23");
  });

  test("tells a session and a survivor by their names", async () => {
    const plain = await analysed(worked("PK_SYNC_NO_STEPUP"));
    expect(plain.out).toContain("in a session that the owner began, then by enrol:passkey");
    const survivor = await analysed(worked("PK_SYNC_UNVERIFIED_SIGNUP"));
    expect(survivor.out).toContain("opened the account under this address before its owner did");
    expect(survivor.out).toContain("by what was bound before the owner came");
  });

  test("says so where nothing is left", async () => {
    const scenario = { ...worked("PK_BOUND_ATTESTED"), signIn: [["proofing"]] };
    const { out } = await analysed({ ...scenario, recovery: [{ factors: ["helpdesk"] }] });
    expect(out).toContain("somebody persuades the help desk");
    expect(out).toContain("the help of an operator");
    expect(out).toContain("Somebody acts in a session");
  });
});

describe("bad input", () => {
  test("is answered with the field that is wrong", async () => {
    const { id: _, ...scenario } = worked("PK_SYNC");
    const named = await analysed({ ...scenario, signIn: [["pk:sync", "iris-scan"]] });
    expect(named).toMatchObject({ code: 2, out: "" });
    expect(named.err).toMatch(/signIn\[0\]\[1\]: expected one of[\s\S]*\(ASSAY_SCENARIO\)/);
    const json = await analysed({ ...scenario, world: { devices: ["phone"] } }, "--json");
    expect(json.code).toBe(2);
    expect(JSON.parse(json.out)).toMatchObject({
      code: "ASSAY_SCENARIO",
      message: expect.stringContaining("world.signInDevices"),
    });
  });

  test("is no file, no JSON and no scenario at all", async () => {
    expect(await run(["--scenario", "none.json"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("none.json: expected a JSON file"),
    });
    await writeFile(join(cwd, "broken.json"), "{");
    expect((await run(["--scenario", "broken.json"])).code).toBe(2);
    expect((await run([])).code).toBe(2);
  });
});

describe("analyse ACCOUNT", () => {
  async function deskWith(everHad: readonly ("passkey" | "password")[]) {
    const desk = await createDesk();
    const account = anAccount({ groups: [], everHad });
    await desk.withStore((store) =>
      store.transact(async (tx) => {
        const unnamed = aCredential(account);
        const aaguid = fact("fbfc3007-154e-4ecc-8c0b-6e020557d7bd" as Aaguid, "claimed");
        const enrolment = mintEvidence({ ...unnamed.enrolment, aaguid }, "seen");
        const credential = { ...unnamed, enrolment };
        await tx.insertAccount(account);
        await tx.insertAddress(
          anAddress({ account: account.id, address: "Ann@x.org", normalised: "ann@x.org" }),
        );
        if (everHad.includes("passkey")) await tx.insertCredential(credential);
      }),
    );
    return { desk, id: account.id };
  }

  test("is of the site, by its id or an address, with what the policy claims of it", async () => {
    const { desk, id } = await deskWith(["passkey"]);
    const byId = await runJson(desk, "analyse", id);
    expect(byId.code).toBe(0);
    expect(byId.answer).toMatchObject({
      account: id,
      policy: expect.stringMatching(/^balanced@/),
      claims: [{ holds: true }, { holds: true }],
      complete: true,
    });
    expect(byId.answer.control).toContainEqual(["malware(phone)"]);
    expect(byId.answer.control).not.toContainEqual(["phishes-live"]);
    const byAddress = await runJson(desk, "analyse", "ANN@X.org");
    expect(byAddress.answer.account).toBe(id);
    const words = await inSite(desk, "analyse", id);
    expect(words.out).toContain(id);
    expect(words.out).toContain("no-single-remote-takeover: so it is");
    expect(words.out).toMatch(
      /by signing in with passkey \(.+\)|by recovering with passkey \(.+\)/,
    );
  });

  test("without anything falls to nothing, and has no way in", async () => {
    const { desk, id } = await deskWith([]);
    const { code, answer } = await runJson(desk, "analyse", id);
    expect(code).toBe(0);
    expect(answer.control).toEqual([]);
    expect(answer.lockout).toEqual([[]]);
    const { out } = await inSite(desk, "analyse", id);
    expect(out).toContain("Nobody can take it over for good");
    expect(out).toContain("The owner has no way in or back as it is.");
  });

  test("that there is not, or of which it is not said which, is bad input", async () => {
    const { desk, id } = await deskWith(["passkey"]);
    for (const named of ["nobody", "nobody@x.org"]) {
      expect(await inSite(desk, "analyse", named)).toMatchObject({
        code: 2,
        err: expect.stringContaining("(ASSAY_ACCOUNT)"),
      });
    }
    expect((await inSite(desk, "analyse", id, "--scenario", "x.json")).code).toBe(2);
  });
});

import { describe, expect, test } from "vitest";
import type { Knowledge, ModelFacts } from "../../src/assurance/knowledge.ts";
import type { Aaguid } from "../../src/base/ids.ts";
import { instant } from "../../src/base/time.ts";
import { regradeBatch } from "../../src/flows/regrade.ts";
import { surveyCredentials } from "../../src/flows/survey.ts";
import { regradeAll } from "../../src/jobs/regrading.ts";
import { definePolicy } from "../../src/policy/presets.ts";
import { createTestRoot } from "../../src/testing/public.ts";
import { ATTESTED } from "./attested.ts";
import { createWorld, must, PROVIDERS, signIn, signUp, type World } from "./world.ts";

/** Apple Passwords, as the software authenticator is. */
const APPLE = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd" as Aaguid;
const MODEL = "2fc0579f-8113-47ea-b116-bb5a8db9202a" as Aaguid;
const SOURCE = { date: "2026-11-24", source: "this test" };

/** From a moment on, the provider is known to set UV without asking. */
function withIssue(knowledge: Knowledge): Knowledge {
  const facts = knowledge.providers.get(APPLE);
  if (facts === undefined) throw new TypeError("the provider is listed");
  return {
    ...knowledge,
    version: `${knowledge.version}+issue`,
    providers: new Map([...knowledge.providers, [APPLE, { ...facts, uvKnownIssue: SOURCE }]]),
  };
}

function withModel(knowledge: Knowledge, ...statuses: readonly string[]): Knowledge {
  const model: ModelFacts = {
    description: "A key",
    keyProtection: ["hardware", "secure_element"],
    reports: statuses.map((status) => ({
      status,
      from: instant(0),
      until: null,
      certificate: null,
    })),
  };
  return {
    ...knowledge,
    version: `${knowledge.version}+${statuses.join("+")}`,
    metadata: {
      no: 1,
      nextUpdate: instant(4e12),
      models: new Map([[MODEL, model]]),
      modelsByKeyId: new Map(),
    },
  };
}

const eventsOf = (world: World, kind: string) => world.store.eventsAfter(kind, null, 100);

describe("R20: what is stored is judged anew when something new is known", () => {
  test("a session falls at its next request, with a line that says why", async () => {
    const world = createWorld();
    const { session, authenticator } = await signUp(world, "ann@example.org");
    expect(await world.flows.stands(session)).toBe(true);
    world.deps.knowledge = withIssue(PROVIDERS);
    expect(await world.flows.stands(session)).toBe(false);
    expect(await world.store.sessionById(session.id)).toBeUndefined();
    const [fell] = await eventsOf(world, "session.fell");
    expect(fell?.data).toMatchObject({ session: session.id, answer: "need", rule: null });
    expect(JSON.stringify(fell?.data)).toContain("user_verification_known_issue");

    const { answer } = await signIn(world, authenticator);
    const again = must(await answer());
    expect(again.session).toBeNull();
    expect(again.view.reasons.map(({ code }) => code)).toContain("user_verification_known_issue");
  });

  test("a session that began with a sign-in falls as well", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, "ann@example.org");
    const { answer } = await signIn(world, authenticator);
    const session = must(await answer()).session?.record;
    if (session === undefined) throw new TypeError("signed in");
    expect(await world.flows.stands(session)).toBe(true);
    world.deps.knowledge = withIssue(PROVIDERS);
    expect(await world.flows.stands(session)).toBe(false);
  });

  test("a stricter policy does the same", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    world.deps.policy = definePolicy({ version: 1, name: "mine", extends: "strict" });
    expect(await world.flows.stands(session)).toBe(false);
  });

  test("credentials are graded again, and each change leaves a line", async () => {
    const world = createWorld();
    const { session } = await signUp(world, "ann@example.org");
    world.deps.knowledge = withIssue(PROVIDERS);
    expect(await regradeAll(world.deps, () => undefined)).toBe(1);
    const [event, ...more] = await eventsOf(world, "credential.regraded");
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      account: session.account,
      data: {
        before: { verdict: "enough", reasons: ["user_verified"] },
        after: { verdict: "one-step", reasons: ["user_verification_known_issue"] },
      },
    });
    expect(await eventsOf(world, "regrading.finished")).toHaveLength(1);
    const [standing] = await world.flows.credentials(session);
    expect(standing).toMatchObject({ verdict: "one-step" });
    expect(await regradeAll(world.deps, () => undefined)).toBe(0);
    expect(await eventsOf(world, "credential.regraded")).toHaveLength(1);
  });

  test("goes on where it was interrupted, and says how far it is", async () => {
    const world = createWorld();
    for (const name of ["ann", "ben", "cleo"]) await signUp(world, `${name}@example.org`);
    world.deps.knowledge = withIssue(PROVIDERS);
    expect(await regradeBatch(world.deps, 1)).toEqual({ all: 3, left: 2, changed: 1 });
    let stops = 0;
    const seen: number[] = [];
    await regradeAll(
      world.deps,
      ({ left }) => seen.push(left),
      () => (stops += 1) > 0,
    );
    expect(seen).toEqual([0]);
    expect(await eventsOf(world, "credential.regraded")).toHaveLength(3);
  });

  test("who would be affected can be asked before, and nothing is written", async () => {
    const world = createWorld();
    await signUp(world, "ann@example.org");
    await signUp(world, "ben@example.org", "laptop", { kind: "platform-bound" });
    const { policy, knowledge, anchors } = world.deps;
    const now = { policy, knowledge, anchors };
    const next = { ...now, knowledge: withIssue(knowledge) };
    const survey = await surveyCredentials(world.deps, now, next, () => undefined);
    expect(survey).toMatchObject({ credentials: 2, accounts: 1 });
    expect([...survey.changes]).toEqual([["enough → one-step", 1]]);
    expect(survey.examples).toHaveLength(1);
    expect(await eventsOf(world, "credential.regraded")).toEqual([]);
    expect((await world.store.countCredentials("other")).left).toBe(2);
  });
});

describe("an attested key", () => {
  const root = createTestRoot();

  const key = {
    kind: "security-key",
    aaguid: MODEL,
    attestation: "packed",
    testRoot: root,
  } as const;

  function attestedWorld(...statuses: readonly string[]) {
    const world = createWorld(ATTESTED);
    world.deps.knowledge = withModel(PROVIDERS, ...statuses);
    world.deps.anchors = ({ aaguid }) => (aaguid === MODEL ? [root.certificate] : []);
    return world;
  }

  test("R17 R48: of a certified model signs in at AAL3, with `phrh` and `hwk`", async () => {
    const world = attestedWorld("FIPS140_CERTIFIED_L2", "FIDO_CERTIFIED_L1");
    const { authenticator } = await signUp(world, "ann@example.org", "laptop", key);
    const { answer } = await signIn(world, authenticator);
    const session = must(await answer()).session?.record;
    if (session === undefined) throw new TypeError("signed in");
    const { assurance } = await world.flows.standing(session);
    expect(assurance).toMatchObject({ aal: 3, acr: "phrh", phishingResistant: true });
    expect(assurance.amr).toEqual(["pop", "hwk", "user", "mfa"]);
    world.advance(12 * 3600 + 1);
    expect((await world.flows.standing(session)).assurance.aal).toBe(2);
  });

  test("R18: one that no anchor vouches for is refused at once", async () => {
    const world = attestedWorld("FIPS140_CERTIFIED_L2");
    world.deps.anchors = () => [];
    await expect(signUp(world, "ann@example.org", "laptop", key)).rejects.toThrow(
      "attestation_required",
    );
  });

  test("R19: of a revoked model makes no account, whatever else is said of it", async () => {
    const world = attestedWorld("REVOKED", "FIPS140_CERTIFIED_L2");
    await expect(signUp(world, "ann@example.org", "laptop", key)).rejects.toThrow("without");
  });

  test("is unattested when its anchor goes, and attested again when it comes back", async () => {
    const world = attestedWorld("FIPS140_CERTIFIED_L2");
    const { session } = await signUp(world, "ann@example.org", "laptop", key);
    const trusted = world.deps.anchors;
    world.deps.anchors = () => [];
    world.deps.knowledge = { ...world.deps.knowledge, version: "without the anchor" };
    expect(await regradeAll(world.deps, () => undefined)).toBe(1);
    const [record] = await world.store.credentialsOf(session.account);
    expect(record?.enrolment.attestation.verdict).toBe("untrusted");
    expect(record?.enrolment.aaguid.from).toBe("claimed");
    expect(await world.flows.stands(session)).toBe(false);
    world.deps.anchors = trusted;
    world.deps.knowledge = { ...world.deps.knowledge, version: "with it" };
    expect(await regradeAll(world.deps, () => undefined)).toBe(1);
    const [again] = await world.store.credentialsOf(session.account);
    expect(again?.enrolment.attestation.verdict).toBe("verified");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Knowledge, ModelFacts } from "../../src/assurance/knowledge.ts";
import type { Aaguid } from "../../src/base/ids.ts";
import { plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { LOWERING_FACTS } from "../../src/policy/lowering.ts";
import { account } from "./accounts.ts";
import { type Asking, ask, shown } from "./ask.ts";
import { enrolment, NOW, proof, type Traits } from "./evidence.ts";
import { cases, MDS } from "./generate.ts";
import { kinds, pieces, traits } from "./generate-evidence.ts";
import { follow } from "./ideal.ts";
import { AAGUIDS, model, PASSKEYS, report, withMetadata } from "./knowledge.ts";
import { begun, external, notified, OTHER_MAIL_CHANNEL, password, totp, vetoed } from "./others.ts";

describe("the facts that lower an answer are listed, and each does", () => {
  test("they are four", () => {
    expect(LOWERING_FACTS).toEqual([
      "vetoed",
      "adverse_status",
      "backup_eligibility_changed",
      "counter_went_back",
    ]);
  });

  test("a veto", () => {
    const who = account({ secrets: ["password"], everHad: ["passkey"] });
    const now = plusSeconds(NOW, 86_400);
    const waited = [external("enrolment-link"), password(), begun(), notified(OTHER_MAIL_CHANNEL)];
    const created = enrolment({ ...PASSKEYS.platform, credential: "new" });
    const recover = (...more: readonly Evidence[]) =>
      ask("recover", [...waited, created, ...more], { account: who, now }).answer;
    expect(recover()).toBe("allow");
    expect(recover(vetoed())).toBe("refuse");
  });

  test("R20: an adverse status", () => {
    const revoked = withMetadata({ [AAGUIDS.fipsKey]: model("REVOKED") });
    expect(ask("sign-in", [shown("FIPS key")], { knowledge: MDS }).answer).toBe("allow");
    expect(ask("sign-in", [shown("FIPS key")], { knowledge: revoked }).answer).toBe("refuse");
  });

  test("R41: a counter that went back, of this proof and of no other", () => {
    const back = shown("hardware key", { wentBack: true });
    expect(ask("sign-in", [back]).answer).not.toBe("allow");
    expect(ask("sign-in", [back, shown("hardware key")]).answer).toBe("allow");
  });
});

type Piece = { readonly kind: keyof typeof PASSKEYS; readonly ceremony: string } & Traits;

function made({ kind, ceremony, ...how }: Piece): Evidence {
  const whole = { ...PASSKEYS[kind], ...how };
  return ceremony === "prove" ? proof(whole) : enrolment(whole);
}

/** Each makes a piece of passkey evidence worth less, or as much. */
const WORSE: readonly ((piece: Piece) => Piece)[] = [
  (piece) => ({ ...piece, userVerified: false }),
  (piece) => ({ ...piece, asked: "preferred" }),
  (piece) => ({ ...piece, uvInitialized: false }),
  (piece) => ({ ...piece, settlesAt: plusSeconds(NOW, 3600) }),
  (piece) => ({ ...piece, wentBack: true }),
  (piece) => ({ ...piece, at: plusSeconds(piece.at ?? NOW, -301) }),
  (piece) => ({ ...piece, attestation: { verdict: "untrusted" } }),
  (piece) => ({ ...piece, attestation: { verdict: "none" }, from: "claimed" }),
  (piece) => ({ ...piece, from: "unknown" }),
];

const passkeys: fc.Arbitrary<Piece> = fc
  .record({ kind: kinds, ceremony: fc.constantFrom("prove", "enrol"), how: traits })
  .map(({ how, ...piece }) => ({ ...how, ...piece }));

/** An allow never appears where there was none; what was allowed may stay so. */
function neverRaises(
  name: string,
  better: readonly Evidence[],
  worse: readonly Evidence[],
  asking: Asking,
) {
  if (ask(name, better, asking).answer === "allow") return;
  expect(ask(name, worse, asking).answer).not.toBe("allow");
}

describe("a piece that is worth less never raises an answer", () => {
  test("of a passkey", () => {
    fc.assert(
      fc.property(
        cases,
        passkeys,
        fc.constantFrom(...WORSE),
        pieces,
        (one, piece, worsen, rest) => {
          const asking = { ...one, knowledge: MDS };
          const { evidence } = follow(one.name, [...rest, made(piece)], asking);
          const others = evidence.filter((_, index) => index !== rest.length);
          const [better, worse] = [made(piece), made(worsen(piece))];
          neverRaises(one.name, [...others, better], [...others, worse], asking);
          neverRaises(one.name, [...rest, better], [...rest, worse], asking);
        },
      ),
    );
  });

  const secrets = fc.constantFrom<readonly [Evidence, Evidence]>(
    [password(), password({ resetBy: ["ann@example.org"] })],
    [password(), password({ at: plusSeconds(NOW, -301) })],
    [totp(), totp({ keptIn: "vault" })],
    [totp(), totp({ from: "unknown" })],
    [totp({ keptIn: "hardware-token", from: "asserted" }), totp({ keptIn: "unknown" })],
    [external("approval", { by: "operator-2" }), external("approval", { by: "operator-1" })],
  );

  test("of any other method", () => {
    fc.assert(
      fc.property(cases, secrets, pieces, (one, [better, worse], rest) => {
        const asking = { ...one, knowledge: MDS };
        neverRaises(one.name, [...rest, better], [...rest, worse], asking);
        neverRaises(one.name, [better, ...rest], [worse, ...rest], asking);
      }),
    );
  });
});

describe("the world that turns out worse never raises an answer", () => {
  const adverse = fc.constantFrom(
    "REVOKED",
    "USER_KEY_REMOTE_COMPROMISE",
    "USER_VERIFICATION_BYPASS",
    "USER_KEY_PHYSICAL_COMPROMISE",
    "ATTESTATION_KEY_COMPROMISE",
    "SOMETHING_NEW",
  );
  const aaguid = fc.constantFrom<Aaguid>(AAGUIDS.fipsKey, AAGUIDS.fidoKey);

  function withReport(of: Aaguid, change: (facts: ModelFacts) => ModelFacts): Knowledge {
    const before = MDS.metadata?.models.get(of);
    return before === undefined ? MDS : withMetadata({ [of]: change(before) });
  }

  function compare(
    one: { readonly name: string } & Asking,
    start: readonly Evidence[],
    worse: Knowledge,
  ) {
    const { policy, account: who = null } = one;
    const given = { ...one, ...(policy === undefined ? {} : { policy }), account: who };
    const { evidence, now } = follow(one.name, start, { ...given, knowledge: MDS });
    const before = ask(one.name, evidence, { ...one, knowledge: MDS, now }).answer;
    const after = ask(one.name, evidence, { ...one, knowledge: worse, now }).answer;
    if (before !== "allow") expect(after).not.toBe("allow");
  }

  test("by one more adverse report, or one certificate less", () => {
    fc.assert(
      fc.property(cases, aaguid, adverse, fc.boolean(), pieces, (one, of, status, more, start) => {
        const worse = withReport(of, (facts) => ({
          ...facts,
          reports: more ? [...facts.reports, report(status)] : [],
        }));
        compare(one, start, worse);
      }),
    );
  });

  test("by a vault whose second step is not known, or a provider whose UV is doubted", () => {
    const stated = { date: "2026-11-24", source: "a test" };
    const doubts = fc.constantFrom({ secondStep: null }, { uvKnownIssue: stated });
    fc.assert(
      fc.property(cases, doubts, pieces, (one, doubt, start) => {
        const providers = new Map(
          [...MDS.providers].map(([key, facts]) => [key, { ...facts, ...doubt }] as const),
        );
        compare(one, start, { ...MDS, providers });
      }),
    );
  });
});

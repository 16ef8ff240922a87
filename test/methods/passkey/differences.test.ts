import {
  SettingsService,
  type VerifyAuthenticationResponseOpts,
  type VerifyRegistrationResponseOpts,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { beforeAll, describe, expect, test } from "vitest";
import { fromBase64url } from "../../../src/base/bytes.ts";
import { CASES, type Case, run } from "./corpus.ts";
import { DECIDED } from "./decided.ts";
import { DIFFERENCES } from "./differences.ts";

type Answer = "accept" | "reject";

const FORMATS = ["packed", "tpm", "android-key", "apple", "fido-u2f", "android-safetynet"] as const;

/** The other implementation's answer; it throws where it refuses. */
async function theirAnswer(one: Case): Promise<Answer> {
  const anchors = (one.policy.trustAnchors ?? []).map(bytesOf);
  for (const identifier of FORMATS) {
    SettingsService.setRootCertificates({ identifier, certificates: anchors });
  }
  try {
    const { verified } = await (one.kind === "registration" ? register(one) : authenticate(one));
    return verified ? "accept" : "reject";
  } catch {
    return "reject";
  }
}

function register(one: Case) {
  return verifyRegistrationResponse({
    ...shared(one),
    response: one.response as unknown as VerifyRegistrationResponseOpts["response"],
    supportedAlgorithmIDs: [...(one.policy.allowedAlgs ?? [])],
    requireUserPresence: one.policy.mediation !== "conditional",
  });
}

function authenticate(one: Case) {
  const { id = "", publicKey = "", counter = 0 } = one.credential ?? {};
  const { topOrigins, appid } = one.policy;
  return verifyAuthenticationResponse({
    ...shared(one),
    response: one.response as unknown as VerifyAuthenticationResponseOpts["response"],
    expectedRPID: appid === undefined ? one.rpId : [one.rpId, appid],
    ...(topOrigins === undefined ? {} : { expectedTopOrigin: [...topOrigins] }),
    credential: { id, publicKey: bytesOf(publicKey), counter },
  });
}

function shared(one: Case) {
  return {
    expectedChallenge: one.challenge,
    expectedOrigin: [one.origin].flat(),
    expectedRPID: one.rpId,
    requireUserVerification: one.requireUserVerification,
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(fromBase64url(text) ?? []);
}

/** Their answer hangs on how much stack the process has: it ends in a stack overflow, or not quite. */
const BY_STACK: ReadonlySet<string> = new Set(["gen-reg-ao-deep"]);

describe("where SimpleWebAuthn answers otherwise", () => {
  const found = new Map<string, Answer>();
  const explained = new Map(
    DIFFERENCES.flatMap(({ cases, ours }) => cases.map((id) => [id, ours])),
  );

  beforeAll(async () => {
    for (const one of CASES.filter(({ id }) => !BY_STACK.has(id))) {
      const ours: Answer = run(one).ok ? "accept" : "reject";
      if ((await theirAnswer(one)) !== ours) found.set(one.id, ours);
    }
  }, 60_000);

  test("there is an explanation, and none is stale", () => {
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(explained));
  });

  test("each case is explained once", () => {
    expect(explained.size).toBe(DIFFERENCES.flatMap(({ cases }) => cases).length);
  });

  test("ours is the expected answer, or decided", () => {
    const different = CASES.filter(({ id }) => found.has(id));
    const expected = different.map((one) => [one.id, DECIDED.get(one.id)?.answer ?? one.expect]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  });
});

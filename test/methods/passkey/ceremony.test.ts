import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64url } from "../../../src/base/bytes.ts";
import type { CredentialId, Origin, RpId, UserHandle } from "../../../src/base/ids.ts";
import {
  type AuthenticationPlan,
  authenticationExpectation,
  creationOptions,
  DEFAULT_ALGORITHMS,
  type RegistrationPlan,
  registrationExpectation,
  requestOptions,
} from "../../../src/methods/passkey/ceremony.ts";
import { readAuthenticationResponse } from "../../../src/methods/passkey/input.ts";
import { checkAuthentication } from "../../../src/methods/passkey/authentication.ts";
import {
  assertion,
  authenticatorData,
  CHALLENGE,
  CREDENTIAL_ID,
  FLAGS,
  ORIGIN,
  RECORD,
  RP_ID,
} from "./make.ts";

const HANDLE = toBase64url(new Uint8Array(32).fill(3)) as UserHandle;
const OTHER = toBase64url(new Uint8Array(32).fill(4)) as UserHandle;

const shared = {
  rpId: RP_ID as RpId,
  origins: [ORIGIN as Origin],
  challenge: CHALLENGE,
  userVerification: "required",
  timeoutMilliseconds: 300_000,
} as const;

const CREATION: RegistrationPlan = {
  ...shared,
  rpName: "Example",
  algorithms: DEFAULT_ALGORITHMS,
  attestation: "none",
  residentKey: "required",
  mediation: "modal",
  user: { handle: HANDLE, name: "ada@example.org", displayName: "Ada" },
  excludeCredentials: [{ id: CREDENTIAL_ID as CredentialId, transports: ["internal"] }],
};

const REQUEST: AuthenticationPlan = { ...shared, allowCredentials: [], userHandle: null };

describe("options", () => {
  test("for a creation say what is wanted", () => {
    expect(creationOptions(CREATION)).toEqual({
      rp: { id: RP_ID, name: "Example" },
      user: { id: HANDLE, name: "ada@example.org", displayName: "Ada" },
      challenge: CHALLENGE,
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: "public-key", alg })),
      timeout: 300_000,
      excludeCredentials: [{ type: "public-key", id: CREDENTIAL_ID, transports: ["internal"] }],
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
      attestation: "none",
      extensions: { credProps: true },
    });
  });

  test("for a request say what is wanted", () => {
    expect(requestOptions({ ...REQUEST, hints: ["hybrid"] })).toEqual({
      challenge: CHALLENGE,
      timeout: 300_000,
      rpId: RP_ID,
      allowCredentials: [],
      userVerification: "required",
      hints: ["hybrid"],
    });
  });

  test("for a key that need not be discoverable say so twice, for old clients", () => {
    const { authenticatorSelection } = creationOptions({ ...CREATION, residentKey: "discouraged" });
    expect(authenticatorSelection).toMatchObject({
      residentKey: "discouraged",
      requireResidentKey: false,
    });
  });

  test.each([
    [["security-key"], "cross-platform"],
    [["hybrid", "security-key"], "cross-platform"],
    [["client-device"], "platform"],
    [["client-device", "security-key"], undefined],
    [[], undefined],
  ] as const)(
    "with hints %s name the attachment %s for clients without hints",
    (hints, attachment) => {
      const { authenticatorSelection } = creationOptions({ ...CREATION, hints });
      expect(authenticatorSelection.authenticatorAttachment).toBe(attachment);
    },
  );

  test("are JSON, and survive it", () => {
    for (const options of [creationOptions(CREATION), requestOptions(REQUEST)]) {
      expect(JSON.parse(JSON.stringify(options))).toEqual(options);
    }
  });

  test.each(["", "AAAA", "not base64url", toBase64url(new Uint8Array(15))])(
    "are not made for the challenge %j",
    (challenge) => {
      expect(() => requestOptions({ ...REQUEST, challenge })).toThrow("ASSAY_PLAN_INVALID");
      expect(() => creationOptions({ ...CREATION, challenge })).toThrow("ASSAY_PLAN_INVALID");
    },
  );

  test.each(["", "=", toBase64url(new Uint8Array(65))])(
    "are not made for the user %j",
    (handle) => {
      const user = { ...CREATION.user, handle: handle as UserHandle };
      expect(() => creationOptions({ ...CREATION, user })).toThrow("ASSAY_PLAN_INVALID");
    },
  );
});

describe("options and expectation come from one plan", () => {
  const id = fc.uint8Array({ minLength: 16, maxLength: 64 }).map((bytes) => toBase64url(bytes));
  const plan = fc.record({
    rpId: fc.domain(),
    challenge: id,
    userVerification: fc.constantFrom("required" as const, "preferred" as const),
    algorithms: fc.uniqueArray(fc.constantFrom(-8, -7, -257, -35), { minLength: 1 }),
    attestation: fc.constantFrom("none" as const, "direct" as const),
    credentials: fc.array(id),
    embeddedIn: fc.option(fc.array(fc.webUrl()), { nil: undefined }),
  });

  test("so they agree, whatever the plan", () => {
    fc.assert(
      fc.property(plan, ({ rpId, credentials, embeddedIn, ...rest }) => {
        const base = {
          ...shared,
          ...rest,
          rpId: rpId as RpId,
          ...(embeddedIn === undefined ? {} : { embeddedIn }),
        };
        const listed = credentials.map((one) => ({ id: one as CredentialId }));
        const creation = { ...CREATION, ...base, excludeCredentials: listed };
        const created = registrationExpectation(creation, () => []);
        const asked = creationOptions(creation);
        expect(created).toMatchObject({
          rpId: asked.rp.id,
          challenge: asked.challenge,
          userVerification: asked.authenticatorSelection.userVerification,
          algorithms: asked.pubKeyCredParams.map(({ alg }) => alg),
          knownCredentialIds: asked.excludeCredentials.map((one) => one.id),
          allowCrossOrigin: embeddedIn !== undefined,
          topOrigins: embeddedIn ?? [],
        });
        const request = { ...REQUEST, ...base, allowCredentials: listed };
        const requested = requestOptions(request);
        expect(authenticationExpectation(request, HANDLE)).toMatchObject({
          rpId: requested.rpId,
          challenge: requested.challenge,
          userVerification: requested.userVerification,
          allowCredentials: requested.allowCredentials.map((one) => one.id),
        });
      }),
    );
  });

  test("and a plan asks for no attestation to be required unless it says so", () => {
    expect(registrationExpectation(CREATION, () => []).requireAttestation).toBe(false);
    const strict = { ...CREATION, requireAttestation: true };
    expect(registrationExpectation(strict, () => []).requireAttestation).toBe(true);
  });
});

describe("a planned request", () => {
  const answer = (userHandle?: string) =>
    readAuthenticationResponse(
      assertion(
        authenticatorData(FLAGS.UP | FLAGS.UV),
        userHandle === undefined ? {} : { userHandle },
      ),
    );
  const check = (plan: AuthenticationPlan, owner: UserHandle, userHandle?: string) => {
    const read = answer(userHandle);
    if (!read.ok) return read.code;
    const checked = checkAuthentication(read.value, RECORD, authenticationExpectation(plan, owner));
    return checked.ok ? undefined : checked.code;
  };

  test("without a known user takes an answer that names the owner, and only that", () => {
    expect(check(REQUEST, HANDLE, HANDLE)).toBeUndefined();
    expect(check(REQUEST, HANDLE)).toBe("user_handle_missing");
    expect(check(REQUEST, HANDLE, OTHER)).toBe("user_handle_mismatch");
  });

  test("with a known user takes no other user's credential (B12)", () => {
    const known = { ...REQUEST, userHandle: HANDLE };
    expect(check(known, HANDLE)).toBeUndefined();
    expect(check(known, HANDLE, HANDLE)).toBeUndefined();
    expect(check(known, OTHER)).toBe("user_handle_mismatch");
    expect(check(known, OTHER, OTHER)).toBe("user_handle_mismatch");
  });
});

import { describe, expect, test } from "vitest";
import { AssayFault } from "../../../src/base/fault.ts";
import { toBase64url } from "../../../src/base/bytes.ts";
import type { CredentialId, Origin, RpId, UserHandle } from "../../../src/base/ids.ts";
import {
  authenticationExpectation,
  creationOptions,
  DEFAULT_ALGORITHMS,
  type RegistrationPlan,
  registrationExpectation,
  requestOptions,
} from "../../../src/methods/passkey/ceremony.ts";
import { CHALLENGE, CREDENTIAL_ID, ORIGIN, RP_ID } from "./make.ts";

const bytes = (count: number) => toBase64url(new Uint8Array(count));
const HANDLE = bytes(32) as UserHandle;

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
  attestation: "direct",
  residentKey: "required",
  mediation: "conditional",
  user: { handle: HANDLE, name: "ada@example.org", displayName: "Ada" },
  excludeCredentials: [],
};
const LISTED = [{ id: CREDENTIAL_ID as CredentialId }];

function refusal(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof AssayFault) return error.message;
  }
  return "made";
}

describe("the limits of a plan are where the specification has them", () => {
  test("section 13.4.3: a challenge of 16 bytes", () => {
    const request = (count: number) =>
      refusal(() =>
        requestOptions({
          ...shared,
          challenge: bytes(count),
          allowCredentials: [],
          userHandle: null,
        }),
      );
    expect(request(16)).toBe("made");
    expect(request(15)).toContain("a challenge is the base64url of 16 bytes or more");
  });

  test("section 5.4.3: a user handle of 1 to 64 bytes", () => {
    const creation = (count: number) => {
      const user = { ...CREATION.user, handle: bytes(count) as UserHandle };
      return refusal(() => creationOptions({ ...CREATION, user }));
    };
    expect([creation(1), creation(64)]).toEqual(["made", "made"]);
    expect(creation(0)).toContain("a user handle is the base64url of 1 to 64 bytes");
    expect(creation(65)).toContain("a user handle is the base64url of 1 to 64 bytes");
  });
});

test("options have no member without a value: a client would have to guess what it means", () => {
  const creation = creationOptions({ ...CREATION, excludeCredentials: LISTED });
  const request = requestOptions({ ...shared, allowCredentials: LISTED, userHandle: null });
  for (const options of [creation, request]) {
    expect(options).toStrictEqual(JSON.parse(JSON.stringify(options)));
  }
});

test("an expectation is all that the plan says", () => {
  const anchors = () => [];
  expect(registrationExpectation({ ...CREATION, excludeCredentials: LISTED }, anchors)).toEqual({
    rpId: RP_ID,
    origins: [ORIGIN],
    challenge: CHALLENGE,
    userVerification: "required",
    allowCrossOrigin: false,
    topOrigins: [],
    algorithms: [-8, -7, -257],
    trustAnchors: anchors,
    requireAttestation: false,
    mediation: "conditional",
    knownCredentialIds: [CREDENTIAL_ID],
  });
  const plan = { ...shared, allowCredentials: LISTED, userHandle: HANDLE };
  const owner = bytes(16) as UserHandle;
  expect(authenticationExpectation({ ...plan, embeddedIn: [ORIGIN] }, owner)).toEqual({
    rpId: RP_ID,
    origins: [ORIGIN],
    challenge: CHALLENGE,
    userVerification: "required",
    allowCrossOrigin: true,
    topOrigins: [ORIGIN],
    allowCredentials: [CREDENTIAL_ID],
    identified: HANDLE,
    owner,
    requireUserHandle: false,
    appId: null,
  });
});

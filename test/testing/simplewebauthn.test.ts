import {
  SettingsService,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { describe, expect, test } from "vitest";
import {
  type AlgorithmName,
  type Authenticator,
  type AuthenticatorKind,
  createAuthenticator,
  type CreationOptions,
} from "../../src/testing/public.ts";
import { creationOptions, ORIGIN, requestOptions, RP_ID } from "./fixtures.ts";

const ALGORITHMS: readonly AlgorithmName[] = ["ES256", "ES384", "EdDSA", "RS256"];
const KINDS: readonly AuthenticatorKind[] = [
  "platform-synced",
  "platform-bound",
  "security-key",
  "security-key-without-uv",
  "vault",
];
const EXPECTED = { expectedOrigin: ORIGIN, expectedRPID: RP_ID } as const;

async function register(authenticator: Authenticator, options: CreationOptions) {
  const response: RegistrationResponseJSON = authenticator.create(options, { origin: ORIGIN });
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: options.challenge,
    requireUserVerification: authenticator.traits.userVerified,
    supportedAlgorithmIDs: [-7, -8, -35, -257],
    ...EXPECTED,
  });
  if (!verified) throw new Error("not verified");
  return registrationInfo;
}

async function authenticate(
  authenticator: Authenticator,
  registered: Awaited<ReturnType<typeof register>>,
) {
  const { credential } = registered;
  const options = requestOptions({ allowCredentials: [{ type: "public-key", id: credential.id }] });
  const response: AuthenticationResponseJSON = authenticator.get(options, { origin: ORIGIN });
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: options.challenge,
    requireUserVerification: authenticator.traits.userVerified,
    credential,
    ...EXPECTED,
  });
  if (!verified) throw new Error("not verified");
  return authenticationInfo;
}

describe("another verifier accepts what the software authenticator says", () => {
  for (const algorithm of ALGORITHMS) {
    test(`with ${algorithm}`, async () => {
      const authenticator = createAuthenticator({ algorithm });
      const registered = await register(authenticator, creationOptions());
      await authenticate(authenticator, registered);
    });
  }

  for (const kind of KINDS) {
    test(`as ${kind}`, async () => {
      const authenticator = createAuthenticator({ kind });
      const { userVerified, backedUp, backupEligible } = authenticator.traits;
      const registered = await register(authenticator, creationOptions());
      expect(registered).toMatchObject({
        userVerified,
        credentialBackedUp: backedUp,
        credentialDeviceType: backupEligible ? "multiDevice" : "singleDevice",
      });
      const authenticated = await authenticate(authenticator, registered);
      expect(authenticated).toMatchObject({ userVerified, credentialBackedUp: backedUp });
    });
  }

  for (const algorithm of ALGORITHMS) {
    test(`with self attestation by ${algorithm}`, async () => {
      const authenticator = createAuthenticator({ algorithm, attestation: "packed-self" });
      const direct = creationOptions({}, { attestation: "direct" });
      expect(await register(authenticator, direct)).toMatchObject({ fmt: "packed" });
    });

    test(`with a packed statement over a key for ${algorithm}`, async () => {
      const traits = { kind: "security-key", algorithm, attestation: "packed" } as const;
      const authenticator = createAuthenticator(traits);
      trust(authenticator.trustAnchor);
      const direct = creationOptions({}, { attestation: "direct" });
      const { fmt, aaguid } = await register(authenticator, direct);
      expect({ fmt, aaguid }).toEqual({ fmt: "packed", aaguid: authenticator.traits.aaguid });
    });
  }

  test("but not a packed statement of a root that it does not trust", async () => {
    const authenticator = createAuthenticator({ attestation: "packed" });
    trust(createAuthenticator({ attestation: "packed" }).trustAnchor);
    const direct = creationOptions({}, { attestation: "direct" });
    await expect(register(authenticator, direct)).rejects.toThrow(
      "could not be chained to any specified trust anchor",
    );
  });
});

function trust(certificate: Uint8Array | undefined): void {
  const certificates = [Buffer.from(certificate ?? [])];
  SettingsService.setRootCertificates({ identifier: "packed", certificates });
}

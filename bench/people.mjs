// People with a passkey each, made by the software authenticator and taken by our own verifier.
import { randomBytes } from "node:crypto";
import { built } from "./dist.mjs";

export const ORIGIN = "https://bench.example";
export const RP_ID = "bench.example";
export const HOST = new URL(ORIGIN).host;

/**
 * @typedef {object} Person
 * @property {string} account
 * @property {string} userHandle base64url
 * @property {string} email
 * @property {import("../dist/methods/passkey/public.js").NewPasskey} passkey
 * @property {import("../dist/testing/public.js").ExportedCredential} held with its private key
 */

/**
 * @param {number} count
 * @returns {Promise<(Person & { enrolment: object })[]>}
 */
export async function makePeople(count) {
  const { verifyRegistration } = await built("methods/passkey/public.js");
  const { createAuthenticator } = await built("testing/public.js");
  const { newId } = await built("base/ids.js");
  return Array.from({ length: count }, (_, index) => {
    const person = {
      account: newId(Date.now()),
      userHandle: randomBytes(32).toString("base64url"),
      email: `person-${index}@people.example`,
    };
    // One authenticator each: to choose among ten thousand passkeys would be the dearest step.
    const authenticator = createAuthenticator();
    const challenge = newChallenge();
    const response = authenticator.create(creation(person, challenge), { origin: ORIGIN });
    const expected = { ...EXPECTED, challenge, account: person.account };
    const verified = verifyRegistration({ response, expected });
    if (!verified.ok) throw new Error(`a registration was refused: ${verified.code}`);
    const [held] = authenticator.credentials();
    return { ...person, passkey: verified.credential, enrolment: verified.evidence, held };
  });
}

export const EXPECTED = { rpId: RP_ID, origins: [ORIGIN], userVerification: "required" };

export function newChallenge() {
  return randomBytes(32).toString("base64url");
}

function creation({ userHandle, email }, challenge) {
  return {
    rp: { id: RP_ID, name: "Bench" },
    user: { id: userHandle, name: email, displayName: email },
    challenge,
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    attestation: "none",
  };
}

// One assertion, from the text of its JSON to evidence, in units of V: one `crypto.verify` of P-256
// with a key object that is at hand.
import { createHash, createPublicKey, verify } from "node:crypto";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { built } from "../dist.mjs";
import { interleave } from "../measure.mjs";
import { EXPECTED, makePeople, newChallenge, ORIGIN, RP_ID } from "../people.mjs";

const CACHED = 64;
/** More than the cache of keys holds, so that each one is new when its turn comes again. */
const COLD = 6000;

const { createAuthenticator } = await built("testing/public.js");
const { verifyAuthentication } = await built("methods/passkey/public.js");
const { readAuthenticationResponse } = await built("methods/passkey/input.js");
const { checkAuthentication } = await built("methods/passkey/authentication.js");
const { authenticationExpectation } = await built("methods/passkey/ceremony.js");
const { proofEvidence } = await built("methods/passkey/evidence.js");

const assertions = (await makePeople(COLD)).map(assertionOf);
const few = assertions.slice(0, CACHED);

process.send?.({
  result: await interleave(
    {
      V: inTurn(few, ({ key, data, signature }) => verify("sha256", data, key, signature)),
      cached: inTurn(few, asTheServer),
      cold: inTurn(assertions, asTheServer),
      library: inTurn(few, asALibrary),
      simplewebauthn: inTurn(few, simpleWebAuthn),
    },
    { rounds: 25, milliseconds: 60 },
  ),
});

function assertionOf({ account, userHandle, passkey, enrolment, held }) {
  const authenticator = createAuthenticator();
  authenticator.import([held]);
  const challenge = newChallenge();
  const options = { challenge, rpId: RP_ID, userVerification: "required" };
  const answer = authenticator.get(options, { origin: ORIGIN });
  const bytes = (name) => Buffer.from(answer.response[name], "base64url");
  const hash = createHash("sha256").update(bytes("clientDataJSON")).digest();
  const { publicKey } = passkey;
  return {
    body: JSON.stringify(answer),
    challenge,
    credential: { ...passkey, enrolment },
    about: { account, at: Date.now(), enrolment },
    userHandle,
    cose: new Uint8Array(Buffer.from(publicKey, "base64url")),
    key: createPublicKey({ key: held.privateKey && pkcs8(held.privateKey) }),
    data: Buffer.concat([bytes("authenticatorData"), hash]),
    signature: bytes("signature"),
  };
}

function pkcs8(text) {
  const lines = Buffer.from(text, "base64url").toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}

/** What a sign-in does between the body of its request and the evidence that `decide` gets. */
function asTheServer({ body, challenge, credential, userHandle, about }) {
  const read = readAuthenticationResponse(JSON.parse(body));
  if (!read.ok) return false;
  const { userVerification, rpId, origins } = EXPECTED;
  const plan = {
    rpId,
    origins,
    challenge,
    userVerification,
    allowCredentials: [],
    userHandle: null,
  };
  const expectation = authenticationExpectation(plan, userHandle);
  const checked = checkAuthentication(read.value, credential, expectation);
  return checked.ok && proofEvidence(checked.value, about) !== undefined;
}

/** The entry point for servers of somebody else, which checks its caller's side as well. */
function asALibrary({ body, challenge, credential, userHandle, about }) {
  const expected = {
    ...EXPECTED,
    challenge,
    userHandle,
    usernameless: true,
    account: about.account,
  };
  return verifyAuthentication({ response: JSON.parse(body), credential, expected }).ok;
}

async function simpleWebAuthn({ body, challenge, credential, cose }) {
  const { verified } = await verifyAuthenticationResponse({
    response: JSON.parse(body),
    expectedChallenge: challenge,
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    requireUserVerification: true,
    credential: { id: credential.id, publicKey: cose, counter: credential.counter },
  });
  return verified;
}

/** Goes round; an operation that refuses would be measured as a fast one. */
function inTurn(all, operation) {
  let at = 0;
  return async (count) => {
    for (let done = 0; done < count; done += 1) {
      const result = operation(all[at]);
      if (!(typeof result === "boolean" ? result : await result)) throw new Error("refused");
      at = (at + 1) % all.length;
    }
  };
}

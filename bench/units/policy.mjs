// What an answer costs: assurance from evidence, and the decision of each preset on each action.
import { built } from "../dist.mjs";
import { interleave } from "../measure.mjs";
import { EXPECTED, makePeople, newChallenge, ORIGIN, RP_ID } from "../people.mjs";

const { createAuthenticator } = await built("testing/public.js");
const { verifyAuthentication } = await built("methods/passkey/public.js");
const { assess, decide, NO_KNOWLEDGE, preset, PRESET_NAMES } = await built("policy/public.js");
const { OFFERED } = await built("flows/deps.js");

const now = Date.now();
const [person] = await makePeople(1);
const evidence = [proofOf(person)];
const [best] = assess(evidence, NO_KNOWLEDGE, now).proofs;
const account = {
  id: person.account,
  state: "active",
  groups: [],
  channels: 1,
  everHad: ["passkey"],
  credentials: [{ id: person.passkey.id, method: "passkey", state: "active", best }],
};

process.send?.({
  result: await interleave(Object.fromEntries(PRESET_NAMES.flatMap(contenders)), {
    rounds: 15,
    milliseconds: 20,
  }),
});

/** Every action of a preset, asked for with a fresh passkey that is known to nothing else. */
function contenders(name) {
  const policy = preset(name);
  return [...policy.actions.keys()].map((action) => [
    `${name} ${action}`,
    repeat(() => decide(question(policy, action))),
  ]);
}

function question(policy, action) {
  const assurance = assess(evidence, NO_KNOWLEDGE, now);
  const params = action === "remove:passkey" ? { credential: person.passkey.id } : {};
  const subject = person.account;
  const attempt = person.account;
  return { policy, action, params, attempt, subject, account, assurance, offered: OFFERED, now };
}

function repeat(operation) {
  return (count) => {
    for (let done = 0; done < count; done += 1) {
      if (operation().answer === undefined) throw new Error("no answer");
    }
  };
}

function proofOf({ account: id, userHandle, passkey, enrolment, held }) {
  const authenticator = createAuthenticator();
  authenticator.import([held]);
  const challenge = newChallenge();
  const options = { challenge, rpId: RP_ID, userVerification: "required" };
  const response = authenticator.get(options, { origin: ORIGIN });
  const expected = { ...EXPECTED, challenge, userHandle, account: id, now: new Date(now) };
  const verified = verifyAuthentication({
    response,
    credential: { ...passkey, enrolment },
    expected,
  });
  if (!verified.ok) throw new Error(`a proof was refused: ${verified.code}`);
  return verified.evidence;
}

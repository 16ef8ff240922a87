// What it costs to work out what breaks one account with seven things to show, under each preset.
import { built } from "../dist.mjs";
import { interleave } from "../measure.mjs";

const { NO_KNOWLEDGE, preset, PRESET_NAMES } = await built("policy/public.js");
const { supposed } = await built("policy/suppositions.js");
const { OFFERED } = await built("flows/deps.js");
const { accountShape, analyse } = await built("analysis/public.js");

const now = Date.now();
const HAS = [
  { method: "passkey", id: "platform", keeper: "platform", synced: true },
  { method: "passkey", id: "vault", keeper: "vault" },
  { method: "passkey", id: "key", keeper: "hardware-key" },
  { method: "password", id: "password" },
  { method: "totp", id: "totp", keptIn: "own-app" },
  { method: "sms-code", id: "number" },
  { method: "recovery-code", id: "codes" },
];
const channels = [
  { kind: "email", address: "somebody@example.org" },
  { kind: "email", address: "notices@example.net" },
  { kind: "sms", address: "+441632960000" },
];
const asked = { action: "sign-in", knowledge: NO_KNOWLEDGE, now };
const { account, knowledge } = supposed({ account: { has: HAS, channels: 3 } }, asked);

process.send?.({
  result: await interleave(
    Object.fromEntries(PRESET_NAMES.map((name) => [name, repeat(preset(name))])),
    { rounds: 15, milliseconds: 100 },
  ),
});

/** All of it: what is not asked for is not worked out. */
function repeat(policy) {
  const input = { policy, knowledge, account, channels, offered: OFFERED, now };
  return (count) => {
    for (let done = 0; done < count; done += 1) {
      const { control, access, lockout, entries, profile, phishable } = analyse(
        accountShape(input),
      );
      if (!control || !access || !lockout || !entries || !profile || !phishable) {
        throw new Error("something was not worked out");
      }
    }
  };
}

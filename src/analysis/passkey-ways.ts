import { grade } from "../assurance/assess.ts";
import type { PasskeyGrade } from "../assurance/assurance.ts";
import { fact } from "../evidence/provenance.ts";
import { suppose } from "../evidence/suppose.ts";
import { weigh } from "../policy/weigh.ts";
import { type AccountFacts, EVERY_RULE, type UnnamedWay } from "./account-facts.ts";
import type { Authenticator } from "./authenticators.ts";

/**
 * A passkey is shown with user verification, as it is at its best; or without, which is less to the
 * policy. Where that takes less of an attacker it is a way of its own.
 */
export function waysOfPasskey(
  { policy, knowledge, now }: AccountFacts,
  id: string,
  best: PasskeyGrade,
  key: string,
): readonly UnnamedWay[] {
  const { keeper, vaultSecondStep } = weigh(policy, best);
  const common = { credential: id, flags: { vault2fa: vaultSecondStep }, serves: EVERY_RULE };
  const authenticator = passkeyAuthenticator(keeper, best, key);
  const { evidence } = best;
  const verified = { id, proof: best, authenticator, ...common };
  const kind = UNVERIFIED[authenticator.kind];
  if (kind === undefined) return [verified];
  if (evidence.kind !== "passkey" || evidence.ceremony !== "prove") return [verified];
  const touched = suppose({ ...evidence, userVerified: fact(false, "unknown") });
  return [
    verified,
    {
      id: `${id}~touched`,
      proof: grade(touched, knowledge, now),
      authenticator: { ...authenticator, kind },
      ...common,
    },
  ];
}

function passkeyAuthenticator(
  keeper: ReturnType<typeof weigh>["keeper"],
  { exportable }: PasskeyGrade,
  key: string,
): Authenticator {
  switch (keeper) {
    case "platform":
      // That it is on one device is believed of an attested key alone.
      return exportable === "no"
        ? { kind: "pk:bound:K", which: key }
        : { kind: "pk:sync", which: "" };
    case "hardware-key":
      return { kind: "pk:key-pin:K", which: key };
    case "vault":
      return { kind: "pk:third-party", which: "" };
    case "unknown":
      return { kind: "pk:unknown", which: "" };
  }
}

/** The same passkey where nobody is verified; a vault's falls to an open device either way. */
const UNVERIFIED: Readonly<Record<string, string>> = {
  "pk:bound:K": "pk:bound-no-uv:K",
  "pk:sync": "pk:sync-no-uv",
  "pk:key-pin:K": "pk:key-no-uv:K",
};

import { UV_GRADES } from "../assurance/assurance.ts";
import { gradePasskey } from "../assurance/grade-passkey.ts";
import type { Knowledge } from "../assurance/knowledge.ts";
import { type Aaguid, ZERO_AAGUID } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Policy } from "./policy.ts";
import { supposedUse } from "./suppositions-passkey.ts";
import type { PasskeyTraits } from "./suppositions-schema.ts";
import { aaguidOf } from "./suppositions-world.ts";
import { type Weighed, weigh } from "./weigh.ts";

/** A passkey that somebody could have, as far as is known, used at its best. */
export interface KnownPasskey {
  readonly traits: PasskeyTraits;
  readonly weighed: Weighed;
}

/** How many of those that no rule can tell apart: a combination may ask for as many vaults. */
const OF_EACH = 6;
const KEEPERS = ["platform", "hardware-key", "vault", "unknown"] as const;

/**
 * Every kind of passkey that the provider list and the metadata know of, best first: those that
 * somebody could come with, so that a rule for others is a rule for nobody.
 */
export function knownPasskeys(
  policy: Policy,
  knowledge: Knowledge,
  now: Instant,
): readonly KnownPasskey[] {
  const listed = [...knowledge.providers.keys(), ...(knowledge.metadata?.models.keys() ?? [])];
  const all = [...new Set(listed), ZERO_AAGUID]
    .flatMap((aaguid) => variantsOf(policy, knowledge, aaguid))
    .map((traits) => {
      const used = supposedUse(traits, knowledge, { credential: "known", at: now, now });
      return { traits, weighed: weigh(policy, gradePasskey(used, knowledge, now)) };
    });
  const alike = new Map<string, KnownPasskey[]>();
  for (const one of all) {
    const key = traitsThatCount(one.weighed);
    alike.set(key, [...(alike.get(key) ?? []), one].slice(0, OF_EACH));
  }
  return [...alike.values()].flat().toSorted((a, b) => rank(a.weighed) - rank(b.weighed));
}

/** A statement is verified by the metadata's anchors, and only where one is asked for. */
function variantsOf(
  { attestation }: Policy,
  knowledge: Knowledge,
  aaguid: Aaguid,
): readonly PasskeyTraits[] {
  const name = knowledge.providers.get(aaguid)?.name;
  const byName = name !== undefined && aaguidOf(knowledge, { provider: name }) === aaguid;
  const who = byName ? { provider: name } : aaguid === ZERO_AAGUID ? {} : { aaguid };
  const isModel = knowledge.metadata?.models.has(aaguid) === true;
  const claimed = [
    { ...who, synced: false },
    { ...who, synced: true },
  ];
  return [
    ...(isModel && attestation.ask !== "never"
      ? [{ ...who, synced: false, attested: true, format: "packed" }]
      : []),
    ...(attestation.unattested === "accept" ? claimed : []),
  ];
}

function traitsThatCount({ proof, uv, keeper, vaultSecondStep, refused }: Weighed): string {
  if (proof.method !== "passkey") return "";
  const { attested, exportable, model } = proof;
  const { fips, fido, adverse } = model;
  return [uv, keeper, vaultSecondStep, refused, attested, exportable, fips, fido, ...adverse].join(
    " ",
  );
}

function rank({ proof, uv, keeper, refused }: Weighed): number {
  const attested = proof.method === "passkey" && proof.attested;
  return (
    (refused ? 1000 : 0) +
    KEEPERS.indexOf(keeper) * 100 +
    (UV_GRADES.length - UV_GRADES.indexOf(uv)) * 10 +
    (attested ? 0 : 1)
  );
}

import type { KeeperClass } from "../assurance/assurance.ts";
import type { Knowledge } from "../assurance/knowledge.ts";
import {
  type Aaguid,
  type CredentialId,
  type Origin,
  type RpId,
  ZERO_AAGUID,
} from "../base/ids.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { AttestationFacts, PasskeyEnrolment, PasskeyProof } from "../evidence/passkey.ts";
import { fact } from "../evidence/provenance.ts";
import { type StoredTraits, suppose, supposeProof } from "../evidence/suppose.ts";
import type { PasskeyTraits } from "./suppositions-schema.ts";
import { aaguidOf, SOMEBODY } from "./suppositions-world.ts";

const DAY = 86_400;
const RP_ID = "example.org" as RpId;
const ORIGIN = "https://example.org" as Origin;

/** Which passkey it is, and when it was used. */
interface Occasion {
  readonly credential: string;
  readonly at: Instant;
  readonly now: Instant;
}

/** The ceremony by which a passkey of these traits comes into being. */
export function supposedEnrolment(
  traits: PasskeyTraits,
  known: Knowledge,
  { credential, at }: Occasion,
): PasskeyEnrolment {
  const aaguid = aaguidOf(known, traits) ?? ZERO_AAGUID;
  const keeper = keeperOf(known, aaguid);
  const from = traits.attested === true ? "attested" : "signed";
  const synced = traits.synced ?? (keeper !== "hardware-key" && traits.attested !== true);
  return suppose({
    kind: "passkey",
    ceremony: "enrol",
    account: SOMEBODY,
    at,
    credential: credential as CredentialId,
    rpId: RP_ID,
    origin: fact(ORIGIN, "claimed"),
    crossOrigin: fact(false, "claimed"),
    topOrigin: fact(null, "claimed"),
    userVerificationAsked: traits.asked ?? "required",
    userPresent: fact(true, from),
    userVerified: fact(traits.userVerified ?? true, from),
    backupEligible: fact(synced, from),
    backedUp: fact(synced, from),
    signCount: fact(0, from),
    attachment: fact(keeper === "platform" ? "platform" : "cross-platform", "claimed"),
    authenticatorExtensions: fact([], from),
    aaguid: fact(aaguid, traits.attested === true ? "attested" : "claimed"),
    algorithm: -7,
    transports: fact([keeper === "hardware-key" ? "usb" : "internal"], "claimed"),
    discoverable: fact(true, "claimed"),
    attestation: attestationOf(traits, keeper),
    mediation: "modal",
  });
}

/** The ceremony by which one that exists is used. */
export function supposedUse(
  traits: PasskeyTraits,
  known: Knowledge,
  occasion: Occasion,
): PasskeyProof {
  const created = supposedEnrolment({ ...traits, asked: "required" }, known, {
    ...occasion,
    at: plusSeconds(occasion.at, -30 * DAY),
  });
  const best = supposeProof(created, recordOf(traits, occasion.now), occasion.at);
  return suppose({
    ...best,
    userVerificationAsked: traits.asked ?? "required",
    userPresent: fact(true, "signed"),
    userVerified: fact(traits.userVerified ?? true, "signed"),
    counter: traits.counterWentBack === true ? "went-back" : "unsupported",
  });
}

/** What its record says; one that was created without user verification has none to rely on. */
export function recordOf(
  { uvInitialized, userVerified, settled }: PasskeyTraits,
  now: Instant,
): StoredTraits {
  return {
    uvInitialized: uvInitialized ?? userVerified ?? true,
    settlesAt: settled === false ? plusSeconds(now, DAY) : null,
  };
}

function keeperOf({ providers }: Knowledge, aaguid: Aaguid): KeeperClass {
  return providers.get(aaguid)?.class ?? "unknown";
}

function attestationOf(traits: PasskeyTraits, keeper: KeeperClass): AttestationFacts {
  const { attested = false, format = keeper === "platform" ? "tpm" : "packed" } = traits;
  return attested
    ? { format, verdict: "verified", path: [], keyId: null }
    : { format: "none", verdict: "none", path: [], keyId: null };
}

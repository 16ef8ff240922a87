import { type Instant, secondsBetween } from "../base/time.ts";
import type { Aal, Assurance } from "./assurance.ts";
import { assuranceLevel } from "./level.ts";

const HOUR = 3600;

/** NIST SP 800-63B-4 sections 2.2.3 and 2.3.3: how long after the proof a session is of its level. */
const LIMITS = [
  { seconds: 12 * HOUR, most: 3 },
  { seconds: 24 * HOUR, most: 2 },
  { seconds: Number.POSITIVE_INFINITY, most: 1 },
] as const;

/** The same assurance once time has gone by: what was proved too long ago carries no level above 1. */
export function aged(assurance: Assurance, now: Instant): Assurance {
  const aal = Math.max(
    0,
    ...LIMITS.map(({ seconds, most }) => {
      const young = assurance.proofs.filter(({ at }) => secondsBetween(at, now) <= seconds);
      return Math.min(most, assuranceLevel(young));
    }),
  ) as Aal;
  if (aal === assurance.aal) return assurance;
  const acr = aal >= 2 ? assurance.acr : `urn:assay:aal:${aal}`;
  const amr = aal >= 2 ? assurance.amr : assurance.amr.filter((value) => value !== "mfa");
  return { ...assurance, aal, acr, amr };
}

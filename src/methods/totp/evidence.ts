import type { AccountId } from "../../base/ids.ts";
import type { Instant } from "../../base/time.ts";
import { mintEvidence } from "../../evidence/evidence.ts";
import type { Ceremony } from "../../evidence/methods.ts";
import type { Fact } from "../../evidence/provenance.ts";
import type { SeedKeeper, TotpEvidence } from "../../evidence/secrets.ts";

/**
 * States that a one-time password was given, or that its seed was set up.
 *
 * @param credential The id of the credential that keeps the seed.
 * @param keptIn Where the seed lives: a word of the person's (`claimed`) or of an operator's who
 *   handed the token out (`asserted`). Nothing that is seen here proves it.
 */
export function totpEvidence(
  ceremony: Ceremony,
  account: AccountId,
  credential: string,
  keptIn: Fact<SeedKeeper>,
  at: Instant,
): TotpEvidence {
  return mintEvidence({ kind: "totp", ceremony, account, at, credential, keptIn }, "seen");
}

/**
 * The only facts that may turn an answer to the worse; everything else can only add.
 *
 * - `vetoed`: somebody who was told said no; what waits is refused.
 * - `adverse_status`: the metadata says that a model is broken; a passkey of it counts less or not.
 * - `backup_eligibility_changed`: BE differs from the record; the ceremony itself is refused
 *   (WebAuthn L3 section 7.2 step 19), so that no evidence comes of it.
 * - `counter_went_back`: this proof may be a copy's; the policy says what it is still worth.
 */
export const LOWERING_FACTS = [
  "vetoed",
  "adverse_status",
  "backup_eligibility_changed",
  "counter_went_back",
] as const;

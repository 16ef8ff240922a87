/**
 * Exports of `src/` that nothing in `src/` uses, each with its reason. The list only shrinks: a test
 * says when a line may go.
 */
export const UNUSED: readonly string[] = [
  // The flows are driven through many thousand sequences on it.
  "store/memory.ts#createMemoryStore",
  // Tests hold the bounds and the order of the migrations to what they say.
  "certificates/certificate.ts#MAXIMUM_CERTIFICATE_BYTES",
  "store/migrations/migrate.ts#MIGRATIONS",
  // What operators and other systems assert is taken down by their commands, which come with recovery.
  // Hardware tokens are handed out by operators; members of tests have one.
  "methods/totp/seed.ts#parseSeed",
  // Tests hold the bounds of what may be typed to what they say.
  "methods/password/spelling.ts#folded",
  "methods/password/typed.ts#MOST_PASSWORD_CHARACTERS",
  "methods/recovery-code/set.ts#RECOVERY_CODES",
  // A test holds it to the table of the verifier.
  "policy/schema.ts#POLICY_ALGORITHMS",
  // Tests of what each may say are made of them.
  "assurance/reasons.ts#REASON_CODES",
  "policy/requirement.ts#hasWayIn",
];

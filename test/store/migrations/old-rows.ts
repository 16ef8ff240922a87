/**
 * Rows as the version before migration 2 wrote them: what it did not know yet is absent, not null.
 * Written out here and not made by today's code, which would make them as they are today.
 */

const ceremony = {
  kind: "passkey",
  account: "ann",
  at: 1_700_000_000_000,
  credential: "key",
  rpId: "example.org",
  origin: { value: "https://example.org", from: "claimed" },
  crossOrigin: { value: false, from: "claimed" },
  topOrigin: { value: null, from: "claimed" },
  userVerificationAsked: "required",
  userPresent: { value: true, from: "signed" },
  userVerified: { value: true, from: "signed" },
  backupEligible: { value: true, from: "signed" },
  backedUp: { value: true, from: "signed" },
  signCount: { value: 0, from: "signed" },
  attachment: { value: "platform", from: "claimed" },
  authenticatorExtensions: { value: [], from: "signed" },
};

const attestation = { format: "packed", verdict: "untrusted", path: ["leaf"] };

const enrolment = {
  ...ceremony,
  ceremony: "enrol",
  aaguid: { value: "00000000-0000-0000-0000-000000000000", from: "claimed" },
  algorithm: -7,
  transports: { value: ["internal"], from: "claimed" },
  discoverable: { value: true, from: "claimed" },
  attestation,
  mediation: "modal",
};

const proof = {
  ...ceremony,
  ceremony: "prove",
  counter: "unsupported",
  backupChange: "none",
  uvInitialized: true,
  enrolment,
};

const mail = {
  kind: "email-code",
  ceremony: "prove",
  account: "ann",
  at: 1_700_000_000_000,
  address: "ann@example.org",
  sentAt: 1_700_000_000_000,
};

const pending = {
  id: "second key",
  account: "ann",
  publicKey: "pk",
  counter: 0,
  backupEligible: true,
  backedUp: true,
  uvInitialized: true,
  name: null,
  state: "active",
  createdAt: 1_700_000_000_000,
  lastUsedAt: null,
  enrolment,
  attestationObject: "ao",
  clientDataJson: "cd",
};

const evidence = [mail, enrolment, proof];

/** What each of those says today. */
const enrolmentToday = { ...enrolment, attestation: { ...attestation, keyId: null } };
const proofToday = { ...proof, settlesAt: null, enrolment: enrolmentToday };
export const TODAY = {
  evidence: [mail, enrolmentToday, proofToday],
  pending: [{ ...pending, settlesAt: null, graded: null, enrolment: enrolmentToday }],
};

const json = (value: unknown): string => `'${JSON.stringify(value)}'`;

/** Of ann, who has a passkey, a session, and an attempt with a code that was tried twice. */
export const OLD_ROWS: readonly string[] = [
  `INSERT INTO accounts (id, user_handle, state, group_names, created_at)
    VALUES ('ann', 'handle', 'active', '["staff"]', 1700000000000)`,
  `INSERT INTO addresses (account, channel, address, normalised, proved_at)
    VALUES ('ann', 'email', 'Ann@example.org', 'ann@example.org', 1700000000000)`,
  `INSERT INTO credentials (id, account, public_key, counter, backup_eligible, backed_up,
      uv_initialized, name, state, created_at, last_used_at, enrolment, attestation_object,
      client_data_json)
    VALUES ('key', 'ann', 'pk', 7, 1, 1, 1, 'Key ring', 'active', 1700000000000, 1700000001000,
      ${json(enrolment)}, 'ao', 'cd')`,
  `INSERT INTO attempts (id, browser, session, action, params, identifier, account, state,
      refusals, evidence, pending, created_at, expires_at, version)
    VALUES ('attempt', 'browser', NULL, 'sign-in', '{}', 'ann@example.org', 'ann', 'open', '[]',
      ${json(evidence)}, ${json([pending])}, 1700000000000, 1700003600000, 4)`,
  `INSERT INTO codes (id, attempt, address, normalised, hash, wrong_tries, created_at, expires_at,
      used_at)
    VALUES ('step', 'attempt', 'Ann@example.org', 'ann@example.org', 'hash', 2, 1700000000000,
      1700000600000, NULL)`,
  `INSERT INTO sessions (id, account, secret_hash, attempt, authenticated_at, created_at,
      last_seen_at, idle_seconds, absolute_expires_at, expires_at, evidence, rule, policy,
      user_agent)
    VALUES ('session', 'ann', 'secret', 'attempt', 1700000000000, 1700000000000, 1700000000000,
      1800, 1700086400000, 1700001800000, ${json(evidence)}, 'passkey', 'balanced', 'A browser')`,
  `INSERT INTO events (id, at, kind, account, attempt, network, data)
    VALUES ('event', 1700000000000, 'attempt.allowed', 'ann', 'attempt', '192.0.2.0/24', '{"a":1}')`,
];

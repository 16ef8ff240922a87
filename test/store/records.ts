import { randomBytes } from "node:crypto";
import { toBase64url } from "../../src/base/bytes.ts";
import {
  type Aaguid,
  type CredentialId,
  newId,
  type Origin,
  type RpId,
  type UserHandle,
} from "../../src/base/ids.ts";
import { instant, type Instant, plusSeconds } from "../../src/base/time.ts";
import { type Evidence, mintEvidence } from "../../src/evidence/evidence.ts";
import type {
  AttestationFacts,
  PasskeyEnrolment,
  PasskeyProof,
} from "../../src/evidence/passkey.ts";
import { fact } from "../../src/evidence/provenance.ts";
import type { Transaction } from "../../src/store/port.ts";
import type {
  AccountRecord,
  AddressRecord,
  AttemptRecord,
  CodeRecord,
  CredentialGrade,
  CredentialRecord,
  DocumentRecord,
  EventRecord,
  MessageRecord,
  SessionRecord,
} from "../../src/store/records.ts";

/** Records as the flows make them, each with ids of its own. */

export const NOW: Instant = instant(1_800_000_000_000);

export const later = (seconds: number): Instant => plusSeconds(NOW, seconds);

export const random = (): string => toBase64url(randomBytes(32));

export function anAccount(more: Partial<AccountRecord> = {}): AccountRecord {
  return {
    id: newId(NOW),
    userHandle: random() as UserHandle,
    state: "active",
    groups: ["staff", "on-call"],
    everHad: ["passkey"],
    createdAt: NOW,
    ...more,
  };
}

export function anAddress(more: Partial<AddressRecord> = {}): AddressRecord {
  const name = random();
  return {
    account: newId(NOW),
    channel: "email",
    address: `${name}@Example.org`,
    normalised: `${name.toLowerCase()}@example.org`,
    provedAt: NOW,
    ...more,
  };
}

const ceremony = (account: AccountRecord, credential: CredentialId) => ({
  kind: "passkey" as const,
  account: account.id,
  at: NOW,
  credential,
  rpId: "example.org" as RpId,
  origin: fact("https://example.org" as Origin, "claimed"),
  crossOrigin: fact(false, "claimed"),
  topOrigin: fact(null, "claimed"),
  userVerificationAsked: "required" as const,
  userPresent: fact(true, "signed"),
  userVerified: fact(true, "signed"),
  backupEligible: fact(true, "signed"),
  backedUp: fact(false, "signed"),
  signCount: fact(0, "signed"),
  attachment: fact("platform", "claimed"),
  authenticatorExtensions: fact([], "signed"),
});

export function anEnrolment(
  account: AccountRecord,
  credential: CredentialId,
  attestation: Partial<AttestationFacts> = {},
): PasskeyEnrolment {
  return mintEvidence(
    {
      ...ceremony(account, credential),
      ceremony: "enrol",
      aaguid: fact("01020304-0506-0708-0102-030405060708" as Aaguid, "claimed"),
      algorithm: -7,
      transports: fact(["internal", "hybrid"], "claimed"),
      discoverable: fact(true, "claimed"),
      attestation: { format: "none", verdict: "none", path: [], keyId: null, ...attestation },
      mediation: "modal",
    },
    "seen",
  );
}

export function aProof(account: AccountRecord, credential: CredentialRecord): PasskeyProof {
  return mintEvidence(
    {
      ...ceremony(account, credential.id),
      ceremony: "prove",
      counter: "unsupported",
      backupChange: "none",
      uvInitialized: true,
      settlesAt: null,
      enrolment: credential.enrolment,
    },
    "seen",
  );
}

export function aMailProof(account: AccountRecord): Evidence {
  return mintEvidence(
    {
      kind: "email-code",
      ceremony: "prove",
      account: account.id,
      at: NOW,
      address: "ann@example.org",
      sentAt: NOW,
    },
    "seen",
  );
}

export function aCredential(
  account: AccountRecord,
  more: Partial<CredentialRecord> = {},
): CredentialRecord {
  const id = more.id ?? (random() as CredentialId);
  return {
    id,
    account: account.id,
    publicKey: random(),
    counter: 0,
    backupEligible: true,
    backedUp: false,
    uvInitialized: true,
    name: null,
    state: "active",
    createdAt: NOW,
    lastUsedAt: null,
    settlesAt: null,
    graded: null,
    enrolment: anEnrolment(account, id),
    attestationObject: random(),
    clientDataJson: random(),
    ...more,
  };
}

export function aGrade(version: string, more: Partial<CredentialGrade> = {}): CredentialGrade {
  return { with: version, verdict: "phishing-resistant", reasons: ["synced"], ...more };
}

export function anAttempt(more: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    id: newId(NOW),
    browser: random(),
    session: null,
    action: "sign-in",
    params: { to: "the moon" },
    identifier: "ann@example.org",
    account: null,
    state: "open",
    refusals: [],
    evidence: [],
    pending: [],
    waiting: null,
    createdAt: NOW,
    expiresAt: later(3600),
    version: 1,
    ...more,
  };
}

export function aCode(attempt: AttemptRecord, more: Partial<CodeRecord> = {}): CodeRecord {
  return {
    id: newId(NOW),
    attempt: attempt.id,
    address: "Ann@example.org",
    normalised: "ann@example.org",
    hash: random(),
    tries: 0,
    createdAt: NOW,
    expiresAt: later(600),
    usedAt: null,
    ...more,
  };
}

export function aSession(account: AccountRecord, more: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: newId(NOW),
    account: account.id,
    secretHash: random(),
    attempt: newId(NOW),
    authenticatedAt: NOW,
    createdAt: NOW,
    lastSeenAt: NOW,
    idleSeconds: 1800,
    absoluteExpiresAt: later(86_400),
    evidence: [],
    purpose: "account",
    rule: "passkey",
    policy: "balanced",
    userAgent: "A browser",
    ...more,
  };
}

export function anEvent(more: Partial<EventRecord> = {}): EventRecord {
  return {
    id: newId(NOW),
    at: NOW,
    kind: "attempt.allowed",
    account: null,
    attempt: null,
    network: "192.0.2.0/24",
    data: { action: "sign-in", reasons: [] },
    ...more,
  };
}

export function aMessage(more: Partial<MessageRecord> = {}): MessageRecord {
  return {
    id: newId(NOW),
    channel: "email",
    to: `${random()}@example.org`,
    sealed: random(),
    account: null,
    attempt: null,
    state: "queued",
    createdAt: NOW,
    notAfter: later(600),
    tries: 0,
    dueAt: NOW,
    reason: null,
    doneAt: null,
    ...more,
  };
}

export function aDocument(more: Partial<DocumentRecord> = {}): DocumentRecord {
  return { kind: "mds", version: 1, body: random(), savedAt: NOW, ...more };
}

/** An account with a passkey, as a sign-up leaves it. */
export async function signUp(tx: Transaction, account: AccountRecord): Promise<CredentialRecord> {
  const credential = aCredential(account);
  await tx.insertAccount(account);
  await tx.insertAddress(anAddress({ account: account.id }));
  await tx.insertCredential(credential);
  return credential;
}

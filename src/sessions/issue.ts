import { createHash } from "node:crypto";
import { toBase64url } from "../base/bytes.ts";
import { type AccountId, type AttemptId, newId, type SessionId } from "../base/ids.ts";
import { randomBytes } from "../base/random.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Action } from "../policy/action.ts";
import { type ActionParams, type Grant, takeGrant } from "../policy/grant.ts";
import type { SessionLimits } from "../policy/policy.ts";
import type { Transaction } from "../store/port.ts";
import type { SessionRecord } from "../store/records.ts";

/** What an allowed attempt hands to the session that it buys. */
export interface SessionRequest {
  readonly action: Action;
  readonly params: ActionParams;
  readonly account: AccountId;
  readonly attempt: AttemptId;
  readonly evidence: readonly Evidence[];
  readonly limits: SessionLimits;
  readonly userAgent: string;
  /** The session it was asked in, which has just ended: this one is its successor. */
  readonly raises: SessionRecord | null;
  readonly now: Instant;
}

export interface IssuedSession {
  readonly record: SessionRecord;
  /** The cookie's value: the id, and a 256-bit secret of which only the hash is stored. */
  readonly cookie: string;
}

/**
 * A recovery never signs in by itself: its session is for looking at the account, for so long, and
 * whatever is to be changed is signed in for.
 */
const RECOVERY_LIMITS: SessionLimits = { idleSeconds: 900, absoluteSeconds: 900 };

/**
 * Issues a session for a grant, in the transaction of the attempt that was allowed.
 * Every authentication gets a new id (OWASP ASVS 5.0 V7.2.4).
 * @throws AssayFault `ASSAY_GRANT_*` where the grant is not exactly for this.
 */
export async function issueSession(
  tx: Transaction,
  grant: Grant,
  request: SessionRequest,
): Promise<IssuedSession> {
  const { action, params, account, attempt, now, raises } = request;
  takeGrant(grant, { action, params, account, attempt, now });
  const purpose = action === "recover" ? "recovery" : "account";
  const limits = purpose === "recovery" ? RECOVERY_LIMITS : request.limits;
  const id: SessionId = newId(now);
  const secret = toBase64url(randomBytes(32));
  const record: SessionRecord = {
    id,
    account,
    secretHash: hashSessionSecret(secret),
    attempt,
    authenticatedAt: now,
    createdAt: now,
    lastSeenAt: now,
    idleSeconds: limits.idleSeconds,
    // A step-up raises a session; it does not make it live for ever.
    absoluteExpiresAt: raises?.absoluteExpiresAt ?? plusSeconds(now, limits.absoluteSeconds),
    evidence: request.evidence,
    purpose,
    rule: grant.rule,
    policy: grant.policy,
    userAgent: request.userAgent.slice(0, 256),
  };
  await tx.insertSession(record);
  return { record, cookie: `${id}.${secret}` };
}

/** A 256-bit random secret needs no salt and no slow hash: it cannot be guessed. */
export function hashSessionSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

import { randomBytes } from "./random.ts";
import type { Instant } from "./time.ts";

type Id<Name extends string> = string & { readonly __brand: Name };

export type AccountId = Id<"AccountId">;
export type AttemptId = Id<"AttemptId">;
export type StepId = Id<"StepId">;
export type SessionId = Id<"SessionId">;
export type MessageId = Id<"MessageId">;
export type EventId = Id<"EventId">;
/** What one operator asks of another. */
export type ApprovalId = Id<"ApprovalId">;
/** A password, a seed, a number, or a set of saved codes. */
export type SecretId = Id<"SecretId">;
/** The base64url text of a WebAuthn credential id: made by the authenticator, not by us. */
export type CredentialId = Id<"CredentialId">;
/** The base64url text of a WebAuthn user handle: random, says nothing about the person. */
export type UserHandle = Id<"UserHandle">;
/** A web origin in its serialised form, such as `https://accounts.example`. */
export type Origin = Id<"Origin">;
/** A relying party id: a domain, such as `accounts.example`. */
export type RpId = Id<"RpId">;
/** An authenticator model, in the lower-case 8-4-4-4-12 form. */
export type Aaguid = Id<"Aaguid">;

/** For authenticators that do not say what they are. */
export const ZERO_AAGUID = "00000000-0000-0000-0000-000000000000" as Aaguid;

/**
 * A time-ordered identifier (UUID version 7, RFC 9562 section 5.7): new rows are appended to
 * an index instead of scattered over it, and 74 random bits keep it unguessable enough for a name.
 * It is a name, never a secret.
 */
export function newId<Name extends string>(now: Instant): Id<Name> {
  const bytes = randomBytes(16);
  writeTime(bytes, now);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return dashed(Buffer.from(bytes.buffer).toString("hex")) as Id<Name>;
}

/** 48 bits, the highest first. */
function writeTime(bytes: Uint8Array, now: Instant): void {
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
}

/** The 8-4-4-4-12 form of sixteen bytes in hexadecimal. */
export function dashed(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}

import type { AccountId } from "../../src/base/ids.ts";
import type { Instant } from "../../src/base/time.ts";
import type { Begun, Channel, Notified, Vetoed } from "../../src/evidence/circumstance.ts";
import type {
  EmailCodeEvidence,
  MagicLinkProof,
  RecoveryCodeEvidence,
  SmsCodeEvidence,
} from "../../src/evidence/codes.ts";
import { mintEvidence } from "../../src/evidence/evidence.ts";
import type { Assertion, ExternalProof } from "../../src/evidence/external.ts";
import type { Ceremony } from "../../src/evidence/methods.ts";
import { fact, type Provenance } from "../../src/evidence/provenance.ts";
import type { PasswordEvidence, SeedKeeper, TotpEvidence } from "../../src/evidence/secrets.ts";
import { ANN, NOW } from "./evidence.ts";

/** Evidence of every other kind, and what happened around an attempt. */

export const ADDRESS = "ann@example.org";
export const OTHER_ADDRESS = "ann@example.net";
export const NUMBER = "+41790000000";

interface When {
  readonly account?: AccountId;
  readonly at?: Instant;
  readonly ceremony?: Ceremony;
}

function when({ account = ANN, at = NOW }: When) {
  return { account, at };
}

export function password(
  given: When & { readonly credential?: string; readonly resetBy?: readonly string[] } = {},
): PasswordEvidence {
  const { ceremony = "prove", resetBy = [] } = given;
  const { credential = ceremony === "prove" ? "password" : "new-password" } = given;
  const about = { ...when(given), credential, length: 15, resetBy };
  return mintEvidence({ kind: "password", ceremony, ...about }, "seen");
}

export function totp(
  given: When & {
    readonly credential?: string;
    readonly keptIn?: SeedKeeper;
    readonly from?: Provenance;
  } = {},
): TotpEvidence {
  const { ceremony = "prove", credential = "totp", keptIn = "own-app", from = "claimed" } = given;
  const kept = fact(keptIn, from);
  return mintEvidence({ kind: "totp", ceremony, ...when(given), credential, keptIn: kept }, "seen");
}

export function sms(
  given: When & { readonly number?: string; readonly ceremony?: Ceremony } = {},
): SmsCodeEvidence {
  const { number = NUMBER, ceremony = "prove" } = given;
  const sent = { ...when(given), sentAt: given.at ?? NOW, number };
  return mintEvidence({ kind: "sms-code", ceremony, ...sent }, "seen");
}
/** A number that the account has not yet: how it is shown is said here alone. */
export function newNumber(last = "1", at: Instant = NOW): SmsCodeEvidence {
  return sms({ number: `+4179999999${last}`, at, ceremony: "enrol" });
}

/** An address that the account has not yet. */
export function newAddress(at: Instant = NOW): EmailCodeEvidence {
  return mail({ address: "new@example.net", at, ceremony: "enrol" });
}

export function mail(
  given: When & { readonly address?: string; readonly ceremony?: Ceremony } = {},
): EmailCodeEvidence {
  const { address = ADDRESS, ceremony = "prove" } = given;
  const sent = { ...when(given), sentAt: given.at ?? NOW, address };
  return mintEvidence({ kind: "email-code", ceremony, ...sent }, "seen");
}

export function link(given: When & { readonly address?: string } = {}): MagicLinkProof {
  const { address = ADDRESS } = given;
  const sent = { ...when(given), sentAt: given.at ?? NOW, address };
  return mintEvidence({ kind: "magic-link", ceremony: "prove", ...sent }, "seen");
}

export function savedCode(
  given: When & { readonly credential?: string } = {},
): RecoveryCodeEvidence {
  const { ceremony = "prove", credential = "codes" } = given;
  return mintEvidence({ kind: "recovery-code", ceremony, ...when(given), credential }, "seen");
}

export function external(
  assertion: Assertion,
  given: When & { readonly by?: string } = {},
): ExternalProof {
  const { by = "operator-1" } = given;
  return mintEvidence(
    { kind: "external", ceremony: "prove", ...when(given), assertion, by },
    "seen",
  );
}

export const MAIL_CHANNEL: Channel = { kind: "email", address: ADDRESS };
export const OTHER_MAIL_CHANNEL: Channel = { kind: "email", address: OTHER_ADDRESS };
export const SMS_CHANNEL: Channel = { kind: "sms", address: NUMBER };

export function begun(given: When = {}): Begun {
  return mintEvidence({ kind: "begun", ...when(given) }, "seen");
}

export function notified(channel: Channel, given: When = {}): Notified {
  return mintEvidence({ kind: "notified", ...when(given), channel }, "seen");
}

export function vetoed(given: When & { readonly channel?: Channel } = {}): Vetoed {
  const { channel = OTHER_MAIL_CHANNEL } = given;
  return mintEvidence({ kind: "vetoed", ...when(given), channel }, "seen");
}

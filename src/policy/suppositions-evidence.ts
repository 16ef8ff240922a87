import type { Knowledge } from "../assurance/knowledge.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { Channel } from "../evidence/circumstance.ts";
import type {
  EmailCodeEvidence,
  RecoveryCodeEvidence,
  SmsCodeEvidence,
} from "../evidence/codes.ts";
import type { Evidence, Showing } from "../evidence/evidence.ts";
import type { Ceremony } from "../evidence/methods.ts";
import { fact } from "../evidence/provenance.ts";
import type { PasswordEvidence, SeedKeeper, TotpEvidence } from "../evidence/secrets.ts";
import { suppose } from "../evidence/suppose.ts";
import { supposedEnrolment, supposedUse } from "./suppositions-passkey.ts";
import type { SupposedPiece } from "./suppositions-schema.ts";
import { SOMEBODY } from "./suppositions-world.ts";

/** The id of what exists once at most, or is not told apart. */
export const ONLY_ID: Readonly<Record<string, string>> = {
  password: "password",
  totp: "totp",
  "sms-code": "sms-code",
  "recovery-code": "recovery-code",
};
const MAILBOX = "somebody@example.org";
const NUMBER = "+441632960000";
const NOTICES = "notices@example.net";

export interface Supposing {
  readonly known: Knowledge;
  readonly now: Instant;
}

/** A piece as somebody wrote it, as evidence of that shape: judged like all other, and never seen. */
export function supposedEvidence(
  piece: SupposedPiece,
  credential: string,
  supposing: Supposing,
): Evidence {
  const at = plusSeconds(supposing.now, -(piece.ageSeconds ?? 0));
  if (piece.fact !== undefined) return supposedFact(piece, piece.fact, at);
  return piece.enrol !== undefined
    ? supposedCreation(piece, piece.enrol, credential, at, supposing)
    : supposedProof(piece, credential, at, supposing);
}

function supposedCreation(
  piece: SupposedPiece,
  method: NonNullable<SupposedPiece["enrol"]>,
  credential: string,
  at: Instant,
  { known, now }: Supposing,
): Evidence {
  switch (method) {
    case "passkey":
      return supposedEnrolment(piece, known, { credential, at, now });
    case "password":
      return supposedPassword(piece, "enrol", credential, at);
    case "totp":
      return supposedTotp(piece, "enrol", credential, at);
    case "sms-code":
      return supposedNumber(piece, "enrol", at);
    case "email-code":
      return supposedAddress(piece, "enrol", at);
    case "recovery-code":
      return codes("enrol", credential, at);
  }
}

/** What is shown of a method. */
export function supposedProof(
  piece: SupposedPiece,
  credential: string,
  at: Instant,
  { known, now }: Supposing,
): Showing {
  const common = { ceremony: "prove", account: SOMEBODY, at } as const;
  const address = piece.address ?? MAILBOX;
  switch (piece.prove) {
    case "password":
      return supposedPassword(piece, "prove", credential, at);
    case "totp":
      return supposedTotp(piece, "prove", credential, at);
    case "sms-code":
      return supposedNumber(piece, "prove", at);
    case "email-code":
      return supposedAddress(piece, "prove", at);
    case "magic-link":
      return suppose({ kind: piece.prove, ...common, address, sentAt: at });
    case "recovery-code":
      return codes("prove", credential, at);
    case "external": {
      const { assertion = "approval", by = "operator" } = piece;
      return suppose({ kind: piece.prove, ...common, assertion, by });
    }
    case "passkey":
    case undefined:
      return supposedUse(piece, known, { credential, at, now });
  }
}

/** Somebody vetoes by a channel that he was told on; `begun` is our own record. */
function supposedFact(
  piece: SupposedPiece,
  kind: "begun" | "notified" | "vetoed",
  at: Instant,
): Evidence {
  if (kind === "begun") return suppose({ kind, account: SOMEBODY, at });
  return suppose({ kind, account: SOMEBODY, at, channel: channelOf(piece.channel ?? NOTICES) });
}

function channelOf(text: string): Channel {
  return { kind: text.includes("@") ? "email" : "sms", address: text };
}

function supposedPassword(
  { resetBy = [] }: SupposedPiece,
  ceremony: Ceremony,
  credential: string,
  at: Instant,
): PasswordEvidence {
  const common = { account: SOMEBODY, at, credential, length: 15 };
  return suppose({ kind: "password", ceremony, ...common, resetBy });
}

function supposedAddress(
  { address = MAILBOX }: SupposedPiece,
  ceremony: Ceremony,
  at: Instant,
): EmailCodeEvidence {
  return suppose({ kind: "email-code", ceremony, account: SOMEBODY, at, sentAt: at, address });
}

function supposedNumber(
  { number = NUMBER }: SupposedPiece,
  ceremony: Ceremony,
  at: Instant,
): SmsCodeEvidence {
  return suppose({ kind: "sms-code", ceremony, account: SOMEBODY, at, sentAt: at, number });
}

/** Who handed out a hardware token knows what it is; all else is the person's word. */
function supposedTotp(
  { keptIn = "unknown" }: { readonly keptIn?: SeedKeeper | undefined },
  ceremony: Ceremony,
  credential: string,
  at: Instant,
): TotpEvidence {
  const from = keptIn === "hardware-token" ? "asserted" : "claimed";
  const kept = fact(keptIn, keptIn === "unknown" ? "unknown" : from);
  return suppose({ kind: "totp", ceremony, account: SOMEBODY, at, credential, keptIn: kept });
}

function codes(ceremony: Ceremony, credential: string, at: Instant): RecoveryCodeEvidence {
  return suppose({ kind: "recovery-code", ceremony, account: SOMEBODY, at, credential });
}

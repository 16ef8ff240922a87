import type { AccountId } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { Showing } from "../evidence/evidence.ts";
import { suppose } from "../evidence/suppose.ts";
import type { Reads } from "../store/port.ts";
import type { AddressRecord, CredentialRecord, SecretRecord } from "../store/records.ts";
import { MOST_TRIES } from "./step-context.ts";

/** All that an account has, as it is stored. */
export interface Holdings {
  readonly credentials: readonly CredentialRecord[];
  readonly secrets: readonly SecretRecord[];
  readonly addresses: readonly AddressRecord[];
}

export const NOTHING_HELD: Holdings = { credentials: [], secrets: [], addresses: [] };

export async function holdingsOf(reads: Reads, account: AccountId): Promise<Holdings> {
  const [credentials, secrets, addresses] = await Promise.all([
    reads.credentialsOf(account),
    reads.secretsOf(account),
    reads.addressesOf(account),
  ]);
  return { credentials, secrets, addresses };
}

/** What a stored secret proves when it is shown. */
export function shownBy(secret: SecretRecord, at: Instant): Showing {
  const about = { ceremony: "prove", account: secret.account, at } as const;
  switch (secret.method) {
    case "password":
      return suppose({
        kind: "password",
        ...about,
        credential: secret.id,
        length: secret.body.length,
        resetBy: [],
      });
    case "totp":
      return suppose({ kind: "totp", ...about, credential: secret.id, keptIn: secret.body.keptIn });
    case "sms-code":
      return suppose({ kind: "sms-code", ...about, sentAt: at, number: secret.body.number });
    case "recovery-code":
      return suppose({ kind: "recovery-code", ...about, credential: secret.id });
  }
}

/**
 * Whether it can be shown now. One that was tried too often cannot, nor a set of codes of which none is
 * left; what was shown of them before still counts, so that strangers who guess end no session.
 */
export function stateOf(secret: SecretRecord): "active" | "spent" | "suspended" {
  if (secret.state === "suspended") return "suspended";
  if (secret.tries >= MOST_TRIES) return "spent";
  if (secret.method !== "recovery-code") return "active";
  return secret.body.kept.some(({ usedAt }) => usedAt === null) ? "active" : "spent";
}

export function isUsable(secret: SecretRecord): boolean {
  return stateOf(secret) === "active";
}

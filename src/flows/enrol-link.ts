import { toBase64url } from "../base/bytes.ts";
import { recordEvent } from "../audit/event.ts";
import { randomBytes } from "../base/random.ts";
import { fail, type Result } from "../base/result.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import type { AccountId } from "../base/ids.ts";
import { checkAssertion, type CheckedAssertion } from "../methods/external/assertion.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import type { Transaction } from "../store/port.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { tellOwner } from "./notify.ts";
import { rollBack, transactOr } from "./rollback.ts";
import { hashSecret } from "./send-notice.ts";

/** Long enough to be handed over, short enough to be forgotten. */
const ENROL_LINK_SECONDS = 24 * 3600;

export interface MadeLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

/** What is handed over: each proves one operator's word, for one account, once. */
export interface Handed {
  readonly token: string;
  readonly expiresAt: Instant;
}

type LinkDeps = Pick<FlowDeps, "site" | "outbox">;

/**
 * Makes a link for somebody who lost every passkey. It proves one thing only: that an operator handed it
 * over. What has to be shown beside it, and how long it takes, is the policy's to say (`recover`); so an
 * operator alone binds nothing. Its owner is told at every address.
 *
 * @param by - who makes it: printable ASCII without spaces
 * @returns `account_unknown`, `asserter_invalid`
 */
export async function makeEnrolLink(
  deps: LinkDeps & Pick<FlowDeps, "store">,
  email: string,
  by: string,
  now: Instant,
): Promise<Result<MadeLink, FlowCode>> {
  const address = parseEmail(email)?.normalised ?? "";
  const account = await deps.store.accountByAddress("email", address);
  if (account?.state !== "active") return fail("account_unknown");
  const asserted = checkAssertion("enrolment-link", by, account.id);
  if (!asserted.ok) return fail("asserter_invalid");
  return transactOr(deps.store, async (tx) => {
    const handed = await handOver(tx, account.id, asserted.value, now);
    await tellOfLink(deps, tx, account.id, "", now);
    await recordEvent(tx, {
      kind: "link.made",
      at: now,
      account: account.id,
      attempt: null,
      network: "",
      data: { by: asserted.value.by },
    });
    return linkOf(deps, [handed]);
  });
}

/** Keeps the hash of what is handed over. Who may ask for it was decided before. */
export async function handOver(
  tx: Transaction,
  account: AccountId,
  { assertion, by }: CheckedAssertion,
  now: Instant,
): Promise<Handed> {
  const token = toBase64url(randomBytes(32));
  const expiresAt = plusSeconds(now, ENROL_LINK_SECONDS);
  const link = { hash: hashSecret(token), account, assertion, by };
  const inserted = await tx.insertLink({ ...link, createdAt: now, expiresAt, usedAt: null });
  if (!inserted) rollBack("attempt_conflict");
  return { token, expiresAt };
}

/** The words of several operators go in one link: whoever opens it shows all of them at once. */
export function linkOf({ site }: LinkDeps, handed: readonly [Handed, ...Handed[]]): MadeLink {
  const [origin = ""] = site.origins;
  const token = handed.map((one) => one.token).join(".");
  return { url: `${origin}/recover/link?token=${token}`, expiresAt: handed[0].expiresAt };
}

export async function tellOfLink(
  deps: LinkDeps,
  tx: Transaction,
  account: AccountId,
  network: string,
  now: Instant,
): Promise<void> {
  const told = { notice: "link-made", way: null } as const;
  const about = { account, attempt: null, network };
  await tellOwner(deps, tx, about, told, await tx.addressesOf(account), now);
}

import { toBase64url } from "../base/bytes.ts";
import { recordEvent } from "../audit/event.ts";
import { randomBytes } from "../base/random.ts";
import { fail, type Result } from "../base/result.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import { checkAssertion } from "../methods/external/assertion.ts";
import { parseEmail } from "../methods/email-code/address.ts";
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

/**
 * Makes a link for somebody who lost every passkey. It proves one thing only: that an operator handed it
 * over. What has to be shown beside it, and how long it takes, is the policy's to say (`recover`); so an
 * operator alone binds nothing. Its owner is told at every address.
 *
 * @param by - who makes it: printable ASCII without spaces
 * @returns `account_unknown`, `asserter_invalid`
 */
export async function makeEnrolLink(
  deps: Pick<FlowDeps, "store" | "site" | "outbox">,
  email: string,
  by: string,
  now: Instant,
): Promise<Result<MadeLink, FlowCode>> {
  const address = parseEmail(email)?.normalised ?? "";
  const account = await deps.store.accountByAddress("email", address);
  if (account?.state !== "active") return fail("account_unknown");
  const asserted = checkAssertion("enrolment-link", by, account.id);
  if (!asserted.ok) return fail("asserter_invalid");
  const secret = toBase64url(randomBytes(32));
  const expiresAt = plusSeconds(now, ENROL_LINK_SECONDS);
  return transactOr(deps.store, async (tx) => {
    const link = { hash: hashSecret(secret), account: account.id, by: asserted.value.by };
    const inserted = await tx.insertLink({ ...link, createdAt: now, expiresAt, usedAt: null });
    if (!inserted) rollBack("attempt_conflict");
    const about = { account: account.id, attempt: null, network: "" };
    const told = { notice: "link-made", way: null } as const;
    await tellOwner(deps, tx, about, told, await tx.addressesOf(account.id), now);
    await recordEvent(tx, {
      kind: "link.made",
      at: now,
      account: account.id,
      attempt: null,
      network: "",
      data: { by: asserted.value.by },
    });
    const [origin = ""] = deps.site.origins;
    return { url: `${origin}/recover/link?token=${secret}`, expiresAt };
  });
}

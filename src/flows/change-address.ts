import { recordEvent } from "../audit/event.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import type { Effect } from "./effects.ts";
import { rollBack } from "./rollback.ts";

/** Puts the address that was proved in the place of those that were there. */
export async function changeAddress({ tx, grant, attempt, caller, now }: Effect): Promise<void> {
  const email = parseEmail(attempt.params["address"] ?? "");
  const proved = attempt.evidence.some(
    (piece) =>
      piece.kind === "email-code" &&
      piece.ceremony === "enrol" &&
      piece.address === email?.normalised,
  );
  if (email === undefined || !proved) return rollBack("attempt_conflict");
  const before = await tx.addressesOf(grant.account);
  const account = grant.account;
  // Somebody else's by now: it says no more than that it cannot be had.
  if (!(await tx.insertAddress({ account, channel: "email", ...email, provedAt: now }))) {
    return rollBack("address_taken");
  }
  for (const { normalised } of before) await tx.removeAddress(account, "email", normalised);
  await recordEvent(tx, {
    kind: "address.changed",
    at: now,
    account,
    attempt: grant.attempt,
    network: caller.network,
    data: {},
  });
}

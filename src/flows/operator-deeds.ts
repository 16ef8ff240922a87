import type { AccountId, CredentialId } from "../base/ids.ts";
import type { Method } from "../evidence/methods.ts";
import { checkAssertion } from "../methods/external/assertion.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import { OPERATORS } from "../policy/operator.ts";
import type { AccountRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import { handOver, linkOf, type MadeLink, tellOfLink } from "./enrol-link.ts";
import { tellOwner } from "./notify.ts";
import { CONSOLE, type Deed, type Done, mustBeAnother } from "./operator-command.ts";
import { rollBack } from "./rollback.ts";

/** What operators do to the accounts of others, each in the transaction in which it was allowed. */

type DeedDeps = Pick<FlowDeps, "site" | "outbox">;

export async function findAccount({ tx }: Deed, email: string): Promise<Done<AccountRecord>> {
  const address = parseEmail(email)?.normalised ?? "";
  const account = await tx.accountByAddress("email", address);
  if (account === undefined) return rollBack("account_unknown");
  return { value: account, about: account.id };
}

export async function readAccount(deed: Deed, id: string): Promise<Done<AccountRecord>> {
  const account = await accountOf(deed, id);
  return { value: account, about: account.id };
}

/** Nobody signs in to it, and whoever is signed in is so no longer. */
export async function suspendAccount(deed: Deed, id: string): Promise<Done<null>> {
  const account = await accountOf(deed, id);
  mustBeAnother(deed, account.id);
  await mustNotBeLast(deed, account);
  await deed.tx.setAccountState(account.id, "disabled");
  await endAll(deed, account.id);
  return { value: null, about: account.id };
}

export async function liftAccount(deed: Deed, id: string): Promise<Done<null>> {
  const account = await accountOf(deed, id);
  mustBeAnother(deed, account.id);
  await deed.tx.setAccountState(account.id, "active");
  return { value: null, about: account.id };
}

/**
 * As its owner does who reports a loss: it is kept, counts in what is asked (B51), and only its owner
 * lifts it. An operator binds nothing and lifts nothing.
 */
export async function suspendCredential(
  deps: DeedDeps,
  deed: Deed,
  id: string,
  credential: string,
): Promise<Done<null>> {
  const account = await accountOf(deed, id);
  mustBeAnother(deed, account.id);
  const way = await suspend(deed, account.id, credential);
  await endAll(deed, account.id);
  const { tx, network, now } = deed;
  const about = { account: account.id, attempt: null, network };
  const addresses = await tx.addressesOf(account.id);
  await tellOwner(deps, tx, about, { notice: "way-suspended", way }, addresses, now);
  return { value: null, about: account.id };
}

async function suspend({ tx }: Deed, account: AccountId, id: string): Promise<Method> {
  if (await tx.setCredentialState(account, id as CredentialId, "suspended")) return "passkey";
  const secret = (await tx.secretsOf(account)).find((one) => one.id === id);
  if (secret === undefined || secret.state === "suspended") return rollBack("credential_unknown");
  const { version } = secret;
  const next = { ...secret, state: "suspended" as const, version: version + 1 };
  if (!(await tx.saveSecret(next, version))) rollBack("attempt_conflict");
  return secret.method;
}

export async function endSessions(deed: Deed, id: string): Promise<Done<number>> {
  const account = await accountOf(deed, id);
  return { value: await endAll(deed, account.id), about: account.id };
}

/** A link for somebody who lost every passkey; never for the operator's own account. */
export async function enrolLink(deps: DeedDeps, deed: Deed, id: string): Promise<Done<MadeLink>> {
  const account = await accountOf(deed, id);
  mustBeAnother(deed, account.id);
  if (account.state !== "active") rollBack("account_unknown");
  const asserted = checkAssertion("enrolment-link", deed.operator ?? CONSOLE, account.id);
  if (!asserted.ok) return rollBack("asserter_invalid");
  const { tx, network, now } = deed;
  const handed = await handOver(tx, account.id, asserted.value, now);
  await tellOfLink(deps, tx, account.id, network, now);
  return { value: linkOf(deps, [handed]), about: account.id };
}

async function accountOf({ tx }: Deed, id: string): Promise<AccountRecord> {
  return (await tx.accountById(id as AccountId)) ?? rollBack("account_unknown");
}

async function endAll({ tx }: Deed, account: AccountId): Promise<number> {
  const sessions = await tx.sessionsOf(account);
  for (const { id } of sessions) await tx.endSession(account, id);
  return sessions.length;
}

/** Where the last operator is gone, nobody is left who could make things good again. */
export async function mustNotBeLast({ tx }: Deed, account: AccountRecord): Promise<void> {
  if (!account.groups.includes(OPERATORS)) return;
  const operators = await tx.accountsInGroup(OPERATORS);
  const left = operators.filter(({ id, state }) => id !== account.id && state === "active");
  if (left.length === 0) rollBack("last_operator");
}

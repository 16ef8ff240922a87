import { toBase64url } from "../base/bytes.ts";
import { recordEvent } from "../audit/event.ts";
import { randomBytes } from "../base/random.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Instant, plusSeconds } from "../base/time.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import { OPERATORS } from "../policy/operator.ts";
import type { AccountRecord } from "../store/records.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { CONSOLE, type Deed, type Done } from "./operator-command.ts";
import { mustNotBeLast } from "./operator-deeds.ts";
import { rollBack, transactOr } from "./rollback.ts";
import { hashSecret } from "./send-notice.ts";

/** Time to sign up and to come back; no longer. */
const INVITATION_SECONDS = 3600;

export interface MadeInvitation {
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Instant;
}

/**
 * A word by which the owner of an address becomes an operator, once and within an hour. It is made on
 * the machine itself and nowhere else: an operator who could invite would be two operators. There is
 * no password in it: who takes it has an account, and shows a passkey that `operate:join` asks for.
 *
 * @returns `identifier_malformed`
 */
export async function inviteOperator(
  { store }: Pick<FlowDeps, "store">,
  email: string,
  now: Instant,
): Promise<Result<MadeInvitation, FlowCode>> {
  const address = parseEmail(email);
  if (address === undefined) return fail("identifier_malformed");
  const token = toBase64url(randomBytes(32));
  const expiresAt = plusSeconds(now, INVITATION_SECONDS);
  await store.transact(async (tx) => {
    const invitation = { hash: hashSecret(token), address: address.normalised, by: CONSOLE };
    await tx.insertInvitation({ ...invitation, createdAt: now, expiresAt, usedAt: null });
    await recordEvent(tx, {
      kind: "operator.invited",
      at: now,
      account: null,
      attempt: null,
      network: "",
      data: { operator: CONSOLE, address: address.normalised },
    });
  });
  return ok({ token, expiresAt });
}

/** Takes an invitation: of the address that it is for, and that the account has proved. */
export async function joinOperators(
  { tx, operator, now }: Deed,
  token: string,
): Promise<Done<null>> {
  const hash = hashSecret(token);
  const invitation = await tx.invitationByHash(hash);
  const account = await tx.accountByAddress("email", invitation?.address ?? "");
  if (account === undefined || account.id !== operator) return rollBack("invitation_unknown");
  if (!(await tx.useInvitation(hash, now))) rollBack("invitation_unknown");
  const groups = [...new Set([...account.groups, OPERATORS])];
  await tx.setGroups(account.id, groups);
  return { value: null, about: account.id };
}

export function listOperators({
  store,
}: Pick<FlowDeps, "store">): Promise<readonly AccountRecord[]> {
  return store.accountsInGroup(OPERATORS);
}

/**
 * Takes somebody out of the group, on the machine itself. The last one stays.
 * @returns `account_unknown` where the address is no operator's, `last_operator`
 */
export async function removeOperator(
  { store }: Pick<FlowDeps, "store">,
  email: string,
  now: Instant,
): Promise<Result<null, FlowCode>> {
  return transactOr(store, async (tx) => {
    const account = await tx.accountByAddress("email", parseEmail(email)?.normalised ?? "");
    if (account?.groups.includes(OPERATORS) !== true) return rollBack("account_unknown");
    await mustNotBeLast({ tx, operator: null, network: "", now }, account);
    const groups = account.groups.filter((group) => group !== OPERATORS);
    await tx.setGroups(account.id, groups);
    await recordEvent(tx, {
      kind: "operator.removed",
      at: now,
      account: account.id,
      attempt: null,
      network: "",
      data: { operator: CONSOLE },
    });
    return null;
  });
}

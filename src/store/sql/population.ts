import type { AccountId } from "../../base/ids.ts";
import type { AccountHoldings } from "../account-holdings.ts";
import { accountsAfter, addressesBetween } from "./accounts.ts";
import { heldBetween } from "./credentials.ts";
import { secretsBetween } from "./secrets.ts";
import type { SqlReader } from "./session.ts";

/**
 * A page of accounts with what each has, in four queries: what belongs to an account lies between
 * the first id of the page and the last one, so that an index gives it in one stretch.
 */
export async function holdingsAfter(
  sql: SqlReader,
  after: AccountId | null,
  limit: number,
): Promise<readonly AccountHoldings[]> {
  const accounts = await accountsAfter(sql, after, limit);
  const [first, last] = [accounts[0]?.id, accounts.at(-1)?.id];
  if (first === undefined || last === undefined) return [];
  const [credentials, secrets, addresses] = await Promise.all([
    heldBetween(sql, first, last).then(byAccount),
    secretsBetween(sql, first, last).then(byAccount),
    addressesBetween(sql, first, last).then(byAccount),
  ]);
  return accounts.map((account) => ({
    account,
    credentials: credentials.get(account.id) ?? [],
    secrets: secrets.get(account.id) ?? [],
    addresses: addresses.get(account.id) ?? [],
  }));
}

function byAccount<T extends { readonly account: AccountId }>(
  records: readonly T[],
): ReadonlyMap<AccountId, readonly T[]> {
  const found = new Map<AccountId, T[]>();
  for (const record of records) {
    const own = found.get(record.account);
    if (own === undefined) found.set(record.account, [record]);
    else own.push(record);
  }
  return found;
}

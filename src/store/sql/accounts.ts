import type { AccountId, UserHandle } from "../../base/ids.ts";
import type { Method } from "../../evidence/methods.ts";
import type { AccountRecord, AddressRecord } from "../records.ts";
import { isText, listOf, oneOf } from "../shape.ts";
import { joinGroups } from "./operators.ts";
import { instantOf, integerOf, jsonOf, textOf, wordOf } from "./columns.ts";
import type { Row, SqlReader, SqlSession } from "./session.ts";
import { changedOne, insertIfFree, table } from "./table.ts";
import { integer, json, text } from "./values.ts";

const ACCOUNTS = table("accounts", [
  "id",
  "user_handle",
  "state",
  "group_names",
  "ever_had",
  "created_at",
]);

const ADDRESSES = table("addresses", ["account", "channel", "address", "normalised", "proved_at"]);

const BY_ID = `${ACCOUNTS.select} WHERE id = ?`;
const BY_USER_HANDLE = `${ACCOUNTS.select} WHERE user_handle = ?`;
const BY_ADDRESS = `${ACCOUNTS.select} WHERE id =
  (SELECT account FROM addresses WHERE channel = ? AND normalised = ?)`;
const AFTER = `${ACCOUNTS.select} WHERE id > ? ORDER BY id LIMIT ?`;
const IN_GROUP = `${ACCOUNTS.select} WHERE id IN
  (SELECT account FROM group_members WHERE group_name = ?) ORDER BY id`;
const COUNT = "SELECT COUNT(*) AS total FROM accounts";
const ADDRESSES_BETWEEN = `${ADDRESSES.select} WHERE account >= ? AND account <= ?
  ORDER BY account, proved_at, normalised`;
const ADDRESSES_OF = `${ADDRESSES.select} WHERE account = ? ORDER BY proved_at, normalised`;
const REMOVE_ADDRESS = "DELETE FROM addresses WHERE account = ? AND channel = ? AND normalised = ?";
const SET_EVER_HAD = "UPDATE accounts SET ever_had = ? WHERE id = ?";

const isState = oneOf<AccountRecord["state"]>({ active: true, disabled: true });
const isGroupList = listOf(isText);
const isMethodList = listOf(
  oneOf<Method>({
    passkey: true,
    password: true,
    totp: true,
    "sms-code": true,
    "email-code": true,
    "magic-link": true,
    "recovery-code": true,
    external: true,
  }),
);
const isChannel = oneOf<AddressRecord["channel"]>({ email: true });

export async function accountById(
  sql: SqlReader,
  id: AccountId,
): Promise<AccountRecord | undefined> {
  return found(await sql.get(BY_ID, [text(id)]));
}

export async function accountByUserHandle(
  sql: SqlReader,
  handle: UserHandle,
): Promise<AccountRecord | undefined> {
  return found(await sql.get(BY_USER_HANDLE, [text(handle)]));
}

export async function accountByAddress(
  sql: SqlReader,
  channel: AddressRecord["channel"],
  normalised: string,
): Promise<AccountRecord | undefined> {
  return found(await sql.get(BY_ADDRESS, [text(channel), text(normalised)]));
}

export async function addressesOf(
  sql: SqlReader,
  account: AccountId,
): Promise<readonly AddressRecord[]> {
  return (await sql.all(ADDRESSES_OF, [text(account)])).map(readAddress);
}

export async function insertAccount(sql: SqlSession, account: AccountRecord): Promise<boolean> {
  const inserted = await insertIfFree(sql, ACCOUNTS, {
    id: text(account.id),
    user_handle: text(account.userHandle),
    state: text(account.state),
    group_names: json(account.groups),
    ever_had: json(account.everHad),
    created_at: integer(account.createdAt),
  });
  if (inserted) await joinGroups(sql, account.id, account.groups);
  return inserted;
}

export async function accountsInGroup(
  sql: SqlReader,
  group: string,
): Promise<readonly AccountRecord[]> {
  return (await sql.all(IN_GROUP, [text(group)])).map(readAccount);
}

export function setEverHad(
  sql: SqlSession,
  id: AccountId,
  methods: readonly Method[],
): Promise<boolean> {
  return changedOne(sql, SET_EVER_HAD, [json(methods), text(id)]);
}

export function insertAddress(sql: SqlSession, address: AddressRecord): Promise<boolean> {
  return insertIfFree(sql, ADDRESSES, {
    account: text(address.account),
    channel: text(address.channel),
    address: text(address.address),
    normalised: text(address.normalised),
    proved_at: integer(address.provedAt),
  });
}

/** Before every id comes the empty text. */
export async function accountsAfter(
  sql: SqlReader,
  after: AccountId | null,
  limit: number,
): Promise<readonly AccountRecord[]> {
  return (await sql.all(AFTER, [text(after ?? ""), integer(limit)])).map(readAccount);
}

export async function countAccounts(sql: SqlReader): Promise<number> {
  const [row = {}] = await sql.all(COUNT, []);
  return integerOf(row, "total");
}

/** Of the accounts from one id to another, by account. */
export async function addressesBetween(
  sql: SqlReader,
  first: AccountId,
  last: AccountId,
): Promise<readonly AddressRecord[]> {
  return (await sql.all(ADDRESSES_BETWEEN, [text(first), text(last)])).map(readAddress);
}

function found(row: Row | undefined): AccountRecord | undefined {
  return row === undefined ? undefined : readAccount(row);
}

function readAccount(row: Row): AccountRecord {
  return {
    id: textOf(row, "id") as AccountId,
    userHandle: textOf(row, "user_handle") as UserHandle,
    state: wordOf(row, "state", isState),
    groups: jsonOf(row, "group_names", isGroupList),
    everHad: jsonOf(row, "ever_had", isMethodList),
    createdAt: instantOf(row, "created_at"),
  };
}

function readAddress(row: Row): AddressRecord {
  return {
    account: textOf(row, "account") as AccountId,
    channel: wordOf(row, "channel", isChannel),
    address: textOf(row, "address"),
    normalised: textOf(row, "normalised"),
    provedAt: instantOf(row, "proved_at"),
  };
}

export function removeAddress(
  sql: SqlSession,
  account: AccountId,
  channel: AddressRecord["channel"],
  normalised: string,
): Promise<boolean> {
  return changedOne(sql, REMOVE_ADDRESS, [text(account), text(channel), text(normalised)]);
}

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { Store, Transaction } from "../../../src/store/port.ts";
import { dropSchemas, postgresDatabase } from "../postgres-database.ts";
import {
  aCode,
  aCredential,
  anAccount,
  anAddress,
  anAttempt,
  later,
  NOW,
  random,
  signUp,
} from "../records.ts";

/** Two nodes on one database, each with connections of its own. */
let nodes: readonly Store[];

beforeAll(async () => {
  const database = await postgresDatabase();
  nodes = [await database.open(), await database.open()];
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await dropSchemas();
});

function nodeAt(index: number): Store {
  const node = nodes[index % 2];
  if (node === undefined) throw new Error("there is no node");
  return node;
}

/** Many at once, on both nodes by turns. */
function atOnce<T>(times: number, work: (tx: Transaction, index: number) => Promise<T>) {
  return Promise.all(
    Array.from({ length: times }, (_, index) => nodeAt(index).transact((tx) => work(tx, index))),
  );
}

async function before<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const [node] = nodes;
  if (node === undefined) throw new Error("there is no node");
  return node.transact(work);
}

const happened = (outcomes: readonly unknown[]) => outcomes.filter((each) => each === true);

describe("of many at once on two nodes, one", () => {
  test("has an address, and the others have left no account behind", async () => {
    const normalised = random();
    const accounts = Array.from({ length: 12 }, () => anAccount());
    const outcomes = await atOnce(accounts.length, async (tx, index) => {
      const account = accounts[index] ?? anAccount();
      if ((await tx.accountByAddress("email", normalised)) !== undefined) return false;
      await tx.insertAccount(account);
      return tx.insertAddress(anAddress({ account: account.id, normalised }));
    });
    expect(happened(outcomes)).toHaveLength(1);
    const owner = await nodes[1]?.accountByAddress("email", normalised);
    expect(owner).toEqual(accounts[outcomes.indexOf(true)]);
  });

  test("uses a code, and tries beyond the last are not counted", async () => {
    const attempt = anAttempt();
    const [used, tried] = [aCode(attempt), aCode(attempt)];
    await before(async (tx) => {
      await tx.saveAttempt(attempt, null);
      await tx.insertCode(used);
      await tx.insertCode(tried);
    });
    expect(happened(await atOnce(16, (tx) => tx.useCode(used.id, NOW, 5)))).toHaveLength(1);
    expect(happened(await atOnce(16, (tx) => tx.countTry(tried.id, NOW, 5)))).toHaveLength(5);
    expect(await nodes[0]?.codeById(tried.id)).toMatchObject({ tries: 5 });
  });

  test("takes a ceremony", async () => {
    const step = newId<"StepId">(NOW);
    const outcomes = await atOnce(16, (tx) => tx.consume(step, later(300)));
    expect(happened(outcomes)).toHaveLength(1);
  });

  test("saves an attempt over the version that it read", async () => {
    const attempt = anAttempt();
    await before((tx) => tx.saveAttempt(attempt, null));
    const { version } = attempt;
    const outcomes = await atOnce(16, (tx, index) =>
      tx.saveAttempt({ ...attempt, browser: String(index), version: version + 1 }, version),
    );
    expect(happened(outcomes)).toHaveLength(1);
    const saved = await nodes[0]?.attemptById(attempt.id);
    expect(saved?.browser).toBe(String(outcomes.indexOf(true)));
  });

  test("moves a credential's counter", async () => {
    const credential = await before((tx) => signUp(tx, anAccount()));
    const { id, counter, backedUp, uvInitialized } = credential;
    const use = {
      id,
      expectedCounter: counter,
      expectedState: "active" as const,
      backedUp,
      uvInitialized,
      lastUsedAt: NOW,
    };
    const outcomes = await atOnce(16, (tx, index) =>
      tx.recordCredentialUse({ ...use, counter: counter + 1 + index }),
    );
    expect(happened(outcomes)).toHaveLength(1);
  });
});

test("counts that are taken at once on two nodes are each taken once", async () => {
  const key = random();
  const counts = await atOnce(120, (tx) => tx.countUp(key, NOW));
  expect(counts.toSorted((a = 0, b = 0) => a - b)).toEqual(counts.map((_, index) => index + 1));
});

describe("what a transaction has read holds until it commits", () => {
  test("of two that remove a passkey because there is another one, one stays", async () => {
    const account = anAccount();
    const keys = [aCredential(account), aCredential(account)];
    await before(async (tx) => {
      await tx.insertAccount(account);
      for (const key of keys) await tx.insertCredential(key);
    });
    const outcomes = await bothAtOnce(async (tx, index, ready) => {
      const others = await tx.credentialsOf(account.id);
      await ready();
      const key = keys[index];
      if (others.length < 2 || key === undefined) return false;
      return tx.removeCredential(account.id, key.id);
    });
    expect(happened(outcomes)).toHaveLength(1);
    expect(await nodes[0]?.credentialsOf(account.id)).toHaveLength(1);
  });

  test("of two that add to what an account ever had, neither is lost", async () => {
    const account = anAccount({ everHad: [] });
    await before((tx) => tx.insertAccount(account));
    const methods = ["totp", "password"] as const;
    await bothAtOnce(async (tx, index, ready) => {
      const had = (await tx.accountById(account.id))?.everHad ?? [];
      await ready();
      return tx.setEverHad(account.id, [...had, methods[index] ?? "passkey"]);
    });
    const after = await nodes[0]?.accountById(account.id);
    expect(after?.everHad.toSorted()).toEqual(methods.toSorted());
  });
});

/** Two transactions on two nodes, of which none goes on before both have read. */
async function bothAtOnce(
  work: (tx: Transaction, index: number, ready: () => Promise<void>) => Promise<boolean>,
) {
  let waiting = 2;
  let go = () => {};
  const both = new Promise<void>((resolve) => {
    go = resolve;
  });
  const ready = async () => {
    waiting -= 1;
    if (waiting === 0) go();
    await both;
  };
  return atOnce(2, (tx, index) => work(tx, index, ready));
}

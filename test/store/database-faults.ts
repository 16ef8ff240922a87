import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/port.ts";
import type { TestDatabase } from "./test-database.ts";
import { aMailProof, anAccount, anAttempt, aProof, aSession, NOW, signUp } from "./records.ts";

const CORRUPT = { code: "ASSAY_STORE_CORRUPT" };

/** What a store must refuse: a database that is not its own, or not as it wrote it. */
export function describeDatabaseFaults(name: string, create: () => Promise<TestDatabase>): void {
  describe(`faults of the database on ${name}`, () => {
    let one: { readonly database: TestDatabase; readonly store: Store };
    beforeAll(async () => {
      const database = await create();
      one = { database, store: await database.open() };
    });
    afterAll(() => one.store.close());
    /** All in one database: what a test spoils of others' is spoilt already. */
    const filled = async () => ({ ...one, ...(await fill(one.store)) });

    test("a database that a newer version migrated is refused", async () => {
      const database = await built(create);
      await database.execute("INSERT INTO migrations VALUES (9999, 'from the future', 'x')");
      await expect(database.open()).rejects.toMatchObject({ code: "ASSAY_STORE_NEWER" });
    });

    test("a database that other statements built is refused", async () => {
      const database = await built(create);
      await database.execute("UPDATE migrations SET checksum = 'x' WHERE number = 1");
      await expect(database.open()).rejects.toMatchObject({
        code: "ASSAY_STORE_MIGRATED_OTHERWISE",
      });
    });

    const damages = {
      "an unknown kind of evidence": (text: string) => text.replace('"passkey"', '"palm-reading"'),
      "a fact that is missing": (text: string) => text.replace(/"userVerified":\{[^}]*\},/, ""),
      "a fact of another type": (text: string) => text.replace('"value":true', '"value":"true"'),
      "a fact that nobody knows": (text: string) => text.replace("{", '{"more":1,'),
      "an unknown provenance": (text: string) => text.replace('"signed"', '"sworn"'),
      "a broken enrolment inside a proof": (text: string) => text.replace('"modal"', '"modest"'),
      "a time that is none": (text: string) =>
        text.replace('"settlesAt":null', '"settlesAt":"soon"'),
      "a key's name that is none": (text: string) => text.replace('"keyId":null', '"keyId":[]'),
      "half a text": (text: string) => text.slice(0, -1),
      "something that is no list": () => "{}",
      nothing: () => "",
    };
    for (const [what, damage] of Object.entries(damages)) {
      test(`evidence with ${what} is refused, never dropped`, async () => {
        const { database, store, account, credential, attempt, session } = await filled();
        for (const [table, { id }] of Object.entries({ attempts: attempt, sessions: session })) {
          const [row] = await database.query(`SELECT evidence FROM ${table} WHERE id = '${id}'`);
          const spoilt = damage(String(row?.["evidence"]));
          expect(spoilt).not.toBe(row?.["evidence"]);
          await database.execute(`UPDATE ${table} SET evidence = '${spoilt}' WHERE id = '${id}'`);
        }
        await expect(store.attemptById(attempt.id)).rejects.toMatchObject(CORRUPT);
        await expect(store.sessionById(session.id)).rejects.toMatchObject(CORRUPT);
        await expect(store.sessionsOf(account.id)).rejects.toMatchObject(CORRUPT);
        expect(await store.credentialById(credential.id)).toEqual(credential);
      });
    }

    const spoilings = {
      "a credential's state": "UPDATE credentials SET state = 'trusted'",
      "a credential's flag": "UPDATE credentials SET backed_up = 2",
      "a credential's grade": `UPDATE credentials
        SET graded_with = 'v', grade = '{"verdict":"unknown","reasons":[1]}'`,
      "half of a credential's grade": "UPDATE credentials SET graded_with = 'v'",
      "a credential's enrolment": "UPDATE credentials SET enrolment = '[]'",
    };
    for (const [what, statement] of Object.entries(spoilings)) {
      test(`a record with ${what} spoilt is refused`, async () => {
        const { database, store, account, credential } = await filled();
        await database.execute(statement);
        await expect(store.credentialById(credential.id)).rejects.toMatchObject(CORRUPT);
        await expect(store.credentialsOf(account.id)).rejects.toMatchObject(CORRUPT);
        expect(await store.accountById(account.id)).toEqual(account);
      });
    }

    test("an account with a state, groups or methods that nobody knows is refused", async () => {
      const { database, store, account } = await filled();
      await database.execute("UPDATE accounts SET group_names = '[1]'");
      await expect(store.accountById(account.id)).rejects.toMatchObject(CORRUPT);
      await database.execute("UPDATE accounts SET group_names = '[]', state = 'locked'");
      await expect(store.accountById(account.id)).rejects.toMatchObject(CORRUPT);
      await database.execute(
        `UPDATE accounts SET state = 'active', ever_had = '["passkey","palm"]'`,
      );
      await expect(store.accountById(account.id)).rejects.toMatchObject(CORRUPT);
    });
  });
}

async function built(create: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await create();
  await (await database.open()).close();
  return database;
}

function fill(store: Store) {
  const account = anAccount();
  return store.transact(async (tx) => {
    const credential = await signUp(tx, account);
    const evidence = [aProof(account, credential), aMailProof(account)];
    const attempt = anAttempt({ evidence });
    const session = aSession(account, { evidence, createdAt: NOW });
    await tx.saveAttempt(attempt, null);
    await tx.insertSession(session);
    return { account, credential, attempt, session };
  });
}

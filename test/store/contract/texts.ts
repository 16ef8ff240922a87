import fc from "fast-check";
import { expect, test } from "vitest";
import type { CredentialId, SessionId, StepId, UserHandle } from "../../../src/base/ids.ts";
import { instant } from "../../../src/base/time.ts";
import { everything } from "../arbitraries.ts";
import { oddText } from "../basic-arbitraries.ts";
import type { Part } from "./part.ts";
import { anAccount, anAddress, anAttempt, NOW, random } from "../records.ts";

export const texts: Part = (store) => {
  test("every record comes back as it went in, whatever stands in it", async () => {
    let version = 0;
    await fc.assert(
      fc.asyncProperty(everything, async (all) => {
        await store().transact(async (tx) => {
          expect(await tx.insertAccount(all.account)).toBe(true);
          expect(await tx.insertAddress(all.address)).toBe(true);
          expect(await tx.insertCredential(all.credential)).toBe(true);
          expect(await tx.saveAttempt(all.attempt, null)).toBe(true);
          expect(await tx.insertCode(all.code)).toBe(true);
          expect(await tx.insertSession(all.session)).toBe(true);
          await tx.appendEvent(all.event);
          await tx.enqueueMessage(all.message);
        });
        const { grade: graded, enrolment } = all;
        const credential = { ...all.credential, graded, enrolment };
        const document = { ...all.document, version: ++version };
        const regrading = { id: credential.id, graded, enrolment };
        const { account, address, attempt, code, session, event, message } = all;
        expect(await store().accountById(account.id)).toEqual(account);
        expect(await store().accountByUserHandle(account.userHandle)).toEqual(account);
        expect(await store().accountByAddress("email", address.normalised)).toEqual(account);
        expect(await store().addressesOf(account.id)).toEqual([address]);
        expect(await store().credentialById(credential.id)).toEqual(all.credential);
        expect(await store().attemptById(attempt.id)).toEqual(attempt);
        expect(await store().codeById(code.id)).toEqual(code);
        expect(await store().sessionById(session.id)).toEqual(session);
        expect(await store().eventsOf(account.id, 10)).toEqual([event]);
        expect(await store().eventsAfter(event.kind, null, 1000)).toContainEqual(event);
        expect(await store().messagesTo(message.to, 10)).toEqual([message]);
        await store().transact(async (tx) => {
          expect(await tx.regradeCredential(regrading)).toBe(true);
          expect(await tx.saveDocument(document)).toBe(true);
        });
        expect(await store().credentialById(credential.id)).toEqual(credential);
        expect(await store().document("mds")).toEqual(document);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test("different texts stay different: none passes for another", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(oddText, { minLength: 2, maxLength: 4 }),
        async (spellings) => {
          const tail = random();
          const owners = await Promise.all(
            spellings.map((spelling) =>
              store().transact(async (tx) => {
                const account = anAccount();
                await tx.insertAccount(account);
                const normalised = spelling + tail;
                const free = await tx.insertAddress(anAddress({ account: account.id, normalised }));
                expect(free).toBe(true);
                return account;
              }),
            ),
          );
          for (const [index, spelling] of spellings.entries()) {
            const found = await store().accountByAddress("email", spelling + tail);
            expect(found).toEqual(owners[index]);
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  test("looking for any text is answered", async () => {
    await fc.assert(
      fc.asyncProperty(oddText, async (text) => {
        const odd = `${text}${random()}`;
        expect(await store().credentialById(odd as CredentialId)).toBeUndefined();
        expect(await store().accountByUserHandle(odd as UserHandle)).toBeUndefined();
        expect(await store().accountByAddress("email", odd)).toBeUndefined();
        expect(await store().sessionById(odd as SessionId)).toBeUndefined();
        expect(await store().codeById(odd as StepId)).toBeUndefined();
        expect(await store().messagesTo(odd, 1)).toEqual([]);
        expect(await store().transact((tx) => tx.countUp(odd, NOW))).toBe(1);
        expect(await store().transact((tx) => tx.consume(odd as StepId, NOW))).toBe(true);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test("an instant is a whole number, or it is not stored", async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 53]) {
      const attempt = anAttempt({ expiresAt: instant(value) });
      await expect(store().transact((tx) => tx.saveAttempt(attempt, null))).rejects.toMatchObject({
        code: "ASSAY_STORE_VALUE",
      });
    }
  });
};

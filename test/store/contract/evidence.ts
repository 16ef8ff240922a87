import fc from "fast-check";
import { expect, test } from "vitest";
import { mintEvidence, standingOf } from "../../../src/evidence/evidence.ts";
import { everyKind } from "../evidence-arbitraries.ts";
import type { Part } from "./part.ts";
import {
  aCredential,
  aGrade,
  aMailProof,
  anAccount,
  anAttempt,
  anEnrolment,
  aProof,
  aSession,
  signUp,
} from "../records.ts";

export const evidence: Part = (store) => {
  test("what is read back was seen, wherever it was kept", async () => {
    const account = anAccount();
    const credential = aCredential(account);
    const proofs = [aMailProof(account), credential.enrolment, aProof(account, credential)];
    const attempt = anAttempt({ evidence: proofs, pending: [credential] });
    const session = aSession(account, { evidence: proofs });
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.insertCredential(credential);
      await tx.saveAttempt(attempt, null);
      await tx.insertSession(session);
    });
    const ofAttempt = await store().attemptById(attempt.id);
    const ofSession = await store().sessionById(session.id);
    const ofCredential = await store().credentialById(credential.id);
    const read = [
      ...(ofAttempt?.evidence ?? []),
      ...(ofAttempt?.pending ?? []).flatMap((one) => ("enrolment" in one ? [one.enrolment] : [])),
      ...(ofSession?.evidence ?? []),
      ...(ofCredential === undefined ? [] : [ofCredential.enrolment]),
    ];
    expect(read.map((piece) => standingOf(piece))).toEqual(Array<string>(8).fill("seen"));
    expect(read).toEqual([...proofs, credential.enrolment, ...proofs, credential.enrolment]);
  });

  test("evidence of every kind comes back as it went in, and was seen", async () => {
    const account = anAccount();
    await store().transact((tx) => tx.insertAccount(account));
    await fc.assert(
      fc.asyncProperty(everyKind, async (all) => {
        const attempt = anAttempt({ evidence: all });
        const session = aSession(account, { evidence: all });
        await store().transact(async (tx) => {
          await tx.saveAttempt(attempt, null);
          await tx.insertSession(session);
        });
        for (const read of [
          (await store().attemptById(attempt.id))?.evidence ?? [],
          (await store().sessionById(session.id))?.evidence ?? [],
        ]) {
          expect(read).toEqual(all);
          expect(new Set(read.map((piece) => standingOf(piece)))).toEqual(new Set(["seen"]));
        }
      }),
      { numRuns: 20 },
    );
  });

  test("evidence that changed is read as it is, not as it was", async () => {
    const account = anAccount();
    const attempt = anAttempt({ evidence: [aMailProof(account)] });
    const next = { ...attempt, evidence: [...attempt.evidence, aMailProof(account)], version: 2 };
    const session = aSession(account, { evidence: attempt.evidence });
    await store().transact(async (tx) => {
      await tx.insertAccount(account);
      await tx.saveAttempt(attempt, null);
      await tx.insertSession(session);
    });
    expect((await store().attemptById(attempt.id))?.evidence).toHaveLength(1);
    expect((await store().sessionById(session.id))?.evidence).toHaveLength(1);
    await store().transact(async (tx) => {
      await tx.saveAttempt(next, 1);
      await tx.endSession(account.id, session.id);
      await tx.insertSession({ ...session, evidence: next.evidence });
    });
    expect((await store().attemptById(attempt.id))?.evidence).toEqual(next.evidence);
    expect((await store().sessionById(session.id))?.evidence).toEqual(next.evidence);
  });

  test("a supposition is never stored: it would come back as a fact", async () => {
    const account = anAccount();
    const credential = aCredential(account);
    const supposed = mintEvidence({ ...credential.enrolment }, "supposed");
    const attempt = anAttempt({ evidence: [supposed] });
    const pending = anAttempt({ pending: [{ ...credential, enrolment: supposed }] });
    const session = aSession(account, { evidence: [supposed] });
    const { id } = await store().transact((tx) => signUp(tx, account));
    const regrading = { id, graded: aGrade("v"), enrolment: supposed };
    const tries = [
      store().transact((tx) => tx.saveAttempt(attempt, null)),
      store().transact((tx) => tx.saveAttempt(pending, null)),
      store().transact((tx) => tx.insertSession(session)),
      store().transact((tx) => tx.insertCredential({ ...credential, enrolment: supposed })),
      store().transact((tx) => tx.regradeCredential(regrading)),
    ];
    for (const refused of await Promise.allSettled(tries)) {
      expect(refused).toMatchObject({ reason: { code: "ASSAY_EVIDENCE_SUPPOSED" } });
    }
    expect(await store().credentialById(credential.id)).toBeUndefined();
    expect((await store().credentialById(id))?.graded).toBeNull();
  });

  test("evidence that no verifier made is never stored", async () => {
    const account = anAccount();
    const forged = { ...anEnrolment(account, aCredential(account).id) };
    const attempt = anAttempt({ evidence: [forged] });
    await expect(store().transact((tx) => tx.saveAttempt(attempt, null))).rejects.toMatchObject({
      code: "ASSAY_EVIDENCE_FORGED",
    });
  });

  test("evidence of a shape that could not be read back is never stored", async () => {
    const account = anAccount();
    const { enrolment } = aCredential(account);
    const odd = mintEvidence(Object.assign({ ...enrolment }, { more: "than is known" }), "seen");
    const less = mintEvidence({ ...enrolment, algorithm: Number.NaN }, "seen");
    for (const piece of [odd, less]) {
      const attempt = anAttempt({ evidence: [piece] });
      await expect(store().transact((tx) => tx.saveAttempt(attempt, null))).rejects.toMatchObject({
        code: "ASSAY_STORE_VALUE",
      });
    }
  });
};

import { expect, test } from "vitest";
import { newId } from "../../../src/base/ids.ts";
import type { Part } from "./part.ts";
import {
  aCredential,
  aGrade,
  aMailProof,
  anAccount,
  anAttempt,
  aProof,
  later,
  NOW,
} from "../records.ts";

export const attempts: Part = (store) => {
  test("an attempt is saved whole, first and again", async () => {
    const account = anAccount();
    const graded = aGrade("v");
    const pending = [aCredential(account, { settlesAt: NOW, graded }), aCredential(account)];
    const first = anAttempt({ account: account.id, evidence: [aMailProof(account)] });
    const next = anAttempt({
      id: first.id,
      session: newId(NOW),
      params: {},
      identifier: null,
      state: "refused",
      refusals: ["no_way_to_meet", "account_disabled"],
      evidence: [...first.evidence, ...pending.map((credential) => aProof(account, credential))],
      pending,
      expiresAt: later(7200),
      version: 2,
    });
    expect(await store().transact((tx) => tx.saveAttempt(first, null))).toBe(true);
    expect(await store().attemptById(first.id)).toEqual(first);
    expect(await store().transact((tx) => tx.saveAttempt(next, 1))).toBe(true);
    expect(await store().attemptById(first.id)).toEqual(next);
    expect(await store().attemptById(newId(NOW))).toBeUndefined();
  });

  test("a first save fails where the attempt exists already", async () => {
    const attempt = anAttempt();
    const other = anAttempt({ id: attempt.id });
    await store().transact(async (tx) => {
      expect(await tx.saveAttempt(attempt, null)).toBe(true);
      expect(await tx.saveAttempt(other, null)).toBe(false);
    });
    expect(await store().attemptById(attempt.id)).toEqual(attempt);
  });

  test("a save fails where another one came before it, and where there is nothing", async () => {
    const attempt = anAttempt({ version: 3 });
    await store().transact(async (tx) => {
      expect(await tx.saveAttempt({ ...attempt, version: 4 }, 3)).toBe(false);
      expect(await tx.saveAttempt(attempt, null)).toBe(true);
      expect(await tx.saveAttempt({ ...attempt, version: 3 }, 2)).toBe(false);
      expect(await tx.saveAttempt({ ...attempt, version: 5 }, 4)).toBe(false);
    });
    expect(await store().attemptById(attempt.id)).toEqual(attempt);
  });

  test("of many first saves at once, one stays", async () => {
    const attempt = anAttempt();
    const won = await Promise.all(
      Array.from({ length: 50 }, () => store().transact((tx) => tx.saveAttempt(attempt, null))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test("of many saves that expect the same version, one stays", async () => {
    const attempt = anAttempt();
    await store().transact((tx) => tx.saveAttempt(attempt, null));
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const next = anAttempt({ id: attempt.id, identifier: String(index), version: 2 });
        return store().transact(async (tx) => ((await tx.saveAttempt(next, 1)) ? index : null));
      }),
    );
    const [winner, ...others] = won.filter((index) => index !== null);
    expect(others).toEqual([]);
    expect((await store().attemptById(attempt.id))?.identifier).toBe(String(winner));
  });

  test("of a hundred that take the same ceremony at once, exactly one has it", async () => {
    const step = newId<"StepId">(NOW);
    const taken = await Promise.all(
      Array.from({ length: 100 }, () => store().transact((tx) => tx.consume(step, later(300)))),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store().transact((tx) => tx.consume(step, later(300)))).toBe(false);
  });

  test("ceremonies that end at the same time are taken one by one", async () => {
    const [one, other] = [newId<"StepId">(NOW), newId<"StepId">(NOW)];
    await store().transact(async (tx) => {
      expect(await tx.consume(one, later(300))).toBe(true);
      expect(await tx.consume(other, later(300))).toBe(true);
    });
  });
};

import { expect, test } from "vitest";
import { coseAlgorithm } from "../../src/methods/passkey/algorithms.ts";
import { POLICY_ALGORITHMS } from "../../src/policy/schema.ts";

test("R40: a policy may name exactly the algorithms whose signatures are verified", () => {
  const candidates = Array.from({ length: 66_000 }, (_, index) => 1000 - index);
  const verified = candidates.filter((identifier) => coseAlgorithm(identifier) !== undefined);
  expect([...POLICY_ALGORITHMS].toSorted((a, b) => b - a)).toEqual(verified);
});

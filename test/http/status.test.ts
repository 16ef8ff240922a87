import { expect, test } from "vitest";
import { statusOf } from "../../src/http/codes.ts";

/** Statuses that a client acts upon: whether to try again, when, or never with the same words. */

test.each([
  // The server's fault, and over in a moment: no proxy or client may take it for a refusal.
  ["busy", 503],
  ["unavailable", 503],
  ["too_many_tries", 429],
  ["too_many_messages", 429],
  ["identifier_malformed", 400],
  // Understood, and wrong.
  ["password_wrong", 422],
  ["code_wrong", 422],
] as const)("%s is answered with %d", (code, status) => {
  expect(statusOf(code)).toBe(status);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyStatement } from "../../../../src/methods/passkey/attestation/statement.ts";
import {
  asMap,
  outcome,
  type Registration,
  registration,
  root,
  type Statement,
} from "./fixture.ts";
import {
  androidStatement,
  appleStatement,
  packedStatement,
  tpmStatement,
  u2fStatement,
} from "./statements.ts";

const it = registration();
const FORMATS: readonly (readonly [string, Statement])[] = [
  ["packed", packedStatement(it)],
  ["tpm", tpmStatement(it)],
  ["android-key", androidStatement(it)],
  ["fido-u2f", u2fStatement(it)],
  ["apple", appleStatement(it)],
];

/** A place in some bytes, and what to change there. */
const change = fc.record({ at: fc.nat(), xor: fc.integer({ min: 1, max: 255 }) });
const changes = fc.array(change, { minLength: 1, maxLength: 3 });
type Change = { readonly at: number; readonly xor: number };

/** Changes each place once, so that no two changes undo each other. */
function mutate(bytes: Uint8Array, all: readonly Change[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const places = new Map(all.map(({ at, xor }) => [at % bytes.length, xor]));
  for (const [place, xor] of places) copy[place] = (copy[place] ?? 0) ^ xor;
  return copy;
}

function mutateStatement(statement: Statement, name: string, all: readonly Change[]): Statement {
  const value = statement[name];
  if (value instanceof Uint8Array) return { ...statement, [name]: mutate(value, all) };
  const [leaf] = statement["x5c"] as [Uint8Array];
  return { ...statement, x5c: [mutate(leaf, all)] };
}

describe.each(FORMATS)("a valid %s statement", (format, statement) => {
  test("is verified as it is", () => {
    expect(outcome(format, asMap(statement), it)).toBe("verified");
  });

  test.each(["sig", "certInfo", "pubArea", "x5c"].filter((name) => name in statement))(
    "with other bytes in %s is never verified, and nothing throws",
    (name) => {
      fc.assert(
        fc.property(changes, (all) => {
          const mutated = asMap(mutateStatement(statement, name, all));
          expect(outcome(format, mutated, it)).not.toBe("verified");
        }),
        { numRuns: 100 },
      );
    },
  );

  test("with its certificate cut or prolonged is never verified", () => {
    const [leaf] = statement["x5c"] as [Uint8Array];
    fc.assert(
      fc.property(fc.nat(leaf.length - 1), fc.uint8Array({ maxLength: 8 }), (length, rest) => {
        const x5c = [Buffer.concat([leaf.subarray(0, length), rest])];
        expect(outcome(format, asMap({ ...statement, x5c }), it)).not.toBe("verified");
      }),
    );
  });

  test("of another ceremony is never verified", () => {
    const covered = ["clientDataHash", ...(format === "fido-u2f" ? [] : ["authenticatorData"])];
    fc.assert(
      fc.property(fc.constantFrom(...covered), changes, (name, all) => {
        const bytes = it.input[name as "clientDataHash"];
        const input: Registration["input"] = { ...it.input, [name]: mutate(bytes, all) };
        expect(outcome(format, asMap(statement), { ...it, input })).not.toBe("verified");
      }),
    );
  });
});

describe("statements of anything", () => {
  const FORMAT = fc.constantFrom(
    "packed",
    "tpm",
    "android-key",
    "android-safetynet",
    "fido-u2f",
    "none",
    "apple",
    "compound",
  );
  const MEMBER = fc.constantFrom(
    "alg",
    "sig",
    "x5c",
    "ver",
    "certInfo",
    "pubArea",
    "fmt",
    "attStmt",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(-7, -257, -65_535, "2.0", "packed", "compound", null, true, -7n),
      fc.uint8Array({ maxLength: 64 }),
      fc.string(),
      fc.array(tie("value"), { maxLength: 9 }),
      fc.array(fc.tuple(MEMBER, tie("value")), { maxLength: 6 }).map((pairs) => new Map(pairs)),
    ),
  }));

  test("never throw, and are never verified", () => {
    fc.assert(
      fc.property(FORMAT, value, (format, statement) => {
        const result = verifyStatement({
          ...it.input,
          format,
          statement,
          trustAnchors: () => [root.der],
        });
        expect(result.ok && result.value.verdict === "verified").toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test("with trust anchors that are anything never throw either", () => {
    const [, statement] = FORMATS[0] ?? ["", {}];
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { minLength: 1 }), (anchors) => {
        expect(outcome("packed", asMap(statement), it, anchors)).toBe("untrusted");
      }),
    );
  });
});

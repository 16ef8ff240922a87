import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64url, toBase64url } from "../../../src/base/bytes.ts";
import { readAttestationObject } from "../../../src/methods/passkey/attestation-object.ts";
import { CASES, type Case, caseNamed, run } from "./corpus.ts";

/** One change of some bytes: a bit flipped, bytes taken away, bytes put in, or a cut. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), bit: fc.nat(7) }),
  fc.record({
    kind: fc.constant("insert" as const),
    at: fc.nat(),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant("delete" as const),
    at: fc.nat(),
    count: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat() }),
);

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(bytes: Uint8Array, { at, ...how }: Change): Uint8Array {
  const copy = [...bytes];
  const place = at % copy.length;
  switch (how.kind) {
    case "flip":
      copy[place] = (copy[place] ?? 0) ^ (1 << how.bit);
      break;
    case "insert":
      copy.splice(place, 0, ...how.bytes);
      break;
    case "delete":
      copy.splice(place, how.count);
      break;
    case "cut":
      copy.length = place;
      break;
  }
  return Uint8Array.from(copy);
}

/** The case with one member of its response changed; `undefined` where nothing changed. */
function mutated(one: Case, member: string, how: Change): unknown {
  const original = one.response.response[member] ?? "";
  const text = toBase64url(apply(fromBase64url(original) ?? new Uint8Array(), how));
  if (text === original) return undefined;
  return { ...one.response, response: { ...one.response.response, [member]: text } };
}

const accepted = CASES.filter((one) => run(one).ok);
const assertions = accepted.filter(({ kind }) => kind === "authentication");
const registrations = accepted.filter(({ kind }) => kind === "registration");

describe("a changed assertion", () => {
  test.each(["clientDataJSON", "authenticatorData", "signature"])(
    "(%s) is never accepted",
    (member) => {
      fc.assert(
        fc.property(fc.constantFrom(...assertions), change, (one, how) => {
          const response = mutated(one, member, how);
          if (response !== undefined) expect(run(one, response).ok).toBe(false);
        }),
        { numRuns: 600 },
      );
    },
  );

  test("is never accepted with a bit of its signature, data or client data flipped: every bit", () => {
    const one = caseNamed("gen-auth-ok-EdDSA-0");
    for (const member of ["clientDataJSON", "authenticatorData", "signature"]) {
      const length = fromBase64url(one.response.response[member] ?? "")?.length ?? 0;
      for (let place = 0; place < length * 8; place += 1) {
        const how = { kind: "flip", at: place >> 3, bit: place & 7 } as const;
        expect(run(one, mutated(one, member, how)).ok).toBe(false);
      }
    }
  });

  test("of one ceremony answers no other", () => {
    for (const one of assertions.slice(0, 12)) {
      for (const other of assertions.slice(0, 12)) {
        if (one.id !== other.id) expect(run(one, other.response).ok).toBe(false);
      }
    }
  });
});

describe("a changed registration", () => {
  const attested = registrations.filter((one) => {
    const result = run(one);
    return (
      result.ok &&
      result.evidence.ceremony === "enrol" &&
      result.evidence.attestation.format !== "none"
    );
  });
  const signedData = (response: Case["response"]) => {
    const object = readAttestationObject(
      fromBase64url(response.response["attestationObject"] ?? "") ?? new Uint8Array(),
    );
    return object.ok ? toBase64url(object.value.authenticatorData.bytes) : undefined;
  };

  test("whose client data is signed over is never accepted", () => {
    fc.assert(
      fc.property(fc.constantFrom(...attested), change, (one, how) => {
        const response = mutated(one, "clientDataJSON", how);
        if (response !== undefined) expect(run(one, response).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test("never binds another key or id than the one that was attested", () => {
    fc.assert(
      fc.property(fc.constantFrom(...attested), change, (one, how) => {
        const response = mutated(one, "attestationObject", how);
        const result = response === undefined ? undefined : run(one, response);
        if (result?.ok !== true) return;
        const original = run(one);
        expect(original.ok && original.credential.publicKey).toBe(result.credential.publicKey);
        expect(result.credential.id).toBe(one.response.id);
        // fido-u2f and android-key attest the key and leave the rest of the data out.
        const { evidence } = result;
        if (evidence.userVerified.from === "claimed") return;
        expect(signedData(response as Case["response"])).toBe(signedData(one.response));
      }),
      { numRuns: 600 },
    );
  });

  test("without attestation ends in an answer too, and its id is the one that was sent", () => {
    fc.assert(
      fc.property(fc.constantFrom(...registrations), change, (one, how) => {
        const result = run(one, mutated(one, "attestationObject", how));
        expect(result.ok ? result.credential.id : one.response.id).toBe(one.response.id);
      }),
      { numRuns: 600 },
    );
  });
});

describe("any JSON", () => {
  test("in place of a response is refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(...accepted), fc.jsonValue(), (one, response) => {
        expect(run(one, response)).toMatchObject({ ok: false, code: "response_malformed" });
      }),
    );
  });

  test("in place of one member of a response never throws", () => {
    const members = [
      "clientDataJSON",
      "attestationObject",
      "authenticatorData",
      "signature",
      "userHandle",
      "transports",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...accepted),
        fc.constantFrom(...members),
        fc.jsonValue(),
        (one, member, value) => {
          const inner = {
            ...one.response,
            response: { ...one.response.response, [member]: value },
          };
          expect([true, false]).toContain(run(one, inner).ok);
        },
      ),
    );
    const outer = [
      "id",
      "rawId",
      "type",
      "authenticatorAttachment",
      "clientExtensionResults",
      "response",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...accepted),
        fc.constantFrom(...outer),
        fc.jsonValue(),
        (one, member, value) => {
          expect([true, false]).toContain(run(one, { ...one.response, [member]: value }).ok);
        },
      ),
    );
  });
});

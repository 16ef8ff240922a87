import { expect, test } from "vitest";
import { blobOf, outcome } from "./mds.ts";

/** The shortest INTEGER of DER that is this number. */
function integer(half: Uint8Array): readonly number[] {
  const bytes = [...half.subarray(half.findIndex((byte) => byte !== 0))];
  const positive = (bytes[0] ?? 0) < 0x80 ? bytes : [0, ...bytes];
  return [2, positive.length, ...positive];
}

function inDer(raw: Uint8Array): Uint8Array {
  const body = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.of(0x30, body.length, ...body);
}

test("R21: an elliptic curve never signs for RSA, in whichever encoding", () => {
  for (const alg of ["RS256", "PS256"]) {
    const lies = { header: { alg }, signature: inDer };
    expect(outcome(blobOf({ alg: "ES256", lies }))).toBe("mds_signature_invalid");
  }
});

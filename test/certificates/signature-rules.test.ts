import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authority, basicConstraints, daysFromNow, name, type Subject } from "./authority.ts";
import { bitString, context, integer, octetString, oid, sequence, time } from "./der-writer.ts";
import { endEntity, judge, leafKey, leafOf, root } from "./path-fixture.ts";

describe.each(["ed25519", "ed448"] as const)("an authority with a key of %s", (type) => {
  const pair = () => (type === "ed25519" ? generateKeyPairSync(type) : generateKeyPairSync(type));
  const issuer = authority("Edwards", { keys: pair() });

  test("certifies what it signed, and nothing else", () => {
    expect(judge([leafOf(issuer)], [issuer.der])).toBe("verified");
    const namesake = authority("Edwards", { keys: pair() });
    expect(judge([leafOf(namesake)], [issuer.der])).toBe("path_signature_invalid");
  });

  test("can be certified", () => {
    const leaf = leafOf(root, { publicKey: pair().publicKey });
    expect(judge([leaf], [root.der])).toBe("verified");
  });
});

const ML_DSA = [
  ["ml-dsa-44", "2.16.840.1.101.3.4.3.17", 1312],
  ["ml-dsa-65", "2.16.840.1.101.3.4.3.18", 1952],
  ["ml-dsa-87", "2.16.840.1.101.3.4.3.19", 2592],
] as const;

describe.each(ML_DSA)("%s", (type, id, keyBytes) => {
  const algorithm = sequence(oid(id));
  const known = mlDsaPair(type);

  test("is an algorithm that is known, and no other key's", () => {
    const leaf = leafOf(root, { algorithm });
    expect(judge([leaf], [root.der])).toBe("path_signature_invalid");
    const unknown = leafOf(root, { algorithm: sequence(oid(`${id}9`)) });
    expect(judge([unknown], [root.der])).toBe("path_signature_algorithm_refused");
  });

  test("certifies where the runtime has it; where not, its keys are refused", () => {
    const spki =
      known?.publicKey.export({ type: "spki", format: "der" }) ??
      sequence(algorithm, bitString(Buffer.alloc(keyBytes)));
    const signature = (tbs: Uint8Array) =>
      known === undefined ? Buffer.alloc(64) : sign(null, tbs, known.privateKey);
    const subject: Subject = [["CN", "Post-quantum"]];
    const anchor = certificate(algorithm, subject, spki, true, signature);
    const leafSpki = leafKey.publicKey.export({ type: "spki", format: "der" });
    const leaf = certificate(algorithm, [["CN", "x"]], leafSpki, false, signature);
    const verdict = known === undefined ? "path_key_refused" : "verified";
    expect(judge([leaf], [anchor])).toBe(verdict);
    const forged = certificate(algorithm, [["CN", "x"]], leafSpki, false, () => Buffer.alloc(64));
    expect(judge([forged], [anchor])).not.toBe("verified");
  });
});

/** A certificate whose issuer is "Post-quantum", signed however a test wants. */
function certificate(
  algorithm: Uint8Array,
  subject: Subject,
  spki: Uint8Array,
  isAuthority: boolean,
  signature: (tbs: Uint8Array) => Uint8Array,
): Uint8Array {
  const [constraints] = isAuthority ? [basicConstraints(true)] : endEntity;
  const extension = sequence(
    oid("2.5.29.19"),
    octetString(constraints?.value ?? expect.fail("no constraints")),
  );
  const tbs = sequence(
    context(0, integer(2)),
    integer(1),
    algorithm,
    name([["CN", "Post-quantum"]]),
    sequence(time(daysFromNow(-1)), time(daysFromNow(1))),
    name(subject),
    spki,
    context(3, sequence(extension)),
  );
  return sequence(tbs, algorithm, bitString(signature(tbs)));
}

/** Node 24.7 and newer know ML-DSA; the declarations of Node 20 do not know its name. */
function mlDsaPair(type: string) {
  const generate = generateKeyPairSync as unknown as (name: string) => {
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
  };
  try {
    return generate(type);
  } catch {
    return undefined;
  }
}

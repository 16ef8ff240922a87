import { describe, expect, test } from "vitest";
import {
  basicConstraints,
  ecKey,
  type ExtensionOptions,
  LEAF,
} from "../../../certificates/authority.ts";
import {
  AAGUID,
  aaguidExtension,
  asMap,
  registration,
  type Statement,
  signWith,
} from "./fixture.ts";
import { malformed, reason, refused } from "./reason.ts";
import { packedStatement } from "./statements.ts";

const it = registration();
const key = ecKey();
const odd = ecKey("secp256k1").publicKey;
const bc = basicConstraints(false);

describe("packed says which rule was broken", () => {
  const packed = (more: Statement) =>
    reason("packed", asMap({ ...packedStatement(it, key), ...more }), it);
  const certified = (options: object) =>
    reason("packed", asMap(packedStatement(it, key, options)), it);
  const subject = (type: string, ...value: string[]) =>
    certified({
      subject: [
        ...LEAF.filter(([each]) => each !== type),
        ...value.map((each) => [type, each] as const),
      ],
    });

  test("of the syntax", () => {
    expect(packed({ ver: "1" })).toBe(malformed("members"));
    expect(packed({ alg: "ES256" })).toBe(malformed("alg, sig"));
    expect(packed({ sig: null })).toBe(malformed("alg, sig"));
    expect(packed({ x5c: null })).toBe(malformed("x5c"));
    expect(packed({ x5c: [] })).toBe(malformed("x5c"));
    expect(packed({ x5c: ["text"] })).toBe(malformed("x5c"));
    const [leaf] = packedStatement(it, key)["x5c"] as [Uint8Array];
    expect(packed({ x5c: [leaf, Buffer.of(0x30)] })).toBe(
      "attestation_certificate_malformed: x5c[1]",
    );
    expect(packed({ alg: -47 })).toBe("attestation_algorithm_refused: -47");
  });

  test("of the certificate", () => {
    expect(certified({ publicKey: odd })).toBe(refused("key"));
    expect(certified({ version: 2 })).toBe(refused("version is not 3"));
    expect(subject("C", "A1")).toBe(refused("subject C is no country"));
    expect(subject("O")).toBe(refused("subject O is missing"));
    expect(subject("OU", "x")).toBe(refused("subject OU is not Authenticator Attestation"));
    expect(subject("CN")).toBe(refused("subject CN is missing"));
    expect(certified({ extensions: [] })).toBe(refused("basic constraints do not deny CA"));
    const aaguid = (extension: ExtensionOptions) => certified({ extensions: [bc, extension] });
    expect(aaguid(aaguidExtension(AAGUID, true))).toBe(refused("AAGUID extension is critical"));
    expect(aaguid(aaguidExtension(Buffer.alloc(16)))).toBe(
      refused("AAGUID extension differs from the authenticator data"),
    );
  });
});

test("an attestation key's own signature is asked for before its certificate is", () => {
  const statement = packedStatement(it, key, { version: 2 });
  const sig = signWith(ecKey().privateKey, it.signedData);
  expect(reason("packed", asMap({ ...statement, sig }), it)).toBe(
    "attestation_signature_invalid: ",
  );
});

import { createHash, sign } from "node:crypto";
import {
  type Authority,
  basicConstraints,
  ecKey,
  type ExtensionOptions,
  type KeyPair,
} from "../../../certificates/authority.ts";
import {
  context,
  enumerated,
  integer,
  octetString,
  oid,
  sequence,
  set,
  utf8String,
} from "../../../certificates/der-writer.ts";
import {
  AAGUID,
  aaguidExtension,
  attestationExtensions,
  coseKey,
  type Registration,
  root,
  signWith,
  type Statement,
} from "./fixture.ts";
import {
  type CertifyOptions,
  certifyInfo,
  nameOf,
  type PublicAreaOptions,
  publicArea,
} from "./tpm-writer.ts";

/** Valid statements of every format, under the test root, and wrong in what a test asks for. */

export function packedStatement(
  { signedData }: Registration,
  attestation: KeyPair = ecKey(),
  options: Partial<Parameters<Authority["issue"]>[0]> = {},
): Statement {
  const request = { publicKey: attestation.publicKey, extensions: attestationExtensions };
  return {
    alg: coseKey(attestation.publicKey).algorithm,
    sig: signWith(attestation.privateKey, signedData),
    x5c: [root.issue({ ...request, ...options })],
  };
}

export function u2fData({ input }: Registration): Uint8Array {
  const { x = new Uint8Array(), y = new Uint8Array() } = input.credentialKey;
  const parts = [input.rpIdHash, input.clientDataHash, input.credentialId, Buffer.of(4), x, y];
  return Buffer.concat([Buffer.of(0), ...parts]);
}

export function u2fStatement(of: Registration, pair = ecKey(), data = u2fData(of)): Statement {
  return { sig: sign("sha256", data, pair.privateKey), x5c: [root.issue(pair)] };
}

export const nonceOf = ({ signedData }: Registration) =>
  createHash("sha256").update(signedData).digest();
export const nonceValue = (nonce: Uint8Array) => sequence(context(1, octetString(nonce)));

export function appleStatement(
  of: Registration,
  value = nonceValue(nonceOf(of)),
  publicKey = of.credential.publicKey,
): Statement {
  const nonce = { id: "1.2.840.113635.100.8.2", value };
  return { x5c: [root.issue({ publicKey, extensions: [basicConstraints(false), nonce] })] };
}

export const purpose = (...values: number[]) =>
  context(1, set(...values.map((each) => integer(each))));
export const origin = (value: number) => context(702, integer(value));
/** What hardware says of a key that it made for signing. */
export const GENUINE = [purpose(2), origin(0)];

export interface Description {
  readonly challenge?: Uint8Array;
  readonly software?: readonly Uint8Array[];
  readonly hardware?: readonly Uint8Array[];
  readonly levels?: readonly [number, number];
}

export function keyDescription(of: Registration, options: Description = {}): ExtensionOptions {
  const { challenge = of.input.clientDataHash, software = [], hardware = GENUINE } = options;
  const [attestationLevel, keyLevel] = options.levels ?? [1, 1];
  const value = sequence(
    integer(0x01, 0x2c),
    enumerated(attestationLevel),
    integer(0x01, 0x2c),
    enumerated(keyLevel),
    octetString(challenge),
    octetString(new Uint8Array()),
    sequence(...software),
    sequence(...hardware),
  );
  return { id: "1.3.6.1.4.1.11129.2.1.17", value };
}

export function androidStatement(
  of: Registration,
  description: ExtensionOptions | undefined = keyDescription(of),
  publicKey = of.credential.publicKey,
): Statement {
  return {
    alg: -7,
    sig: signWith(of.credential.privateKey, of.signedData),
    x5c: [root.issue({ publicKey, extensions: [description] })],
  };
}

export const TPM_NAME: readonly (readonly [string, string])[] = [
  ["2.23.133.2.1", "id:4E544300"],
  ["2.23.133.2.2", "Model"],
  ["2.23.133.2.3", "id:13"],
];

export const tpmAttribute = ([type, value]: readonly [string, string]) =>
  sequence(oid(type), utf8String(value));

export function tpmAlternativeName(attributes = TPM_NAME, critical = true): ExtensionOptions {
  const name = context(4, sequence(set(...attributes.map(tpmAttribute))));
  return { id: "2.5.29.17", critical, value: sequence(name) };
}

export const AIK: ExtensionOptions = { id: "2.5.29.37", value: sequence(oid("2.23.133.8.3")) };
export const TPM_EXTENSIONS = [
  tpmAlternativeName(),
  AIK,
  basicConstraints(false),
  aaguidExtension(AAGUID),
] as const;

export interface TpmOptions {
  readonly identity?: KeyPair;
  readonly hash?: string;
  readonly area?: Buffer;
  readonly areaOptions?: PublicAreaOptions;
  readonly info?: Partial<CertifyOptions>;
  readonly certificate?: object;
}

export function tpmStatement(of: Registration, options: TpmOptions = {}): Statement {
  const { identity = ecKey(), hash = "sha256" } = options;
  const pubArea = options.area ?? publicArea(of.credential.publicKey, options.areaOptions);
  const certInfo = certifyInfo({
    extraData: createHash(hash).update(of.signedData).digest(),
    name: nameOf(pubArea),
    ...options.info,
  });
  const certificate = { subject: [], extensions: TPM_EXTENSIONS, ...options.certificate };
  return {
    ver: "2.0",
    alg: coseKey(identity.publicKey).algorithm,
    x5c: [root.issue({ publicKey: identity.publicKey, ...certificate })],
    sig: sign(hash, certInfo, identity.privateKey),
    certInfo,
    pubArea,
  };
}

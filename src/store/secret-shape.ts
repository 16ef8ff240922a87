import type { Fact } from "../evidence/provenance.ts";
import type { SeedKeeper } from "../evidence/secrets.ts";
import { factOf } from "./fact-shape.ts";
import type { SecretContent, SecretRecord } from "./records.ts";
import {
  type Check,
  exactly,
  isAccountId,
  isInstant,
  isInteger,
  isObject,
  isSecretId,
  isText,
  listOf,
  nullable,
  oneOf,
} from "./shape.ts";

type Body<M extends SecretRecord["method"]> = Extract<SecretContent, { method: M }>["body"];

export const isSecretState = oneOf<SecretRecord["state"]>({ active: true, suspended: true });

const isKeeper: Check<Fact<SeedKeeper>> = factOf(
  oneOf<SeedKeeper>({ "hardware-token": true, "own-app": true, vault: true, unknown: true }),
);

const bodies: { readonly [M in SecretRecord["method"]]: Check<Body<M>> } = {
  password: exactly<Body<"password">>({
    phc: isText,
    pepper: nullable(isText),
    length: isInteger,
  }),
  totp: exactly<Body<"totp">>({
    seed: isText,
    algorithm: oneOf({ SHA1: true, SHA256: true, SHA512: true }),
    digits: (value): value is 6 | 8 => value === 6 || value === 8,
    period: (value): value is 30 | 60 => value === 30 || value === 60,
    lastStep: nullable(isInteger),
    keptIn: isKeeper,
  }),
  "sms-code": exactly<Body<"sms-code">>({ number: isText }),
  "recovery-code": exactly<Body<"recovery-code">>({
    kept: listOf(exactly({ hash: isText, usedAt: nullable(isInstant) })),
  }),
};

/** What a secret keeps, by its method. */
export function isSecretContent(value: unknown): value is SecretContent {
  if (!isObject(value) || Object.keys(value).length !== 2) return false;
  const { method, body } = value;
  return typeof method === "string" && isMethod(method) && bodies[method](body);
}

function isMethod(text: string): text is SecretRecord["method"] {
  return Object.hasOwn(bodies, text);
}

const isFacts = exactly<Omit<SecretRecord, "method" | "body">>({
  id: isSecretId,
  account: isAccountId,
  state: isSecretState,
  createdAt: isInstant,
  lastUsedAt: nullable(isInstant),
  tries: isInteger,
  version: isInteger,
});

/** A whole record as JSON, as an attempt keeps those that are not bound yet. */
export function isSecretRecord(value: unknown): value is SecretRecord {
  if (!isObject(value)) return false;
  const { method, body, ...facts } = value;
  return isSecretContent({ method, body }) && isFacts(facts);
}

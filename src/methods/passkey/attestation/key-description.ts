import type { Certificate } from "../../../certificates/certificate.ts";
import { type DerElement, isUniversal, readChildren, readDer } from "../../../certificates/der.ts";

/** The Android key attestation extension (WebAuthn L3 section 8.4.1). */
export const KEY_DESCRIPTION_EXTENSION = "1.3.6.1.4.1.11129.2.1.17";

const INTEGER = 2;
const OCTET_STRING = 4;
const ENUMERATED = 10;
const SEQUENCE = 16;
const SET = 17;

const PURPOSE = 1;
const ALL_APPLICATIONS = 600;
const ORIGIN = 702;

/** What of the extension bears on a passkey. */
export interface KeyDescription {
  readonly attestationChallenge: Uint8Array;
  /** 0: software, 1: trusted environment, 2: secure element; for the attestation and for the key. */
  readonly securityLevels: readonly [number, number];
  readonly softwareEnforced: AuthorizationList;
  /** `teeEnforced`; newer schemas call it `hardwareEnforced`. */
  readonly hardwareEnforced: AuthorizationList;
}

/** An absent field is `undefined`; what cannot be read makes the whole description unreadable. */
interface AuthorizationList {
  readonly purpose: readonly number[] | undefined;
  readonly origin: number | undefined;
  readonly allApplications: boolean;
}

/**
 * Reads the extension by its tags. New Android versions add tags to the lists, so an unknown one
 * is passed over: a closed schema would refuse the phones of next year.
 */
export function readKeyDescription(certificate: Certificate): KeyDescription | undefined {
  const extension = certificate.extensions.get(KEY_DESCRIPTION_EXTENSION);
  const root = extension === undefined ? undefined : readDer(extension.value);
  if (!isUniversal(root, SEQUENCE)) return undefined;
  const [, attestationLevel, , keyLevel, challenge, , software, hardware] =
    readChildren(root) ?? [];
  const levels = [readNumber(attestationLevel, ENUMERATED), readNumber(keyLevel, ENUMERATED)];
  const [first, second] = levels;
  if (first === undefined || second === undefined) return undefined;
  if (!isUniversal(challenge, OCTET_STRING)) return undefined;
  const softwareEnforced = readList(software);
  const hardwareEnforced = readList(hardware);
  if (softwareEnforced === undefined || hardwareEnforced === undefined) return undefined;
  return {
    attestationChallenge: challenge.content,
    securityLevels: [first, second],
    softwareEnforced,
    hardwareEnforced,
  };
}

function readList(element: DerElement | undefined): AuthorizationList | undefined {
  if (!isUniversal(element, SEQUENCE)) return undefined;
  const fields = new Map<number, DerElement>();
  for (const field of readChildren(element) ?? [undefined]) {
    if (field?.tagClass !== "context" || fields.has(field.tag)) return undefined;
    fields.set(field.tag, field);
  }
  const purpose = readExplicit(fields.get(PURPOSE), readNumberSet);
  const origin = readExplicit(fields.get(ORIGIN), (value) => readNumber(value, INTEGER));
  if (purpose === "unreadable" || origin === "unreadable") return undefined;
  return { purpose, origin, allApplications: fields.has(ALL_APPLICATIONS) };
}

/** The value inside an EXPLICIT tag; `undefined` where the field is absent. */
function readExplicit<T>(
  field: DerElement | undefined,
  read: (value: DerElement) => T | undefined,
): T | undefined | "unreadable" {
  if (field === undefined) return undefined;
  const [value, ...more] = readChildren(field) ?? [];
  if (value === undefined || more.length > 0) return "unreadable";
  return read(value) ?? "unreadable";
}

function readNumberSet(set: DerElement): readonly number[] | undefined {
  if (!isUniversal(set, SET)) return undefined;
  const numbers: number[] = [];
  for (const element of readChildren(set) ?? [undefined]) {
    const value = readNumber(element, INTEGER);
    if (value === undefined) return undefined;
    numbers.push(value);
  }
  return numbers;
}

/** Numbers here are enumerations: one octet, not negative. */
function readNumber(element: DerElement | undefined, tag: number): number | undefined {
  if (!isUniversal(element, tag) || element.content.length !== 1) return undefined;
  const value = element.content[0];
  return value !== undefined && value < 0x80 ? value : undefined;
}

import type { Policy } from "./policy.ts";
import { parsePolicy } from "./parse.ts";
import type { PolicySource } from "./schema.ts";
import { AssayFault } from "../base/fault.ts";

const FIVE_MINUTES = 300;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A passkey with user verification is both steps at once. */
const passkeyAlone: PolicySource = {
  version: 1,
  name: "passkey-alone",
  passkeyClasses: {
    verified: { userVerification: "claimed" },
  },
  actions: {
    "sign-up": {
      anyOf: [{ allOf: [{ prove: "email-code" }, { enrol: "passkey", class: "verified" }] }],
    },
    "sign-in": { anyOf: [{ allOf: [{ prove: "passkey", class: "verified" }] }] },
    "enrol:passkey": {
      anyOf: [
        {
          allOf: [
            { prove: "passkey", class: "verified", maxAgeSeconds: FIVE_MINUTES },
            { enrol: "passkey", class: "verified" },
          ],
        },
      ],
    },
    "remove:passkey": {
      anyOf: [{ allOf: [{ prove: "passkey", class: "verified", maxAgeSeconds: FIVE_MINUTES }] }],
    },
  },
  session: { idleSeconds: 7 * DAY, absoluteSeconds: 30 * DAY },
};

/** A passkey is one step of two, whatever it says about user verification. */
const passkeyAndAnother: PolicySource = {
  version: 1,
  name: "passkey-and-another",
  passkeyClasses: {
    any: { userVerification: "none" },
  },
  actions: {
    "sign-up": {
      anyOf: [
        {
          allOf: [{ prove: "email-code" }, { enrol: "passkey", class: "any" }, { enrol: "totp" }],
        },
      ],
    },
    "sign-in": {
      anyOf: [
        { allOf: [{ prove: "passkey", class: "any" }, { prove: "totp" }] },
        { allOf: [{ prove: "passkey", class: "any" }, { prove: "password" }] },
      ],
    },
    "enrol:passkey": {
      anyOf: [
        {
          allOf: [
            { prove: "passkey", class: "any", maxAgeSeconds: FIVE_MINUTES },
            { prove: "totp", maxAgeSeconds: FIVE_MINUTES },
            { enrol: "passkey", class: "any" },
          ],
        },
      ],
    },
    "remove:passkey": {
      anyOf: [
        {
          allOf: [
            { prove: "passkey", class: "any", maxAgeSeconds: FIVE_MINUTES },
            { prove: "totp", maxAgeSeconds: FIVE_MINUTES },
          ],
        },
      ],
    },
  },
  session: { idleSeconds: HOUR, absoluteSeconds: DAY },
};

const PRESETS: ReadonlyMap<string, PolicySource> = new Map(
  [passkeyAlone, passkeyAndAnother].map((source) => [source.name, source]),
);

export const DEFAULT_PRESET = "passkey-alone";

export const PRESET_NAMES: readonly string[] = [...PRESETS.keys()];

/** A preset by its name, or undefined where there is none. */
export function preset(name: string): Policy | undefined {
  const source = PRESETS.get(name);
  if (source === undefined) return undefined;
  const parsed = parsePolicy(source);
  if (!parsed.ok) throw new AssayFault("ASSAY_PRESET", `${name} does not parse`);
  return parsed.policy;
}

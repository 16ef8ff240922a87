import { AssayFault } from "../base/fault.ts";

/**
 * The single compromises that sets are made of. A name may carry an index: `malware(phone)`, and
 * `controls-email(2)` where an account has several addresses; without one it is the only one.
 */

/** How a compromise is come by, remote first. A circumstance is no capability of anybody. */
export const COMPROMISE_CLASSES = [
  "remote-bulk",
  "remote-targeted",
  "proximity",
  "physical",
  "physical-lab",
  "endpoint",
  "infrastructure",
  "circumstance",
] as const;

export type CompromiseClass = (typeof COMPROMISE_CLASSES)[number];

/** By the name without its index. */
const CLASSES: Readonly<Record<string, CompromiseClass>> = {
  // Needs nobody in particular: lists, kits and scripts do it by the thousand.
  "learns-password": "remote-bulk",
  "phishes-live": "remote-bulk",
  "controls-email": "remote-bulk",
  "steals-session": "remote-bulk",
  "knows-master": "remote-bulk",
  "pre-registers": "remote-bulk",
  // From afar as well, by somebody who wants this very account.
  "coaches-user": "remote-targeted",
  "controls-number": "remote-targeted",
  "fools-helpdesk": "remote-targeted",
  "enters-provider": "remote-targeted",
  "knows-escrow": "remote-targeted",
  "passes-vault-2fa": "remote-targeted",
  near: "proximity",
  "takes-locked": "physical",
  "takes-unlocked": "physical",
  "knows-pin": "physical",
  "takes-key": "physical",
  "knows-key-pin": "physical",
  "takes-token": "physical",
  "has-recovery-code": "physical",
  "defeats-proofing": "physical",
  "extracts-key": "physical-lab",
  infostealer: "endpoint",
  malware: "endpoint",
  "reads-server-db": "infrastructure",
  "reads-server-keys": "infrastructure",
  "pw-guessable": "circumstance",
  "user-unresponsive": "circumstance",
};

/** The person does not react to any notice for as long as a delay lasts. */
export const UNRESPONSIVE = "user-unresponsive";

const INDEXED = /^([^()]+)(?:\((.+)\))?$/;

/** A name and its index; the empty text where it has none. */
export function partsOf(text: string): { readonly name: string; readonly index: string } {
  const [, name = text, index = ""] = INDEXED.exec(text) ?? [];
  return { name, index };
}

export function isCompromise(text: string): boolean {
  return Object.hasOwn(CLASSES, partsOf(text).name);
}

/** @throws AssayFault `ASSAY_FORMULAS` for what is no compromise. */
export function classOf(compromise: string): CompromiseClass {
  const found = CLASSES[partsOf(compromise).name];
  if (found === undefined) {
    throw new AssayFault("ASSAY_FORMULAS", `${compromise} is no compromise that anybody declared`);
  }
  return found;
}

/** Somebody far away can do it. */
export function isRemote(compromise: string): boolean {
  return classOf(compromise).startsWith("remote");
}

/** In the order in which they are told: what is come by from afar first, a thing before its PIN. */
export function asTold(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || (a < b ? -1 : 1);
}

function placeOf(compromise: string): number {
  return Object.keys(CLASSES).indexOf(partsOf(compromise).name);
}

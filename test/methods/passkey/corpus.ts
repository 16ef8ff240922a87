import { readFileSync } from "node:fs";
import {
  type ExpectedAuthentication,
  type ExpectedRegistration,
  type PasskeyRecord,
  verifyAuthentication,
  verifyRegistration,
} from "../../../src/methods/passkey/public.ts";

/** One ceremony of the corpus, as `test/vectors/README.md` describes it. */
export interface Case {
  readonly id: string;
  readonly kind: "registration" | "authentication";
  readonly rpId: string;
  readonly origin: string | readonly string[];
  readonly challenge: string;
  readonly requireUserVerification: boolean;
  readonly policy: Policy;
  readonly response: { readonly id: string; readonly response: Readonly<Record<string, string>> };
  readonly credential?: PasskeyRecord;
  readonly verifyAt?: string;
  readonly expect: "accept" | "reject";
  readonly level: "spec" | "must" | "should" | "malformed" | "policy" | "interop" | "deprecated";
  readonly step: string;
  readonly why: string;
}

interface Policy
  extends Pick<
    ExpectedRegistration & ExpectedAuthentication,
    | "trustAnchors"
    | "requireAttestation"
    | "allowCrossOrigin"
    | "topOrigins"
    | "mediation"
    | "knownCredentialIds"
    | "allowCredentials"
    | "userHandle"
    | "usernameless"
    | "appid"
  > {
  readonly allowedAlgs?: readonly number[];
}

const GATING: ReadonlySet<string> = new Set(["spec", "must", "should", "malformed"]);

/** The keys of `policy` that the entry point has a member for. */
const POLICY_KEYS: ReadonlySet<string> = new Set([
  "allowedAlgs",
  "trustAnchors",
  "requireAttestation",
  "allowCrossOrigin",
  "topOrigins",
  "mediation",
  "knownCredentialIds",
  "allowCredentials",
  "userHandle",
  "usernameless",
  "appid",
]);

const FILE = new URL("../../vectors/ceremonies.jsonl", import.meta.url);

export const CASES: readonly Case[] = readFileSync(FILE, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Case);

/** Whether the expected answer is the only right one. */
export function isGating({ level, policy }: Case): boolean {
  return GATING.has(level) && Object.keys(policy).every((key) => POLICY_KEYS.has(key));
}

export function caseNamed(id: string): Case {
  const found = CASES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
}

/** What we are told to expect of a case. */
export function expectedOf(one: Case): ExpectedRegistration & ExpectedAuthentication {
  const { allowedAlgs, ...policy } = one.policy;
  return {
    rpId: one.rpId,
    origins: [one.origin].flat(),
    challenge: one.challenge,
    userVerification: one.requireUserVerification ? "required" : "preferred",
    algorithms: allowedAlgs,
    ...policy,
    // The certificates of the corpus are valid from 2024 on, for decades.
    now: new Date(one.verifyAt ?? "2026-06-01T00:00:00Z"),
  };
}

/** Runs a case through `assay/passkey`, with another response where one is given. */
export function run(one: Case, response: unknown = one.response) {
  const expected = expectedOf(one);
  if (one.kind === "registration") return verifyRegistration({ response, expected });
  if (one.credential === undefined) throw new Error(`${one.id} has no credential`);
  return verifyAuthentication({ response, credential: one.credential, expected });
}

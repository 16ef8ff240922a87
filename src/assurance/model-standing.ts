import type { Instant } from "../base/time.ts";
import type { ModelFacts, StatusReport } from "./knowledge.ts";

/** What can be wrong with a model, in the words of its status reports (MDS v3.1 section 3.1.4). */
export const ADVERSITIES = [
  "revoked",
  "key-compromised",
  "user-verification-bypassed",
  "key-extractable",
  "attestation-compromised",
  "status-unknown",
] as const;

export type Adversity = (typeof ADVERSITIES)[number];

/** FIDO certification levels, lowest first. */
export const FIDO_LEVELS = ["none", "L1", "L1plus", "L2", "L2plus", "L3", "L3plus"] as const;

export type FidoLevel = (typeof FIDO_LEVELS)[number];

/** What the metadata says of one model at an instant. */
export interface ModelStanding {
  /** Null: no entry. */
  readonly description: string | null;
  readonly adverse: ReadonlySet<Adversity>;
  readonly fido: FidoLevel;
  /** FIPS 140 overall level; 0: none. */
  readonly fips: number;
  readonly retired: boolean;
  readonly updateAvailable: boolean;
  readonly hardware: boolean;
}

const ADVERSE: Readonly<Record<string, Adversity>> = {
  REVOKED: "revoked",
  USER_KEY_REMOTE_COMPROMISE: "key-compromised",
  USER_VERIFICATION_BYPASS: "user-verification-bypassed",
  USER_KEY_PHYSICAL_COMPROMISE: "key-extractable",
  ATTESTATION_KEY_COMPROMISE: "attestation-compromised",
};

/** Says nothing for or against. `FIDO_CERTIFIED` alone is functional, of no security level. */
const NEUTRAL: ReadonlySet<string> = new Set([
  "NOT_FIDO_CERTIFIED",
  "SELF_ASSERTION_SUBMITTED",
  "FIDO_CERTIFIED",
  "UPDATE_AVAILABLE",
  "RETIRED",
]);

const HARDWARE: ReadonlySet<string> = new Set(["hardware", "tee", "secure_element"]);

const UNKNOWN_MODEL: ModelStanding = {
  description: null,
  adverse: new Set(),
  fido: "none",
  fips: 0,
  retired: false,
  updateAvailable: false,
  hardware: false,
};

/**
 * Reads every report by its effective date, whatever order they stand in: the order cannot be
 * relied on. What was adverse once stays so: a later certificate is about newer devices, and which
 * one this is cannot be seen. A status that nobody knows is adverse.
 *
 * @param path SHA-256 of each certificate that attested this credential: a report that names one is
 *   about those only.
 */
export function modelStanding(
  model: ModelFacts | null,
  path: readonly string[],
  now: Instant,
): ModelStanding {
  if (model === null) return UNKNOWN_MODEL;
  const reports = model.reports.filter((report) => report.from <= now && isAbout(report, path));
  const certified = reports.filter(({ until }) => until === null || now < until);
  const has = (status: string) => reports.some((report) => report.status === status);
  return {
    description: model.description,
    adverse: new Set(reports.flatMap(({ status }) => adversityOf(status))),
    fido: best(certified.map(({ status }) => fidoLevel(status))),
    fips: Math.max(0, ...certified.map(({ status }) => fipsLevel(status))),
    retired: has("RETIRED"),
    updateAvailable: has("UPDATE_AVAILABLE"),
    hardware: model.keyProtection.some((kind) => HARDWARE.has(kind)),
  };
}

/** Only the loss of an attestation key is about single certificates; all else is the model's. */
function isAbout({ status, certificate }: StatusReport, path: readonly string[]): boolean {
  return (
    status !== "ATTESTATION_KEY_COMPROMISE" || certificate === null || path.includes(certificate)
  );
}

function adversityOf(status: string): readonly Adversity[] {
  const adverse = Object.hasOwn(ADVERSE, status) ? ADVERSE[status] : undefined;
  if (adverse !== undefined) return [adverse];
  const known = NEUTRAL.has(status) || fidoLevel(status) !== "none" || fipsLevel(status) > 0;
  return known ? [] : ["status-unknown"];
}

function fidoLevel(status: string): FidoLevel {
  const level = status.startsWith("FIDO_CERTIFIED_") ? status.slice("FIDO_CERTIFIED_".length) : "";
  return FIDO_LEVELS.find((known) => known !== "none" && known === level) ?? "none";
}

function fipsLevel(status: string): number {
  return Number(/^FIPS140_CERTIFIED_L([1-4])$/.exec(status)?.[1] ?? 0);
}

function best(levels: readonly FidoLevel[]): FidoLevel {
  return FIDO_LEVELS[Math.max(0, ...levels.map((level) => FIDO_LEVELS.indexOf(level)))] ?? "none";
}

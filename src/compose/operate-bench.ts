import type { Metadata, ModelFacts } from "../assurance/knowledge.ts";
import type { Result } from "../base/result.ts";
import type { Clock, Instant } from "../base/time.ts";
import type { OperatorSettings } from "../config/settings.ts";
import type { Judges, RegradeProgress } from "../flows/regrade.ts";
import { type Survey, surveyCredentials } from "../flows/survey.ts";
import { regradeAll } from "../jobs/regrading.ts";
import type { Policy } from "../policy/policy.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/port.ts";
import { anchorsOf } from "../trust/anchors.ts";
import type { MdsCode } from "../trust/codes.ts";
import { buildKnowledge } from "../trust/knowledge.ts";
import type { VerifiedBlob } from "../trust/mds-blob.ts";
import type { ProviderList } from "../trust/provider-list.ts";
import { urlOf } from "./database.ts";
import { readCertificates } from "./certificate-files.ts";
import { loadProviders } from "./knowledge-source.ts";
import { loadPolicy } from "./load-policy.ts";
import { type BlobTrust, blobTrust, type Known, NOTHING_KNOWN, reopenBlob } from "./metadata.ts";

/** What an operator's work stands on: the store, and what is judged by. */
export interface Bench {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly providers: ProviderList;
  /** Under which certificates a blob is believed. */
  readonly trust: BlobTrust;
  /** Anchors for attestation of whatever model. */
  readonly everyModel: readonly Uint8Array[];
}

/** Long work tells how far it is, and asks whether to go on. */
export interface Hooks {
  progress(progress: RegradeProgress): void;
  stopped(): boolean;
}

/** @throws AssayFault as `openOperations` does */
export async function openBench(settings: OperatorSettings, clock: Clock): Promise<Bench> {
  const [policy, providers, trust, everyModel] = await Promise.all([
    loadPolicy(settings.policy),
    loadProviders(settings),
    blobTrust(settings),
    readCertificates(settings.attestationAnchors),
  ]);
  // Last, since whatever fails before would leave it open.
  const store = await openStore(urlOf(settings.database));
  return { store, clock, policy, providers, trust, everyModel };
}

/** The blob that the store keeps for all nodes; what it says only where it is still believed. */
export interface InForce {
  readonly no: number;
  readonly importedAt: Instant;
  readonly opened: Result<VerifiedBlob, MdsCode>;
}

export async function readInForce({ store, trust }: Bench): Promise<InForce | null> {
  const document = await store.document("mds");
  if (document === undefined) return null;
  const { version, savedAt } = document;
  return { no: version, importedAt: savedAt, opened: reopenBlob(document, trust) };
}

export function knownOf(inForce: InForce | null): Known {
  return inForce?.opened.ok === true ? inForce.opened.value : NOTHING_KNOWN;
}

/** An entry with several names is one model. */
export function modelsOf({ models, modelsByKeyId }: Metadata): readonly ModelFacts[] {
  return [...new Set([...models.values(), ...modelsByKeyId.values()])];
}

/** By what credentials are judged where this is known. */
export function judgesBy({ policy, providers, everyModel }: Bench, known: Known): Judges {
  return {
    policy,
    knowledge: buildKnowledge({ metadata: known.metadata, providers }),
    anchors: anchorsOf(known.anchors, everyModel),
  };
}

/** Grades everything by what is known now, as the server does when it sees something new. */
export async function regradeBy(
  { store, clock }: Bench,
  judges: Judges,
  hooks: Hooks,
): Promise<RegradeProgress> {
  let last: RegradeProgress = { all: 0, left: 0, changed: 0 };
  const seen = (now: RegradeProgress) => {
    last = now;
    hooks.progress(now);
  };
  await regradeAll({ store, clock, ...judges }, seen, () => hooks.stopped());
  return last;
}

/** Who would be affected if this were judged by that. Nothing is written. */
export function surveyBetween(
  { store, clock }: Bench,
  now: Judges,
  next: Judges,
  seen: (credentials: number) => void,
): Promise<Survey> {
  return surveyCredentials({ store, clock }, now, next, seen);
}

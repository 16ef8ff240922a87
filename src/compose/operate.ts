import type { Knowledge } from "../assurance/knowledge.ts";
import type { Aaguid } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Clock } from "../base/time.ts";
import type { OperatorSettings } from "../config/settings.ts";
import { gradedWith } from "../flows/grading.ts";
import type { RegradeProgress } from "../flows/regrade.ts";
import type { SimulationHooks } from "../flows/simulation.ts";
import type { Survey } from "../flows/survey.ts";
import type { MdsCode } from "../trust/codes.ts";
import { loadProviders } from "./knowledge-source.ts";
import { loadPolicy } from "./load-policy.ts";
import {
  type Bench,
  type Hooks,
  judgesBy,
  knownOf,
  openBench,
  readInForce,
  regradeBy,
  surveyBetween,
} from "./operate-bench.ts";
import {
  type GivenBlob,
  importBlob,
  type Imported,
  previewBlob,
  type Previewed,
} from "./operate-import.ts";
import { type SimulatedPolicy, simulateOn } from "./operate-simulate.ts";
import { type MetadataStatus, type ModelStatus, showMetadata, showModel } from "./operate-show.ts";
import { previewUpdate, type Unchanged, updateBlob, type UpdateCode } from "./operate-update.ts";

/** What an operator does away from the site, beside servers that may be running on the same store. */
export interface Operations {
  readonly mds: {
    import(given: GivenBlob, hooks: Hooks): Promise<Result<Imported, MdsCode>>;
    /** Verifies as an import does, and writes nothing. */
    preview(given: GivenBlob, seen: Seen): Promise<Result<Previewed, MdsCode>>;
    /** Downloads what is newer than the blob in force, and imports it. */
    update(hooks: Hooks): Promise<Result<Imported | Unchanged, UpdateCode>>;
    previewUpdate(seen: Seen): Promise<Result<Previewed | Unchanged, UpdateCode>>;
    show(): Promise<MetadataStatus>;
    model(aaguid: Aaguid): Promise<ModelStatus>;
  };
  /** What is known by the blob in force and the provider facts. */
  knowledge(): Promise<Knowledge>;
  /** Grades by what is in force now whatever was graded by something else. */
  reassess(hooks: Hooks): Promise<RegradeProgress>;
  /** How much of that is to be done. */
  pending(): Promise<RegradeProgress>;
  /** Who would be affected by another policy or other provider facts. Nothing is written. */
  survey(next: NextJudges, seen: Seen): Promise<Survey>;
  /** What another policy, a preset or a JSON file, would do to every account. Nothing is written. */
  simulate(policy: string, hooks: SimulationHooks): Promise<SimulatedPolicy>;
  close(): Promise<void>;
}

/** How many credentials were looked at so far. */
export type Seen = (credentials: number) => void;

/** Undefined: as in force. */
export interface NextJudges {
  /** The name of a preset, or the path of a JSON policy. */
  readonly policy: string | undefined;
  /** The path of a JSON list. */
  readonly providers: string | undefined;
}

/**
 * @throws AssayFault `ASSAY_POLICY`, `ASSAY_PROVIDERS`, `ASSAY_CERTIFICATE_FILE`,
 * `ASSAY_DATABASE_URL`, `ASSAY_STORE_*`
 */
export async function openOperations(
  settings: OperatorSettings,
  clock: Clock,
): Promise<Operations> {
  const bench = await openBench(settings, clock);
  const { mdsUrl, dev } = settings;
  const inForce = async (by: Bench) => judgesBy(by, knownOf(await readInForce(by)));
  return {
    mds: {
      import: (given, hooks) => importBlob(bench, given, hooks),
      preview: (given, seen) => previewBlob(bench, given, seen),
      update: (hooks) => updateBlob(bench, mdsUrl, hooks),
      previewUpdate: (seen) => previewUpdate(bench, mdsUrl, seen),
      show: () => showMetadata(bench),
      model: (aaguid) => showModel(bench, aaguid),
    },
    knowledge: async () => (await inForce(bench)).knowledge,
    reassess: async (hooks) => regradeBy(bench, await inForce(bench), hooks),
    async pending() {
      const version = gradedWith(await inForce(bench));
      return { ...(await bench.store.countCredentials(version)), changed: 0 };
    },
    async survey({ policy, providers }, seen) {
      const next: Bench = {
        ...bench,
        ...(policy !== undefined && { policy: await loadPolicy(policy) }),
        ...(providers !== undefined && { providers: await loadProviders({ providers, dev }) }),
      };
      return surveyBetween(bench, await inForce(bench), await inForce(next), seen);
    },
    simulate: (policy, hooks) => simulateOn(bench, policy, hooks),
    close: () => bench.store.close(),
  };
}

import type { ModelFacts, ProviderFacts } from "../assurance/knowledge.ts";
import { type Adversity, type ModelStanding, modelStanding } from "../assurance/model-standing.ts";
import type { Aaguid } from "../base/ids.ts";
import type { Instant } from "../base/time.ts";
import type { MdsCode } from "../trust/codes.ts";
import type { VerifiedBlob } from "../trust/mds-blob.ts";
import type { EntryProblem } from "../trust/mds-models.ts";
import { type Bench, modelsOf, readInForce } from "./operate-bench.ts";

/** The blob in force, as an operator looks at it. */
export type MetadataStatus =
  | { readonly state: "none" }
  /** It is kept, and judged nobody by: the roots are others now. */
  | {
      readonly state: "refused";
      readonly no: number;
      readonly importedAt: Instant;
      readonly code: MdsCode;
    }
  | BelievedStatus;

export interface BelievedStatus {
  /** `stale`: the day has passed on which a newer one should be in force. */
  readonly state: "current" | "stale";
  readonly no: number;
  readonly importedAt: Instant;
  readonly nextUpdate: Instant;
  readonly models: number;
  /** Models with something adverse in their history. */
  readonly adverse: number;
  readonly revocation: VerifiedBlob["revocation"];
  /** The host that the signer had to be of; null: the roots certify nobody else. */
  readonly signer: string | null;
  /** SHA-256 (base64url) of each certificate of the signer's path, the root's last. */
  readonly signingPath: readonly string[];
  readonly problems: readonly EntryProblem[];
  readonly uafEntries: number;
}

export async function showMetadata(bench: Bench): Promise<MetadataStatus> {
  const inForce = await readInForce(bench);
  if (inForce === null) return { state: "none" };
  const { no, importedAt, opened } = inForce;
  if (!opened.ok) return { state: "refused", no, importedAt, code: opened.code };
  const { metadata, revocation, signingPath, problems, uafEntries } = opened.value;
  const now = bench.clock();
  const models = modelsOf(metadata);
  return {
    state: now >= metadata.nextUpdate ? "stale" : "current",
    no,
    importedAt,
    nextUpdate: metadata.nextUpdate,
    models: models.length,
    adverse: models.filter((model) => worstOf(model, now).adverse.size > 0).length,
    revocation,
    signer: bench.trust.signer,
    signingPath,
    problems,
    uafEntries,
  };
}

/** What is known of one model, and what that means now. */
export interface ModelStatus {
  readonly aaguid: Aaguid;
  /** The blob in force and believed; null: there is none. */
  readonly no: number | null;
  readonly facts: ModelFacts | null;
  /** Of its authenticators in general. */
  readonly standing: ModelStanding;
  /** What is adverse only to those that certain certificates attested. */
  readonly adverseToSome: readonly Adversity[];
  /** The policy in force, and what it refuses a passkey for. */
  readonly policy: string;
  readonly refuses: ReadonlySet<Adversity>;
  readonly provider: ProviderFacts | null;
}

export async function showModel(bench: Bench, aaguid: Aaguid): Promise<ModelStatus> {
  const inForce = await readInForce(bench);
  const metadata = inForce?.opened.ok === true ? inForce.opened.value.metadata : null;
  const facts = metadata?.models.get(aaguid) ?? null;
  const now = bench.clock();
  const standing = modelStanding(facts, [], now);
  const worst = facts === null ? standing : worstOf(facts, now);
  return {
    aaguid,
    no: metadata?.no ?? null,
    facts,
    standing,
    adverseToSome: [...worst.adverse].filter((adversity) => !standing.adverse.has(adversity)),
    policy: bench.policy.name,
    refuses: bench.policy.refuses,
    provider: bench.providers.providers.get(aaguid) ?? null,
  };
}

/** As it stands with an authenticator that every certificate of its reports attested. */
function worstOf(model: ModelFacts, now: Instant): ModelStanding {
  const certificates = model.reports.flatMap(({ certificate }) => certificate ?? []);
  return modelStanding(model, certificates, now);
}

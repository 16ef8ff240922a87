import { type AuditEvent, recordEvent } from "../audit/event.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import type { RegradeProgress } from "../flows/regrade.ts";
import type { Survey } from "../flows/survey.ts";
import type { MdsCode } from "../trust/codes.ts";
import { type VerifiedBlob, verifyBlob } from "../trust/mds-blob.ts";
import type { EntryProblem } from "../trust/mds-models.ts";
import { keptText } from "../trust/kept-blob.ts";
import {
  type Bench,
  type Hooks,
  judgesBy,
  knownOf,
  modelsOf,
  readInForce,
  regradeBy,
  surveyBetween,
} from "./operate-bench.ts";

/** A blob as it was downloaded or brought, of which nothing is believed yet. */
export interface GivenBlob {
  readonly blob: Uint8Array;
  /** Lists of revoked certificates in DER. */
  readonly crls: readonly Uint8Array[];
  /** Whether it is believed though the lists do not say that nobody was revoked. */
  readonly allowUnchecked: boolean;
}

/** What an operator is told of a blob that is believed. */
export interface BlobFacts {
  readonly no: number;
  readonly nextUpdate: Instant;
  readonly revocation: VerifiedBlob["revocation"];
  readonly models: number;
  readonly problems: readonly EntryProblem[];
}

/** A blob that is in force now, and how far what is stored was graded by it. */
export interface Imported extends BlobFacts, RegradeProgress {}

/** A blob that would come into force, and who would be affected. */
export interface Previewed extends BlobFacts {
  readonly survey: Survey;
}

/** @param floor the blob has to be above it; null: whatever its number */
export function verifyGiven(
  { trust, clock }: Bench,
  { blob, crls, allowUnchecked }: GivenBlob,
  floor: number | null,
): Result<VerifiedBlob, MdsCode> {
  const now = new Date(clock());
  return verifyBlob({ blob, crls, ...trust, now, floor, requireRevocation: !allowUnchecked });
}

/** The number that a blob has to be above: of the one in force, believed or not. */
export async function floorOf({ store }: Bench): Promise<number | null> {
  return (await store.documentVersion("mds")) ?? null;
}

export async function importBlob(
  bench: Bench,
  given: GivenBlob,
  hooks: Hooks,
): Promise<Result<Imported, MdsCode>> {
  const verified = verifyGiven(bench, given, await floorOf(bench));
  return verified.ok ? putInForce(bench, given, verified.value, hooks) : verified;
}

/**
 * Keeps a blob and grades everything by it. It is in force from the moment it is kept: if the grading
 * is interrupted, any server and the next command go on with it.
 */
export async function putInForce(
  bench: Bench,
  { blob, crls }: GivenBlob,
  verified: VerifiedBlob,
  hooks: Hooks,
): Promise<Result<Imported, MdsCode>> {
  const { no } = verified.metadata;
  const body = keptText({
    blob: Buffer.from(blob).toString("latin1").trim(),
    crls: crls.map((crl) => Buffer.from(crl).toString("base64")),
  });
  const document = { kind: "mds", version: no, body, savedAt: bench.clock() } as const;
  // MDS v3.1 section 3.2: the number never goes back, whoever imports at the same moment.
  const kept = await bench.store.transact(async (tx) => {
    if (!(await tx.saveDocument(document))) return false;
    await recordEvent(tx, importEvent(verified, document.savedAt));
    return true;
  });
  if (!kept) return fail("mds_not_newer", "another import came first");
  const graded = await regradeBy(bench, judgesBy(bench, verified), hooks);
  return ok({ ...factsOf(verified), ...graded });
}

function importEvent({ metadata, revocation, signingPath }: VerifiedBlob, at: Instant): AuditEvent {
  const data = { no: metadata.no, revocation, signingPath };
  return { kind: "metadata.imported", at, account: null, attempt: null, network: "", data };
}

/** Verifies a blob as an import would, and asks who would be affected. Nothing is written. */
export async function previewBlob(
  bench: Bench,
  given: GivenBlob,
  seen: (credentials: number) => void,
): Promise<Result<Previewed, MdsCode>> {
  const verified = verifyGiven(bench, given, await floorOf(bench));
  if (!verified.ok) return verified;
  const now = judgesBy(bench, knownOf(await readInForce(bench)));
  const next = judgesBy(bench, verified.value);
  const survey = await surveyBetween(bench, now, next, seen);
  return ok({ ...factsOf(verified.value), survey });
}

function factsOf({ metadata, revocation, problems }: VerifiedBlob): BlobFacts {
  const { no, nextUpdate } = metadata;
  return { no, nextUpdate, revocation, models: modelsOf(metadata).length, problems };
}

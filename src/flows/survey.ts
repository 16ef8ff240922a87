import type { AccountId, CredentialId } from "../base/ids.ts";
import { rejudgeEnrolment } from "../methods/passkey/rejudge.ts";
import type { CredentialRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import { gradeOf } from "./grading.ts";
import { isSame, type Judges } from "./regrade.ts";

/** Who would be affected by another policy or other knowledge. */
export interface Survey {
  readonly credentials: number;
  /** Accounts with a credential that would be worth something else. */
  readonly accounts: number;
  /** How many would go from which verdict to which: `enough → one-step`. */
  readonly changes: ReadonlyMap<string, number>;
  /** The first of them, to look at. */
  readonly examples: readonly AffectedCredential[];
}

export interface AffectedCredential {
  readonly account: AccountId;
  readonly credential: CredentialId;
  readonly before: string;
  readonly after: string;
  readonly reasons: readonly string[];
}

const BATCH = 500;
const EXAMPLES = 20;

/** Asks the question of everybody and writes nothing; memory does not grow with their number. */
export async function surveyCredentials(
  deps: Pick<FlowDeps, "store" | "clock">,
  now: Judges,
  next: Judges,
  progress: (seen: number) => void,
): Promise<Survey> {
  const changes = new Map<string, number>();
  const examples: AffectedCredential[] = [];
  let [credentials, accounts]: [number, number] = [0, 0];
  let after: CredentialId | null = null;
  for (;;) {
    const batch: readonly CredentialRecord[] = await deps.store.credentialsAfter(after, BATCH);
    for (const { id, account } of batch) {
      const affected = await affectedOf(deps, now, next, account);
      const own = affected.find(({ credential }) => credential === id);
      if (own === undefined) continue;
      // An account is counted with the first of its credentials that is met.
      if (affected.every(({ credential }) => id <= credential)) accounts += 1;
      const change = `${own.before} → ${own.after}`;
      changes.set(change, (changes.get(change) ?? 0) + 1);
      if (examples.length < EXAMPLES) examples.push(own);
    }
    credentials += batch.length;
    progress(credentials);
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) break;
    after = last.id;
  }
  return { credentials, accounts, changes, examples };
}

/** Credentials of an account that would be worth something else. */
async function affectedOf(
  { store, clock }: Pick<FlowDeps, "store" | "clock">,
  now: Judges,
  next: Judges,
  id: AccountId,
): Promise<readonly AffectedCredential[]> {
  const account = await store.accountById(id);
  if (account === undefined) return [];
  const records = await store.credentialsOf(id);
  const gradesBy = (judges: Judges) => {
    const judged = records.map((one) => ({
      ...one,
      enrolment: rejudgeEnrolment(one.enrolment, one, judges.anchors),
    }));
    return judged.map((one) => gradeOf(judges, account, judged, one, clock()));
  };
  const [before, after] = [gradesBy(now), gradesBy(next)];
  return records.flatMap(({ id: credential }, index) => {
    const [was, willBe] = [before[index], after[index]];
    if (was === undefined || willBe === undefined || isSame(was, willBe)) return [];
    const { verdict, reasons } = willBe;
    return [{ account: id, credential, before: was.verdict, after: verdict, reasons }];
  });
}

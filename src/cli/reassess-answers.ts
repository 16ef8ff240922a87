import type { RegradeProgress } from "../flows/regrade.ts";
import type { AffectedCredential, Survey } from "../flows/survey.ts";

/** How far a re-assessment came, in words. */
export function gradedText({ all, left, changed }: RegradeProgress): string {
  const done = `${changed} of ${all} credentials are worth something else now.\n`;
  return left === 0
    ? done
    : `${done}${left} are left to grade: assay reassess goes on, and so does every server.\n`;
}

/** Who would be affected, for machines. */
export function surveyJson({ credentials, accounts, changes, examples }: Survey) {
  return {
    credentials,
    affected: affectedBy(changes),
    accounts,
    changes: Object.fromEntries(changes),
    examples,
  };
}

/** Who would be affected, in words. */
export function surveyText({ credentials, accounts, changes, examples }: Survey): string {
  const affected = affectedBy(changes);
  const head = `Of ${credentials} credentials, ${affected} would be worth something else, of ${accounts} accounts.`;
  const width = Math.max(0, ...[...changes.keys()].map((change) => change.length));
  return [
    head,
    ...[...changes].map(([change, count]) => `  ${change.padEnd(width)}  ${count}`),
    ...(examples.length === 0 ? [] : ["The first of them:"]),
    ...examples.map(exampleText),
    "Nothing was changed.",
    "",
  ].join("\n");
}

function exampleText({ account, credential, before, after, reasons }: AffectedCredential): string {
  const because = reasons.length === 0 ? "" : ` (${reasons.join(", ")})`;
  return `  account ${account}, credential ${credential}: ${before} → ${after}${because}`;
}

function affectedBy(changes: Survey["changes"]): number {
  return [...changes.values()].reduce((sum, count) => sum + count, 0);
}

import type { Failure } from "../base/result.ts";
import { type Instant, toIso } from "../base/time.ts";
import type { BlobFacts, Imported, Previewed } from "../compose/operate-import.ts";
import type { Unchanged, UpdateCode } from "../compose/operate-update.ts";
import { mdsText } from "../words/mds-text.ts";
import type { CommonOptions } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { gradedText, surveyJson, surveyText } from "./reassess-answers.ts";

/** A code without a sentence does not compile. */
const SENTENCES: Readonly<Record<UpdateCode, string>> = mdsText;

export function sentenceOf(code: UpdateCode): string {
  return SENTENCES[code];
}

/** A day, as it stands in a blob. */
export function dayOf(at: Instant): string {
  return toIso(at).slice(0, "YYYY-MM-DD".length);
}

/** Why a blob did not come into force. The answer is no; nothing has changed. */
export function answerRefusal(
  io: CommandIo,
  { json }: CommonOptions,
  { code, detail }: Failure<UpdateCode>,
): ExitCode {
  const message = sentenceOf(code);
  if (json === true) io.out(jsonLine({ code, message, detail: detail ?? null }));
  else {
    const named = detail === undefined ? code : `${code}: ${detail}`;
    io.err(`${message}\nWhat was in force before stays in force.\n(${named})\n`);
  }
  return 1;
}

export function answerOutcome(
  io: CommandIo,
  { json }: CommonOptions,
  outcome: Imported | Previewed | Unchanged,
): ExitCode {
  if ("unchanged" in outcome) {
    const no = outcome.unchanged;
    if (json === true) io.out(jsonLine({ state: "unchanged", no }));
    else io.out(`There is nothing newer than the blob ${no}, which is in force.\n`);
    return 0;
  }
  return "survey" in outcome ? answerPreview(io, json, outcome) : answerImport(io, json, outcome);
}

function answerPreview(io: CommandIo, json: true | undefined, previewed: Previewed): ExitCode {
  const { survey, ...facts } = previewed;
  if (json === true) {
    io.out(jsonLine({ state: "preview", ...factsJson(facts), survey: surveyJson(survey) }));
    return 0;
  }
  io.out(`The blob ${facts.no} would come into force. ${factsText(facts)}`);
  io.out(surveyText(survey));
  warn(io, facts);
  return 0;
}

function answerImport(io: CommandIo, json: true | undefined, imported: Imported): ExitCode {
  const { all, left, changed, ...facts } = imported;
  if (json === true) {
    io.out(jsonLine({ state: "imported", ...factsJson(facts), all, left, changed }));
  } else {
    io.out(`The blob ${facts.no} is in force. ${factsText(facts)}`);
    io.out(gradedText(imported));
    warn(io, facts);
  }
  return left > 0 ? 1 : 0;
}

function factsJson({ nextUpdate, ...facts }: BlobFacts) {
  return { ...facts, nextUpdate: dayOf(nextUpdate) };
}

function factsText({ models, nextUpdate }: BlobFacts): string {
  return `It tells of ${models} models, and a newer one should be in force by ${dayOf(nextUpdate)}.\n`;
}

function warn(io: CommandIo, { revocation, problems }: BlobFacts): void {
  if (revocation === "unchecked") {
    io.err(
      "Nobody checked whether its signer was revoked: give the lists of the issuers with --crl, or use assay mds update.\n",
    );
  }
  if (problems.length > 0) {
    io.err(`${problems.length} problems with its entries; assay mds show lists those in force.\n`);
  }
}

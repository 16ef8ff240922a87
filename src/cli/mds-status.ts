import { toIso } from "../base/time.ts";
import type { BelievedStatus, MetadataStatus } from "../compose/operate-show.ts";
import type { EntryProblem } from "../trust/mds-models.ts";
import { mdsEntryText } from "../words/mds-text.ts";
import type { CommonOptions } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { dayOf, sentenceOf } from "./mds-answers.ts";

const ENTRY_SENTENCES: Readonly<Record<EntryProblem["code"], string>> = mdsEntryText;

const GET_ONE = "Get one with assay mds update, or assay mds import FILE.";

/**
 * What is in force. It is fine to have none, since that is said and nobody counts on it; not to have
 * one that is old, or that is judged by no more (MDS v3.1 section 3.2).
 */
export function answerStatus(
  io: CommandIo,
  { json }: CommonOptions,
  status: MetadataStatus,
): ExitCode {
  io.out(json === true ? jsonLine(statusJson(status)) : statusText(status));
  return status.state === "none" || status.state === "current" ? 0 : 1;
}

function statusJson(status: MetadataStatus) {
  if (status.state === "none") return status;
  const importedAt = toIso(status.importedAt);
  if (status.state === "refused") {
    return { ...status, importedAt, message: sentenceOf(status.code) };
  }
  const { nextUpdate, signingPath } = status;
  const path = signingPath.map(fingerprintOf);
  return { ...status, importedAt, nextUpdate: dayOf(nextUpdate), signingPath: path };
}

function statusText(status: MetadataStatus): string {
  switch (status.state) {
    case "none":
      return `No metadata is in force: no model is known. ${GET_ONE}\n`;
    case "refused":
      return [
        `The blob ${status.no} is kept, and believed no more: nobody is judged by it.`,
        sentenceOf(status.code),
        `(${status.code})\n`,
      ].join("\n");
    case "current":
    case "stale":
      return believedText(status);
  }
}

function believedText(status: BelievedStatus): string {
  const { no, state, nextUpdate, models, adverse, problems, signingPath } = status;
  const until = dayOf(nextUpdate);
  const rows = [
    ["imported", toIso(status.importedAt)],
    ["next update", state === "stale" ? `${until}, which has passed` : until],
    ["models", `${models}, of which ${adverse} carry an adverse status`],
    ["revocation", status.revocation === "checked" ? "checked" : "not checked at its import"],
    ["signer", status.signer ?? "of roots that certify nobody else"],
    ["  certificate", fingerprintOf(signingPath[0] ?? "")],
    ["  root", fingerprintOf(signingPath.at(-1) ?? "")],
    ["entries", problems.length === 0 ? "all as they should be" : `${problems.length} problems`],
  ];
  return [
    `The blob ${no} is in force.`,
    ...rows.map(([name = "", value = ""]) => `  ${name.padEnd(15)}${value}`),
    ...problems.map((problem) => `    ${problemText(problem)}`),
    ...(state === "stale" ? [`It is OLD: statuses since then are not known. ${GET_ONE}`] : []),
    "",
  ].join("\n");
}

function problemText({ index, model, code }: EntryProblem): string {
  return `entry ${index}${model === null ? "" : ` (${model})`}: ${ENTRY_SENTENCES[code]}`;
}

/** As certificate tools print a SHA-256 fingerprint. */
function fingerprintOf(digest: string): string {
  const hex = Buffer.from(digest, "base64url").toString("hex").toUpperCase();
  return hex.match(/../g)?.join(":") ?? "";
}

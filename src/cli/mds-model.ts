import type { ModelFacts, StatusReport } from "../assurance/knowledge.ts";
import type { Adversity, ModelStanding } from "../assurance/model-standing.ts";
import type { ModelStatus } from "../compose/operate-show.ts";
import { adversityText } from "../words/mds-text.ts";
import type { CommonOptions } from "./command.ts";
import { type CommandIo, type ExitCode, jsonLine } from "./io.ts";
import { dayOf } from "./mds-answers.ts";

const ADVERSITY_SENTENCES: Readonly<Record<Adversity, string>> = adversityText;

/** One model, as the metadata in force and the provider facts have it. 1: the metadata has no such. */
export function answerModel(io: CommandIo, { json }: CommonOptions, status: ModelStatus): ExitCode {
  io.out(json === true ? jsonLine(modelJson(status)) : modelText(status));
  return status.facts === null ? 1 : 0;
}

function modelJson({ aaguid, no, facts, standing, ...more }: ModelStatus) {
  const adverse = (adversity: Adversity) => ({
    code: adversity,
    refused: more.refuses.has(adversity),
  });
  return {
    aaguid,
    no,
    listed: facts !== null,
    description: facts?.description ?? null,
    keyProtection: facts?.keyProtection ?? [],
    reports: (facts?.reports ?? []).map(({ from, until, ...report }) => ({
      ...report,
      from: from === 0 ? null : dayOf(from),
      until: until === null ? null : dayOf(until),
    })),
    standing: { ...standing, adverse: [...standing.adverse].map(adverse) },
    adverseToSome: more.adverseToSome.map(adverse),
    policy: more.policy,
    provider: more.provider,
  };
}

function modelText(status: ModelStatus): string {
  const { aaguid, no, facts, standing, provider } = status;
  const known =
    provider === null
      ? "no provider fact names it"
      : `${provider.name}, ${provider.class} (${provider.stated.date})`;
  return [
    headOf(aaguid, no, facts),
    row("provider", known),
    ...(facts === null ? [] : factLines(status, facts, standing)),
    "",
  ].join("\n");
}

function headOf(aaguid: string, no: number | null, facts: ModelFacts | null): string {
  if (no === null) return `${aaguid}: no metadata is in force.`;
  if (facts === null) return `${aaguid}: the blob ${no} does not list it.`;
  return `${aaguid}: ${facts.description} (blob ${no})`;
}

function factLines(
  { adverseToSome, policy, refuses }: ModelStatus,
  { keyProtection, reports }: ModelFacts,
  standing: ModelStanding,
): readonly string[] {
  const certified = [
    standing.fido === "none" ? "no FIDO level" : `FIDO ${standing.fido}`,
    standing.fips === 0 ? "no FIPS 140 level" : `FIPS 140 level ${standing.fips}`,
    ...(standing.retired ? ["retired"] : []),
    ...(standing.updateAvailable ? ["an update is there"] : []),
  ];
  const adverse = (adversity: Adversity) => {
    const means = refuses.has(adversity)
      ? `The policy ${policy} refuses it.`
      : `The policy ${policy} does not refuse it for that.`;
    return `${adversity}. ${ADVERSITY_SENTENCES[adversity]} ${means}`;
  };
  return [
    row("keys", keyProtection.join(", ") || "nothing is said of them"),
    ...reports.map((report) => row("report", reportText(report))),
    row("now", certified.join(", ")),
    ...[...standing.adverse].map((one) => row("adverse", adverse(one))),
    ...adverseToSome.map((one) => row("to some", adverse(one))),
  ];
}

function reportText({ status, from, until, certificate }: StatusReport): string {
  const since = from === 0 ? "always" : `since ${dayOf(from)}`;
  const ends = until === null ? "" : `, until ${dayOf(until)}`;
  const about = certificate === null ? "" : `, of the certificate ${certificate}`;
  return `${status} ${since}${ends}${about}`;
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(11)}${value}`;
}

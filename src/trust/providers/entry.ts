import type { ProviderClass, ProviderFacts, Source } from "../../assurance/knowledge.ts";

/** One record of a list, as it is written in JSON. */
export interface ProviderEntry extends ProviderFacts {
  readonly aaguid: string;
}

/** What is known beside the name; what is not mentioned is not known. */
type Known = Partial<Pick<ProviderFacts, "uvKnownIssue" | "secondStep">>;

/** Reads the name of each AAGUID from one source, as providers of one class. */
export function entries(
  providerClass: ProviderClass,
  stated: Source,
  names: Readonly<Record<string, string>>,
  known: Readonly<Record<string, Known>> = {},
): readonly ProviderEntry[] {
  return Object.entries(names).map(([aaguid, name]) => ({
    aaguid,
    name,
    class: providerClass,
    uvKnownIssue: known[name]?.uvKnownIssue ?? null,
    secondStep: known[name]?.secondStep ?? null,
    stated,
  }));
}

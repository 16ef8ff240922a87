import type { Knowledge, Metadata } from "../assurance/knowledge.ts";
import type { ProviderList } from "./provider-list.ts";

/**
 * What the world says about authenticators, of a verified blob and the provider facts. Its version
 * names both, so that what was graded with another is found: `mds:276+providers:2026-11-24`.
 */
export function buildKnowledge(of: {
  readonly metadata: Metadata | null;
  readonly providers: ProviderList;
}): Knowledge {
  const { metadata, providers } = of;
  return {
    version: `mds:${metadata?.no ?? "none"}+providers:${providers.version}`,
    providers: providers.providers,
    metadata,
  };
}

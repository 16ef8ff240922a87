import type { Knowledge, ModelFacts, ProviderFacts } from "../assurance/knowledge.ts";
import { canonicalJson, shortDigest } from "../base/digest.ts";
import { type Aaguid, type AccountId, dashed, ZERO_AAGUID } from "../base/ids.ts";
import { type Instant, instant, toIso } from "../base/time.ts";
import type { PasskeyTraits } from "./suppositions-schema.ts";

/** Whom all of it is about. */
export const SOMEBODY = "somebody" as AccountId;

/**
 * What is known, with what is supposed of the world beside it: a keeper that nobody named, a status
 * that no blob has. So a case says what it is about, and does not change with the provider list.
 */
export function supposedKnowledge(
  known: Knowledge,
  traits: readonly PasskeyTraits[],
  now: Instant,
): Knowledge {
  const providers = traits.flatMap((one) => supposedProvider(known, one, now));
  const models = traits.flatMap((one) => supposedModel(known, one));
  if (providers.length === 0 && models.length === 0) return known;
  const metadata = known.metadata ?? {
    no: 0,
    nextUpdate: now,
    models: new Map(),
    modelsByKeyId: new Map(),
  };
  return {
    version: `${known.version}+supposed`,
    providers: new Map([...known.providers, ...providers]),
    metadata:
      models.length === 0
        ? known.metadata
        : { ...metadata, models: new Map([...metadata.models, ...models]) },
  };
}

/** The AAGUID that a passkey of these traits has; undefined where the list has no such provider. */
export function aaguidOf(known: Knowledge, traits: PasskeyTraits): Aaguid | undefined {
  if (traits.aaguid !== undefined) return traits.aaguid as Aaguid;
  if (traits.provider !== undefined) return aaguidOfProvider(known, traits.provider);
  const { keeper, secondStep, uvKnownIssue, statuses } = traits;
  if (keeper === undefined && statuses === undefined) return ZERO_AAGUID;
  const facts = canonicalJson({ keeper, secondStep, uvKnownIssue, statuses });
  const digest = Buffer.from(shortDigest(facts), "base64url").toString("hex");
  return dashed(`${"0".repeat(12)}4000${digest.slice(0, 16)}`) as Aaguid;
}

type Providers = Knowledge["providers"];

/** By list, since one list is asked thousands of times. */
const namesOf = new WeakMap<Providers, ReadonlyMap<string, Aaguid>>();

/** Of several that share a name, the first. */
function aaguidOfProvider({ providers }: Knowledge, name: string): Aaguid | undefined {
  const names = namesOf.get(providers) ?? readNames(providers);
  namesOf.set(providers, names);
  return names.get(name.toLowerCase());
}

function readNames(providers: Providers): ReadonlyMap<string, Aaguid> {
  const named = [...providers].map(
    ([aaguid, facts]) => [facts.name.toLowerCase(), aaguid] as const,
  );
  return new Map(named.toReversed());
}

/** An AAGUID that is made up names what is supposed of it: if it is known, so is that. */
function supposedProvider(
  known: Knowledge,
  traits: PasskeyTraits,
  now: Instant,
): readonly (readonly [Aaguid, ProviderFacts])[] {
  const { keeper, secondStep, uvKnownIssue } = traits;
  const aaguid = aaguidOf(known, traits);
  if (keeper === undefined || aaguid === undefined || known.providers.has(aaguid)) return [];
  const source = { date: toIso(now).slice(0, 10), source: "supposed" };
  const facts: ProviderFacts = {
    name: `a supposed ${keeper}`,
    class: keeper,
    uvKnownIssue: uvKnownIssue === true ? source : null,
    secondStep: secondStep === true ? source : null,
    stated: source,
  };
  return [[aaguid, facts]];
}

function supposedModel(
  known: Knowledge,
  traits: PasskeyTraits,
): readonly (readonly [Aaguid, ModelFacts])[] {
  const aaguid = aaguidOf(known, traits);
  if (traits.statuses === undefined || aaguid === undefined || aaguid === ZERO_AAGUID) return [];
  const madeUp = traits.aaguid === undefined && traits.provider === undefined;
  if (madeUp && known.metadata?.models.has(aaguid) === true) return [];
  const reports = traits.statuses.map((status) => ({
    status,
    from: instant(0),
    until: null,
    certificate: null,
  }));
  return [[aaguid, { description: "a supposed model", reports, keyProtection: ["hardware"] }]];
}

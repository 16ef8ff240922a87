import { readFile } from "node:fs/promises";
import { type Knowledge, NO_KNOWLEDGE } from "../assurance/knowledge.ts";
import { AssayFault } from "../base/fault.ts";
import { type Clock, toIso } from "../base/time.ts";
import type { Settings } from "../config/settings.ts";
import type { Log } from "../http/deps.ts";
import type { TrustAnchors } from "../methods/passkey/trust-anchors.ts";
import type { Store } from "../store/port.ts";
import { anchorsOf } from "../trust/anchors.ts";
import { buildKnowledge } from "../trust/knowledge.ts";
import {
  parseProviderList,
  type ProviderList,
  SHIPPED_PROVIDERS,
  withDevelopmentProvider,
} from "../trust/provider-list.ts";
import { readCertificates } from "./certificate-files.ts";
import { type BlobTrust, blobTrust, type Known, NOTHING_KNOWN, reopenBlob } from "./metadata.ts";

/** What is known at the moment; it changes when another blob comes into force. */
export interface KnowledgeSource {
  readonly knowledge: Knowledge;
  readonly anchors: TrustAnchors;
  /** Looks whether another blob is in force now; true where it is. */
  refresh(): Promise<boolean>;
  /** Whether the blob in force should have been replaced by now (MDS v3.1 section 3.2). */
  isStale(): boolean;
}

export interface KnowledgeParts {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Knowledge out of the provider facts and the blob that the store keeps for all nodes.
 * @throws AssayFault `ASSAY_PROVIDERS`, `ASSAY_CERTIFICATE_FILE`
 */
export async function openKnowledge(parts: KnowledgeParts): Promise<KnowledgeSource> {
  const { settings, store, clock, log } = parts;
  const providers = await loadProviders(settings);
  const trust = await blobTrust(settings);
  const everyModel = await readCertificates(settings.attestationAnchors);
  let [version, known]: [number | undefined, Known] = [undefined, NOTHING_KNOWN];
  let knowledge: Knowledge = NO_KNOWLEDGE;
  let anchors: TrustAnchors = () => [];
  const take = (next: Known) => {
    known = next;
    knowledge = buildKnowledge({ metadata: next.metadata, providers });
    anchors = anchorsOf(next.anchors, everyModel);
  };
  take(NOTHING_KNOWN);
  const source: KnowledgeSource = {
    get knowledge() {
      return knowledge;
    },
    get anchors() {
      return anchors;
    },
    async refresh() {
      const stored = await store.documentVersion("mds");
      if (stored === version) return false;
      take(await readKnown(store, trust, log));
      version = stored;
      return true;
    },
    isStale: () => known.metadata !== null && clock() >= known.metadata.nextUpdate,
  };
  await source.refresh();
  return source;
}

/** A blob that is believed no more, because the roots are others now, is as good as none. */
async function readKnown(store: Store, trust: BlobTrust, log: Log): Promise<Known> {
  const document = await store.document("mds");
  if (document === undefined) return NOTHING_KNOWN;
  const opened = reopenBlob(document, trust);
  if (opened.ok) return opened.value;
  const { version, savedAt } = document;
  log("error", "metadata_refused", { no: version, importedAt: toIso(savedAt), code: opened.code });
  return NOTHING_KNOWN;
}

/** The list that comes along, or the operator's own in its place. */
export async function loadProviders({
  providers,
  dev,
}: Pick<Settings, "providers" | "dev">): Promise<ProviderList> {
  const list = providers === undefined ? SHIPPED_PROVIDERS : await readProviders(providers);
  return dev ? withDevelopmentProvider(list) : list;
}

async function readProviders(path: string): Promise<ProviderList> {
  const parsed = parseProviderList(await readJson(path));
  if (parsed.ok) return parsed.value;
  throw new AssayFault("ASSAY_PROVIDERS", `${path}:\n${parsed.detail ?? parsed.code}`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new AssayFault("ASSAY_PROVIDERS", `${path}: expected a JSON file`, { cause });
  }
}

import type { Aaguid } from "../base/ids.ts";
import type { ModelFacts } from "../assurance/knowledge.ts";
import type { ModelAnchors } from "./anchors.ts";
import type { MdsEntryCode } from "./codes.ts";
import { anchorReader, entryNames, type ReadEntry, readEntry } from "./mds-entry.ts";

/** Something wrong with one entry, so that somebody can look at it. */
export interface EntryProblem {
  /** Its place in the blob, from 0. */
  readonly index: number;
  /** The AAGUID or the key identifiers that it gives; null: none. */
  readonly model: string | null;
  readonly code: MdsEntryCode;
}

/** The entries of a blob, by what their models are known by. */
export interface ReadModels {
  readonly models: ReadonlyMap<Aaguid, ModelFacts>;
  readonly modelsByKeyId: ReadonlyMap<string, ModelFacts>;
  readonly anchors: ModelAnchors;
  readonly problems: readonly EntryProblem[];
  /** UAF authenticators, which have nothing to do with passkeys: counted and left out. */
  readonly uafEntries: number;
}

export function readModels(entries: readonly unknown[]): ReadModels {
  const byAaguid = new Map<Aaguid, ReadEntry>();
  const byKeyId = new Map<string, ReadEntry>();
  const problems: EntryProblem[] = [];
  const readAnchor = anchorReader();
  let uafEntries = 0;
  for (const [index, entry] of entries.entries()) {
    const names = entryNames(entry);
    if (names === "uaf") uafEntries += 1;
    else if (typeof names === "string") problems.push({ index, model: null, code: names });
    else if (typeof entry === "object" && entry !== null) {
      const model = names.aaguid ?? names.keyIds.join();
      const read = readEntry(entry, names, readAnchor);
      const fresh = [
        ...(names.aaguid === null ? [] : [add(byAaguid, names.aaguid, read)]),
        ...names.keyIds.map((keyId) => add(byKeyId, keyId, read)),
      ];
      const codes = fresh.includes(false) ? [...read.problems, REPEATED] : read.problems;
      problems.push(...codes.map((code) => ({ index, model, code })));
    }
  }
  return {
    models: mapped(byAaguid, ({ facts }) => facts),
    modelsByKeyId: mapped(byKeyId, ({ facts }) => facts),
    anchors: {
      byAaguid: mapped(byAaguid, ({ anchors }) => anchors),
      byKeyId: mapped(byKeyId, ({ anchors }) => anchors),
    },
    problems,
    uafEntries,
  };
}

const REPEATED: MdsEntryCode = "mds_entry_repeated";

/** False where the name was taken: then every report counts, and nothing else that is not sure. */
function add<K>(known: Map<K, ReadEntry>, name: K, entry: ReadEntry): boolean {
  const before = known.get(name);
  if (before === undefined) {
    known.set(name, entry);
    return true;
  }
  const reports = [...before.facts.reports, ...entry.facts.reports];
  const { description } = before.facts;
  known.set(name, { ...before, facts: { description, keyProtection: [], reports }, anchors: [] });
  return false;
}

function mapped<K, V, W>(map: ReadonlyMap<K, V>, of: (value: V) => W): ReadonlyMap<K, W> {
  return new Map([...map].map(([key, value]) => [key, of(value)]));
}

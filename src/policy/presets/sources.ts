import type { PolicySource } from "../schema.ts";
import { balanced } from "./balanced.ts";
import { regulated } from "./regulated.ts";
import { strict } from "./strict.ts";

const SOURCES: ReadonlyMap<string, PolicySource> = new Map(
  [balanced, strict, regulated].map((source) => [source.name, source]),
);

export const DEFAULT_PRESET = "balanced";

export const PRESET_NAMES: readonly string[] = [...SOURCES.keys()];

/** A preset as JSON, or undefined where there is none of that name. */
export function presetSource(name: string): PolicySource | undefined {
  return SOURCES.get(name);
}

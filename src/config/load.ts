import { readdir, readFile } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { AssayFault } from "../base/fault.ts";
import { resolveConfig, resolveOperatorConfig, type Surroundings } from "./resolve.ts";
import type { OperatorSettings, Settings } from "./settings.ts";
import { SECRET_VARIABLES } from "./variables.ts";

/** In whichever of these forms; two at once leave it open which one counts. */
const FILE_NAMES = ["ts", "js", "mjs", "json"].map((ending) => `assay.config.${ending}`);

export interface LoadOptions extends Surroundings {
  /** The configuration file; without it, the one in `cwd`, if there is one. */
  readonly file?: string | undefined;
}

/**
 * Reads the configuration file and the variables over it.
 * @throws AssayFault `ASSAY_CONFIG_INVALID`, `ASSAY_CONFIG_UNREADABLE`, `ASSAY_CONFIG_AMBIGUOUS`,
 * or `ASSAY_DEV_*` where development mode must not run.
 */
export async function loadConfig(options: LoadOptions): Promise<Settings> {
  return resolveConfig(...(await read(options)));
}

/** The same for an operator's commands, which serve nobody. */
export async function loadOperatorConfig(options: LoadOptions): Promise<OperatorSettings> {
  return resolveOperatorConfig(...(await read(options)));
}

async function read(options: LoadOptions): Promise<readonly [config: unknown, Surroundings]> {
  const { cwd, env } = options;
  const file = options.file === undefined ? await findFile(cwd) : resolve(cwd, options.file);
  const config = file === undefined ? {} : await importFile(file);
  return [config, { ...options, env: await withSecretFiles(env, cwd) }];
}

async function findFile(cwd: string): Promise<string | undefined> {
  const here = await readdir(cwd);
  const [found, another] = FILE_NAMES.filter((name) => here.includes(name));
  if (another !== undefined) {
    throw new AssayFault(
      "ASSAY_CONFIG_AMBIGUOUS",
      `both ${found} and ${another} are in ${cwd}; keep one of them`,
    );
  }
  return found === undefined ? undefined : join(cwd, found);
}

async function importFile(file: string): Promise<unknown> {
  try {
    if (file.endsWith(".json")) return JSON.parse(await readFile(file, "utf8"));
    const module: unknown = await importModule(file);
    return Object(module).default;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** Node imports TypeScript itself from 22.18 on; before that jiti does. */
async function importModule(file: string): Promise<unknown> {
  const native = "typescript" in process.features && process.features.typescript !== false;
  if (native || !file.endsWith(".ts")) {
    return await import(pathToFileURL(file).href);
  }
  const { createJiti } = await import("jiti");
  return await createJiti(import.meta.url, { fsCache: false }).import(file);
}

/** A secret that stands in a file of its own, as container platforms hand them out. */
async function withSecretFiles(
  env: Surroundings["env"],
  cwd: string,
): Promise<Surroundings["env"]> {
  const secrets: Record<string, string> = {};
  for (const name of SECRET_VARIABLES) {
    const secret = await readSecret(env, cwd, name);
    if (secret !== undefined) secrets[name] = secret;
  }
  return { ...env, ...secrets };
}

async function readSecret(
  env: Surroundings["env"],
  cwd: string,
  name: string,
): Promise<string | undefined> {
  const named = env[`${name}_FILE`];
  if (named === undefined || named === "") return undefined;
  if (env[name]) {
    throw new AssayFault(
      "ASSAY_CONFIG_AMBIGUOUS",
      `both ${name} and ${name}_FILE are set; keep one of them`,
    );
  }
  const path = isAbsolute(named) ? named : join(cwd, named);
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): AssayFault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AssayFault("ASSAY_CONFIG_UNREADABLE", `${path}: ${why}`, { cause });
}

import { dirname, join, relative, resolve, sep } from "node:path";
import type { Origin, RpId } from "../base/ids.ts";
import { type IpPrefix, readPrefix } from "../base/ip.ts";
import type { KeySource } from "../keys/key-source.ts";
import { deliveryProblems, deliverySettings } from "./delivery.ts";
import { devModeRefusal } from "./dev-mode.ts";
import { rpIdProblem } from "./origin.ts";
import { type ConfigProblem, configFault } from "./problem.ts";
import { checkMembers } from "./schema.ts";
import type { AssayConfig, OperatorSettings, Settings } from "./settings.ts";
import { type Environment, readVariables } from "./variables.ts";

export interface Surroundings {
  readonly env: Environment;
  /** What relative paths are relative to. */
  readonly cwd: string;
  readonly dev: boolean;
}

const NEEDED_OBJECT = "expected an object, as the default export of the configuration file";
const NEEDED_ORIGIN = "expected where people reach the site, such as https://accounts.example";
const NEEDED_KEYS =
  "expected a key file: make one with `assay keys new > keys.json`, keep it apart from the database, and name it in ASSAY_KEYS_FILE";
const KEYS_BESIDE_DATA =
  "expected another place than the data folder or the database's: whoever copies one must not have both";

/**
 * The settings that a configuration and the variables over it give, with every default filled in.
 * @throws AssayFault `ASSAY_CONFIG_INVALID` with all problems at once, or `ASSAY_DEV_*` where
 * development mode must not run.
 */
export function resolveConfig(config: unknown, surroundings: Surroundings): Settings {
  return resolveFor("site", config, surroundings);
}

/**
 * The same for those who serve nobody: they are not asked where people reach the site, who carries
 * its mail or what seals it. What is wrong is wrong for them too.
 * @throws AssayFault as `resolveConfig` does
 */
export function resolveOperatorConfig(
  config: unknown,
  surroundings: Surroundings,
): OperatorSettings {
  return resolveFor("operator", config, surroundings);
}

/** Who asks, and so what has to be there. */
type Purpose = "site" | "operator";

function resolveFor(purpose: Purpose, config: unknown, { env, cwd, dev }: Surroundings): Settings {
  if (!isObject(config)) throw configFault([{ path: "config", message: NEEDED_OBJECT }]);
  const variables = readVariables(env);
  const checked = checkMembers(
    { ...config, ...variables.values },
    (member) => variables.names.get(member) ?? member,
  );
  const settings = withDefaults(checked.config, { cwd, dev });
  const refusal = dev ? devModeRefusal(settings, env) : undefined;
  if (refusal !== undefined) throw refusal;
  const whole = problemsOfWhole(purpose, checked.config, settings);
  const problems = [
    ...variables.problems,
    ...checked.problems,
    ...whole.filter(({ about }) => !about.some((member) => checked.wrong.has(member))),
  ];
  if (problems.length > 0) throw configFault(problems);
  return settings;
}

function withDefaults(config: AssayConfig, { cwd, dev }: Omit<Surroundings, "env">): Settings {
  const port = config.port ?? 3000;
  const origin = config.origin ?? `http://localhost:${port}`;
  const { hostname } = new URL(origin);
  const dataDir = resolve(cwd, config.dataDir ?? "data");
  return {
    dev,
    origin: origin as Origin,
    rpId: (config.rpId ?? hostname) as RpId,
    appName: config.appName?.trim() ?? (dev ? "Assay" : hostname),
    host: config.host ?? "127.0.0.1",
    port,
    trustedProxies: prefixesOf(config.trustedProxies),
    dataDir,
    database: databaseSetting(config.databaseUrl, dataDir, cwd),
    policy: config.policy,
    providers: config.providers === undefined ? undefined : resolve(cwd, config.providers),
    breachesUrl: config.breachesUrl,
    mdsUrl: config.mdsUrl ?? "https://mds.fidoalliance.org/",
    mdsRoots: config.mdsRoots?.map((path) => resolve(cwd, path)),
    attestationAnchors: (config.attestationAnchors ?? []).map((path) => resolve(cwd, path)),
    keys: keySource(config, cwd),
    logLevel: config.logLevel ?? "info",
    ...deliverySettings(config, dev),
  };
}

/** Of texts that were checked. */
function prefixesOf(texts: readonly string[] = []): readonly IpPrefix[] {
  return texts.flatMap((text) => readPrefix(text) ?? []);
}

function keySource({ keys, keysFile }: AssayConfig, cwd: string): KeySource {
  if (keys !== undefined) return { kind: "text", text: keys };
  return keysFile === undefined
    ? { kind: "file", path: join(cwd, ".assay", "dev-keys.json"), createIfMissing: true }
    : { kind: "file", path: resolve(cwd, keysFile), createIfMissing: false };
}

/** A problem of several members together: moot while one of them is wrong by itself. */
interface WholeProblem extends ConfigProblem {
  readonly about: readonly (keyof AssayConfig)[];
}

/** What can only be judged once every member is known. */
function problemsOfWhole(
  purpose: Purpose,
  config: AssayConfig,
  settings: Settings,
): readonly WholeProblem[] {
  const { dev, origin, rpId } = settings;
  const serves = purpose === "site" && !dev;
  const problems: WholeProblem[] = [];
  const add = (message: string | undefined, ...about: WholeProblem["about"]) => {
    if (message !== undefined) problems.push({ path: about[0] ?? "config", message, about });
  };
  if (dev || config.origin !== undefined) {
    add(rpIdProblem(rpId, new URL(origin).hostname), "rpId", "origin");
  } else if (serves) add(NEEDED_ORIGIN, "origin");
  for (const [message, ...about] of deliveryProblems(config, serves)) add(message, ...about);
  if (serves && isKeyless(config)) add(NEEDED_KEYS, "keysFile", "keys");
  add(keysProblem(config, settings), "keysFile", "keys", "dataDir", "databaseUrl");
  return problems;
}

function isKeyless({ keys, keysFile }: AssayConfig): boolean {
  return keys === undefined && keysFile === undefined;
}

function keysProblem(config: AssayConfig, settings: Settings): string | undefined {
  const { dev, keys, dataDir, database } = settings;
  if (config.keys !== undefined && config.keysFile !== undefined) {
    return "expected either keys or keysFile, not both";
  }
  // Only development makes a file of its own.
  if (keys.kind === "text" || (isKeyless(config) && !dev)) return undefined;
  const inItsFolder = database.driver === "sqlite" && dirname(keys.path) === dirname(database.path);
  const beside = inItsFolder || isInside(keys.path, dataDir);
  return beside ? KEYS_BESIDE_DATA : undefined;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && resolve(way) !== way;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function databaseSetting(
  url: string | undefined,
  dataDir: string,
  cwd: string,
): Settings["database"] {
  if (url === undefined) return { driver: "sqlite", path: join(dataDir, "assay.db") };
  if (!url.startsWith("sqlite:")) return { driver: "postgres", url };
  return { driver: "sqlite", path: resolve(cwd, url.slice("sqlite:".length)) };
}

import { access, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Knowledge } from "../assurance/knowledge.ts";
import { AssayFault } from "../base/fault.ts";
import type { Instant } from "../base/time.ts";
import { loadProviders } from "../compose/knowledge-source.ts";
import { loadPolicy } from "../compose/load-policy.ts";
import { openOperations } from "../compose/operate.ts";
import { loadOperatorConfig } from "../config/load.ts";
import { OFFERED } from "../flows/deps.ts";
import { type Action, parseAction } from "../policy/action.ts";
import type { Policy } from "../policy/policy.ts";
import { DEFAULT_PRESET, presetSource } from "../policy/presets/sources.ts";
import type { PolicyProblem } from "../policy/problems.ts";
import type { Offered } from "../policy/reachable.ts";
import { buildKnowledge } from "../trust/knowledge.ts";
import type { CommandIo } from "./io.ts";

/** What the policy commands ask about. */
export interface PolicyWorld {
  readonly policy: Policy;
  /** The file that it is from; null: a preset. */
  readonly file: string | null;
  readonly knowledge: Knowledge;
  readonly offered: Offered;
  readonly now: Instant;
}

/**
 * The policy that was named, or else the one of the configuration.
 * @throws AssayFault `ASSAY_POLICY`
 */
export async function policyWorld(io: CommandIo, named: string | undefined): Promise<PolicyWorld> {
  const source = named ?? configured(io);
  const file = presetSource(source) === undefined ? resolve(io.cwd, source) : null;
  return {
    policy: await loadPolicy(file ?? source),
    file,
    knowledge: await commandKnowledge(io),
    offered: OFFERED,
    now: io.clock(),
  };
}

function configured({ env }: CommandIo): string {
  const { ASSAY_POLICY: named } = env;
  return named === undefined || named === "" ? DEFAULT_PRESET : named;
}

/**
 * What the site of the configuration knows: its provider facts, and the metadata that was imported
 * into its database. Where there is no database yet, none is made.
 */
async function commandKnowledge({ env, cwd, clock }: CommandIo): Promise<Knowledge> {
  const settings = await loadOperatorConfig({ env, cwd, dev: false, file: undefined });
  const { database } = settings;
  if (database.driver === "sqlite" && !(await exists(database.path))) {
    return buildKnowledge({ metadata: null, providers: await loadProviders(settings) });
  }
  const operations = await openOperations({ ...settings, policy: undefined }, clock);
  try {
    return await operations.knowledge();
  } finally {
    await operations.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The cases beside a policy's file, `mine.cases.json` beside `mine.json`; null: there are none.
 */
export async function casesBeside(file: string | null): Promise<string | null> {
  if (file === null) return null;
  const beside = `${file.replace(/\.json$/, "")}.cases.json`;
  return (await exists(beside)) ? beside : null;
}

/** @throws AssayFault with the code, where the file cannot be read or is no JSON. */
export async function readJson(path: string, code: `ASSAY_${string}`): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new AssayFault(code, `${path}: expected a JSON file`, { cause });
  }
}

/** What is wrong with a file that somebody wrote, each with its path. */
export function faultOf(
  code: `ASSAY_${string}`,
  file: string,
  problems: readonly PolicyProblem[],
): AssayFault {
  const lines = problems.map(({ path, expected }) => `  ${path}: expected ${expected}`);
  return new AssayFault(code, `${file}:\n${lines.join("\n")}`);
}

/** @throws AssayFault `ASSAY_POLICY_ACTION` */
export function actionNamed(text: string): Action {
  const action = parseAction(text);
  if (action === undefined) {
    throw new AssayFault("ASSAY_POLICY_ACTION", `${text}: expected the name of an action`);
  }
  return action;
}

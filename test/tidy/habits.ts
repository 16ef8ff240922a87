import { ENTRY_POINTS } from "./rooms.ts";
import { isNode, lineOf, nameOf, type Node, type Source, walk } from "./source.ts";

interface Habit {
  readonly sentence: string;
  /** Where it is right all the same, by the path under `src/`. */
  readonly except: readonly string[];
  readonly found: (node: Node) => boolean;
}

const AT_THE_EDGE = ["assay.ts", "cli/", "config/", "dev/"];

const HABITS: readonly Habit[] = [
  {
    sentence: "the clock is handed in as a Clock; only assay.ts, cli, config and dev look at it",
    // The public verifier takes `now`, and tells the time itself where it is not given one.
    except: [...AT_THE_EDGE, "browser/", "methods/passkey/expected.ts"],
    found: (node) =>
      isMember(node, "Date", ["now"]) || isMember(node, "performance", ["now"]) || isNewDate(node),
  },
  {
    sentence: "settings are handed in; only assay.ts, cli, config and dev read the process",
    except: AT_THE_EDGE,
    found: (node) => isMember(node, "process", ["env", "argv", "cwd", "exit"]),
  },
  {
    sentence: "chance comes from node:crypto (randomBytes, randomInt)",
    except: [],
    found: (node) => isMember(node, "Math", ["random"]),
  },
  {
    sentence: "a fault is an AssayFault with a code, a refusal is a Failure",
    except: [],
    found: (node) => node.type === "ThrowStatement" && isNewOf(node["argument"], "Error"),
  },
];

const SUPPRESSION = /(?:oxlint|eslint)-disable|biome-ignore|@ts-(?:ignore|expect-error|nocheck)/;

/** Everything in a file that is not done here, with where and what instead. */
export function habitViolations(source: Source): readonly string[] {
  const { path, text, body } = source;
  const at = (offset: number) => `src/${path}:${lineOf(text, offset)}`;
  const nodes = body.flatMap((node) => [...walk(node)]);
  const found = HABITS.filter(
    ({ except }) => !except.some((place) => path.startsWith(place)),
  ).flatMap((habit) =>
    nodes.filter(habit.found).map((node) => `${at(node.start)}: ${habit.sentence}`),
  );
  const switchedOff = SUPPRESSION.exec(text);
  if (switchedOff !== null) found.push(`${at(switchedOff.index)}: no check is switched off in src`);
  if (isBarrel(source)) found.push(`src/${path}: it only passes on; import from where it is made`);
  const all = body.find((node) => node.type === "ExportAllDeclaration");
  if (all !== undefined) found.push(`${at(all.start)}: exports are named one by one`);
  return found;
}

function isBarrel({ path, body }: Source): boolean {
  if (ENTRY_POINTS.includes(path) || body.length === 0) return false;
  return body.every((node) => node.type.startsWith("Export") && isNode(node["source"]));
}

function isMember(node: Node, object: string, properties: readonly string[]): boolean {
  if (node.type !== "MemberExpression" || node["computed"] === true) return false;
  return nameOf(node["object"]) === object && properties.includes(nameOf(node["property"]));
}

function isNewDate(node: Node): boolean {
  const given = node["arguments"];
  return isNewOf(node, "Date") && Array.isArray(given) && given.length === 0;
}

function isNewOf(node: unknown, name: string): boolean {
  return isNode(node) && node.type === "NewExpression" && nameOf(node["callee"]) === name;
}

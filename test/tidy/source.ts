import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseAst } from "vitest/node";

/** A node of the syntax tree (ESTree with TypeScript's nodes). */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export interface Import {
  readonly line: number;
  /** As it is written. */
  readonly specifier: string;
  /** The file under `src/` that it names, or undefined for a package. */
  readonly target: string | undefined;
  /** Nothing of it is left when it runs. */
  readonly typeOnly: boolean;
  /** The exported names that it takes; `*` for all of them. */
  readonly names: readonly string[];
}

export interface Source {
  /** Under `src/`, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  readonly body: readonly Node[];
  readonly imports: readonly Import[];
}

export const root = new URL("../../", import.meta.url).pathname;

/** All code under `src/`: what is compiled, and what runs as it stands. */
export function readSources(): readonly Source[] {
  const src = join(root, "src");
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(?:tsx?|mjs)$/.test(path))
    .toSorted()
    .map((path) => readSource(path, readFileSync(join(src, path), "utf8")));
}

export function readSource(path: string, text: string): Source {
  const body = childrenOf(
    parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts", astType: "ts" }, path).body,
  );
  const imports = body
    .flatMap((node) => [...walk(node)])
    .flatMap((node) => readImport(path, text, node));
  return { path, text, body, imports };
}

/** A node and all below it. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of childrenOf(value)) yield* walk(child);
  }
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The name of an identifier or of a quoted name. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  const name = node["name"] ?? node["value"];
  return typeof name === "string" ? name : "";
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function childrenOf(value: unknown): readonly Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

/** What a node imports: a declaration, an export from elsewhere, or an import in an expression. */
function readImport(path: string, text: string, node: Node): readonly Import[] {
  const source =
    node.type === "TSImportType" ? (node["source"] ?? node["argument"]) : node["source"];
  const literal = isNode(source) && source.type === "TSLiteralType" ? source["literal"] : source;
  if (!isNode(literal) || typeof literal["value"] !== "string") return [];
  const specifier = literal["value"];
  const relative = specifier.startsWith(".");
  const kind = node["importKind"] ?? node["exportKind"];
  return [
    {
      line: lineOf(text, node.start),
      specifier,
      target: relative ? posix.join(posix.dirname(path), specifier) : undefined,
      typeOnly: kind === "type" || node.type === "TSImportType",
      names: namesIn(node),
    },
  ];
}

function namesIn(node: Node): readonly string[] {
  const specifiers = childrenOf(node["specifiers"]);
  if (node.type === "ImportExpression" || node.type === "ExportAllDeclaration") return ["*"];
  if (node.type === "TSImportType") return ["*"];
  return specifiers.map((each) => {
    if (each.type === "ImportNamespaceSpecifier") return "*";
    if (each.type === "ImportDefaultSpecifier") return "default";
    return nameOf(each["imported"] ?? each["local"]);
  });
}

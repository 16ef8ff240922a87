import { ENTRY_POINTS } from "./rooms.ts";
import { isNode, nameOf, type Node, type Source, walk } from "./source.ts";

/**
 * What is exported and used by no other file of `src/`, as `path#name`. Tests do not count as use:
 * what only they need is no part of the product. A type that its own file mentions again is the name
 * of a shape that others are handed, and may be exported without being imported.
 */
export function deadExports(sources: readonly Source[]): readonly string[] {
  const used = new Set<string>();
  for (const { imports } of sources) {
    for (const { target, names } of imports)
      for (const name of names) used.add(`${target}#${name}`);
  }
  return sources
    .filter(({ path }) => !ENTRY_POINTS.includes(path))
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ name }) => !used.has(`${source.path}#${name}`) && !used.has(`${source.path}#*`))
        .filter(({ name, isType }) => !isType || mentions(source, name) < 2)
        .map(({ name }) => `${source.path}#${name}`),
    );
}

interface Exported {
  readonly name: string;
  readonly isType: boolean;
}

function exportsOf({ body }: Source): readonly Exported[] {
  return body
    .filter((node) => node.type.startsWith("Export"))
    .flatMap((node): readonly Exported[] => {
      if (node.type === "ExportDefaultDeclaration") return [{ name: "default", isType: false }];
      const declared = node["declaration"];
      if (isNode(declared)) return declaredNames(declared);
      const specifiers = node["specifiers"];
      return (Array.isArray(specifiers) ? specifiers : [])
        .filter(isNode)
        .map((each) => ({ name: nameOf(each["exported"]), isType: false }));
    });
}

function declaredNames(node: Node): readonly Exported[] {
  const isType = node.type.startsWith("TS");
  const list = node["declarations"];
  if (!Array.isArray(list)) return [{ name: nameOf(node["id"]), isType }];
  return list.filter(isNode).map((each) => ({ name: nameOf(each["id"]), isType }));
}

function mentions({ body }: Source, name: string): number {
  const nodes = body.flatMap((node) => [...walk(node)]);
  return nodes.filter((node) => node.type === "Identifier" && node["name"] === name).length;
}

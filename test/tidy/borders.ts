import { GUARDED, PACKAGES, PORT_FILES, ROOMS, type Room } from "./rooms.ts";
import type { Import, Source } from "./source.ts";

/** All imports that cross a border they may not cross, as sentences that say where to go instead. */
export function borderViolations(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((each) => {
      const wrong =
        each.target === undefined
          ? packageProblem(source, each)
          : ourProblem(source, each, each.target);
      return wrong === undefined ? [] : [`src/${source.path}:${each.line}: ${wrong}`];
    }),
  );
}

/** The row of a file; undefined where no row knows its folder. */
export function roomOf(path: string): string {
  const [folder = "", inner] = path.split("/");
  if (inner === undefined) return folder.replace(/\.tsx?$/, "");
  return folder === "methods" ? `methods/${inner}` : folder;
}

function rowOf(room: string): Room | undefined {
  return ROOMS[room.startsWith("methods/") ? "methods/*" : room];
}

function ourProblem(
  { path }: Source,
  { typeOnly, names }: Import,
  target: string,
): string | undefined {
  const [from, to] = [roomOf(path), roomOf(target)];
  const guarded = GUARDED.find(
    (each) => each.from === target && names.some((name) => name === each.name || name === "*"),
  );
  if (guarded !== undefined && !guarded.only.some((place) => path.startsWith(place)) && !typeOnly) {
    return `${guarded.name} is not imported here: ${guarded.why} (${guarded.only.join(", ")})`;
  }
  if (from === to) return undefined;
  const [row, aim] = [rowOf(from), rowOf(to)];
  if (row === undefined) return `the room ${from} has no row in test/tidy/rooms.ts`;
  if (aim === undefined) return `the room ${to} has no row in test/tidy/rooms.ts`;
  const types = allows(row.mayType ?? [], to);
  const asType = typeOnly || PORT_FILES.includes(target);
  if (allows(row.may, to) || (types && asType)) return undefined;
  const only = types ? " (types only)" : "";
  return (
    `${from} may not import ${to}${only}. A line that ${aim.knows} belongs in ${to}; ` +
    `one that needs it belongs in ${importersOf(to).join(", ") || "no other room"}. ` +
    `${from} is for ${row.purpose}.`
  );
}

function packageProblem({ path }: Source, { specifier }: Import): string | undefined {
  const name = packageOf(specifier);
  const places = PACKAGES[name];
  if (places?.some((place) => path.startsWith(place)) === true) return undefined;
  if (places !== undefined) return `${name} is imported in ${places.join(", ")} only`;
  const room = roomOf(path);
  if (!name.startsWith("node:")) return `${name} has no row in test/tidy/rooms.ts`;
  return rowOf(room)?.pure === true ? `${room} is pure: it does not import ${name}` : undefined;
}

/** `hono/jsx` is a part of `hono`; Node's own modules are named one by one. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function importersOf(room: string): readonly string[] {
  return Object.entries(ROOMS)
    .filter(([, row]) => allows(row.may, room) || allows(row.mayType ?? [], room))
    .map(([name]) => name);
}

function allows(rooms: readonly string[], room: string): boolean {
  return rooms.includes(room) || (room.startsWith("methods/") && rooms.includes("methods/*"));
}

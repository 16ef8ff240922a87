/** Client data is flat; a member that a later client adds may be an object or two deep. */
const MAXIMUM_DEPTH = 16;

/** In JSON that is known to be well formed: its strings, its brackets, and what makes a key. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/**
 * The value of a JSON text, or `undefined` where it is not JSON, nests too deep, or gives a member
 * of an object twice: parsers disagree on which of the two they take, so what one component
 * checked another might not be told (RFC 8259 section 4).
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return hasUniqueMembers(text) ? value : undefined;
}

function hasUniqueMembers(text: string): boolean {
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") {
      if (open.length >= MAXIMUM_DEPTH) return false;
      open.push(new Set());
    } else if (token === "}" || token === "]") {
      open.pop();
    } else if (token === ":") {
      const members = open.at(-1);
      if (members?.has(last) === true) return false;
      members?.add(last);
    } else {
      // Two spellings of one name are one name.
      last = token.includes("\\") ? String(JSON.parse(token)) : token.slice(1, -1);
    }
  }
  return true;
}

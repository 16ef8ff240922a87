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
  // Before it is parsed: deep nesting is what costs a parser most.
  if (nestsTooDeep(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return hasUniqueMembers(text) ? value : undefined;
}

/** In one pass and without a stack; of what is not JSON it may say anything. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') {
      inString = true;
    } else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) return true;
    } else if (character === "}" || character === "]") {
      depth -= 1;
    }
  }
  return false;
}

function hasUniqueMembers(text: string): boolean {
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") {
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

// What remains of Stryker's report: counts by file, and the mutants that nobody noticed.

const NOTICED = new Set(["Killed", "Timeout"]);
const UNNOTICED = new Set(["Survived", "NoCoverage"]);

/**
 * @typedef {object} Survivor
 * @property {string} file
 * @property {number} line
 * @property {string} mutator
 * @property {string} code - the line it stands in, which finds it again when lines move
 * @property {string} original - what was replaced
 * @property {string} replacement - by what
 * @property {boolean} covered - whether a test runs that code at all
 */

/**
 * @typedef {object} Summary
 * @property {number} score - noticed of a hundred
 * @property {{ file: string, noticed: number, all: number }[]} files
 * @property {Survivor[]} survivors
 */

/** @returns {Summary} */
export function summarise(report) {
  const files = Object.entries(report.files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const counts = files.map(([file, { mutants }]) => {
    const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
    const not = mutants.filter(({ status }) => UNNOTICED.has(status)).length;
    return { file, noticed, all: noticed + not };
  });
  return {
    score: scoreOf(counts),
    files: counts.filter(({ all }) => all > 0),
    survivors: files.flatMap(([file, { source, mutants }]) =>
      mutants
        .filter(({ status }) => UNNOTICED.has(status))
        .toSorted((a, b) => before(a.location.start, b.location.start))
        .map((mutant) => survivor(file, source.split("\n"), mutant)),
    ),
  };
}

/** Noticed of a hundred; a room without anything to change misses nothing. */
export function scoreOf(counts) {
  const sum = (member) => counts.reduce((total, count) => total + count[member], 0);
  return sum("all") === 0 ? 100 : (100 * sum("noticed")) / sum("all");
}

function survivor(file, lines, { location: { start, end }, mutatorName, replacement, status }) {
  const inside = lines.slice(start.line - 1, end.line);
  const last = inside.length - 1;
  const original = inside
    .map((text, index) => text.slice(0, index === last ? end.column - 1 : undefined))
    .map((text, index) => text.slice(index === 0 ? start.column - 1 : 0).trim())
    .join(" ");
  return {
    file,
    line: start.line,
    mutator: mutatorName,
    code: (lines[start.line - 1] ?? "").trim(),
    original: short(original),
    replacement: short(replacement ?? ""),
    covered: status === "Survived",
  };
}

function before(a, b) {
  return a.line - b.line || a.column - b.column;
}

function short(text) {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length > 80 ? `${flat.slice(0, 77)}...` : flat;
}

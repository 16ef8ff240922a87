// What a person reads on the terminal.
import { isTime, verdict } from "./groups/group.mjs";

/** Of many contenders the first are shown; `--json` has all. */
const MOST_LINES = 8;

/** @param {{ run: object, groups: import("./groups/group.mjs").Outcome[] }} result */
export function render({ run, groups }) {
  const rows = groups.flatMap((group) => group.rows);
  const head = Object.entries(run).map(([name, value]) => `${name}: ${value}`);
  return [
    head.join("\n"),
    table(
      ["", "must", "aim", "here", "by CPU", ""],
      rows.map((row) => [
        row.name,
        bound(row, row.must),
        bound(row, row.aim),
        quantity(row.here, row.unit),
        row.byCpu === undefined ? "" : quantity(row.byCpu, row.unit),
        verdict(row),
      ]),
    ),
    ...groups.map(details),
    "V: one `crypto.verify` of P-256 with the key object at hand. Ratios are medians over rounds.",
  ].join("\n\n");
}

function details({ title, measured, rss }) {
  const memory = ({ name }) => {
    const site = name.split(",")[0] ?? name;
    return rss?.after?.[site] === undefined
      ? ["", ""]
      : [rss.idle[site], rss.after[site]].map((bytes) => (bytes / 1e6).toFixed(0));
  };
  const lines = measured
    .slice(0, MOST_LINES)
    .map((one) => [
      one.name,
      one.cpu.toFixed(one.cpu < 100 ? 1 : 0),
      one.rate?.toFixed(0) ?? "",
      one.p50?.toFixed(1) ?? "",
      one.p99?.toFixed(1) ?? "",
      ...memory(one),
    ]);
  const head = [title, "CPU µs", "per s", "p50 ms", "p99 ms", "MB idle", "MB after"];
  return withoutEmptyColumns([head, ...lines]);
}

function bound({ unit }, value) {
  if (value === undefined) return "";
  return `${isTime(unit) ? "≤" : "≥"} ${quantity(value, unit)}`;
}

function quantity(value, unit) {
  if (isTime(unit)) return `${value.toFixed(1)} ${unit}`;
  return unit === "V" ? `${value.toFixed(2)} V` : `${value.toFixed(value < 1 ? 2 : 1)}×`;
}

function withoutEmptyColumns([head, ...lines]) {
  const used = head.map((_, index) => lines.some((line) => line[index] !== ""));
  const keep = (line) => line.filter((_, index) => used[index]);
  return table(keep(head), lines.map(keep));
}

/** The first column to the left, figures to the right. */
function table(head, lines) {
  const all = [head, ...lines];
  const widths = head.map((_, index) => Math.max(...all.map((line) => line[index].length)));
  const cell = (text, index) =>
    index === 0 ? text.padEnd(widths[0]) : text.padStart(widths[index]);
  return all.map((line) => line.map(cell).join("  ").trimEnd()).join("\n");
}

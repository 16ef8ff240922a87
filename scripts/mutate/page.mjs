// Makes docs/quality/mutation.md out of what the runs found and what people wrote about it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LEAST_SCORE, rooms } from "./rooms.mjs";
import { scoreOf } from "./summary.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const quality = join(root, "docs", "quality");
const page = join(quality, "mutation.md");
/** Written by runs: the last result of each room. */
const results = join(quality, "mutation-results.json");
/**
 * Written by hand: why a survivor may live. `file`, `code`, `mutator`, `original` and `replacement`
 * narrow it, each a text that has to be the same or, between slashes, a regular expression; the first
 * reason that fits is taken.
 */
const reasons = join(quality, "mutation-reasons.json");

const NARROWING = ["file", "code", "mutator", "original", "replacement"];

export function recordRoom(room, { files, survivors }) {
  const all = existsSync(results) ? readJson(results) : {};
  all[room] = { commit: commit(), date: new Date().toISOString().slice(0, 10), files, survivors };
  writeFileSync(results, `${JSON.stringify(all, null, 2)}\n`);
}

export function writePage() {
  if (!existsSync(results)) return;
  const all = readJson(results);
  const known = Object.keys(rooms).filter((room) => room in all);
  const survivors = known.flatMap((room) => all[room].survivors);
  const written = existsSync(reasons) ? readJson(reasons) : [];
  const explain = (survivor) => written.find((reason) => speaksOf(reason, survivor))?.why;
  const parts = known.map((room) => roomPart(room, all[room], explain));
  writeFileSync(page, `${[head(), overview(known, all, explain), ...parts].join("\n\n")}\n`);
  warn(survivors, written, explain);
}

function speaksOf(reason, survivor) {
  return NARROWING.every((key) => reason[key] === undefined || fits(reason[key], survivor[key]));
}

function fits(asked, text) {
  const pattern = /^\/(?<source>.+)\/$/.exec(asked)?.groups?.source;
  return pattern === undefined ? asked === text : new RegExp(pattern, "u").test(text);
}

function head() {
  return `# Mutation

\`npm run mutate\` changes the code of a room in one small way at a time, some thousand times, and runs
the tests of that room against each change. A change that no test notices is a survivor: a rule that
could be lost unseen, or a change that makes no difference. In each room at least ${LEAST_SCORE} of a hundred must
be noticed. The script writes this page; what is said of survivors is written by hand, in
\`mutation-reasons.json\`.`;
}

function overview(known, all, explain) {
  const rows = known.map((room) => {
    const { files, survivors, commit: at, date } = all[room];
    const open = survivors.filter((each) => explain(each) === undefined).length;
    const score = scoreOf(files).toFixed(1);
    const mutants = files.reduce((total, file) => total + file.all, 0);
    return `| \`${room}\` | ${score} | ${mutants} | ${survivors.length} | ${open} | ${at} | ${date} |`;
  });
  return `| room | score | mutants | survivors | not explained | commit | date |
| --- | --: | --: | --: | --: | --- | --- |
${rows.join("\n")}`;
}

function roomPart(room, { files, survivors }, explain) {
  const inRoom = (file) => file.slice(room.length + 1);
  const scores = files.map((file) => {
    return `| \`${inRoom(file.file)}\` | ${scoreOf([file]).toFixed(1)} | ${file.noticed} of ${file.all} |`;
  });
  const lived = files.flatMap(({ file }) => {
    const here = survivors.filter((survivor) => survivor.file === file);
    return here.length === 0 ? [] : [`### ${inRoom(file)}`, survivorList(here, explain)];
  });
  return `## ${room}

| file | score | noticed |
| --- | --: | --: |
${scores.join("\n")}${["", ...lived].join("\n\n")}`;
}

/** Survivors that one reason explains stand together, under it. */
function survivorList(survivors, explain) {
  return [...groupBy(survivors, explain)]
    .map(([why, group]) => `${why ?? "Not explained yet:"}\n\n${group.map(bullet).join("\n")}`)
    .join("\n\n");
}

/** As `Map.groupBy`, which Node 20 does not have. */
function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function bullet({ line, mutator, original, replacement, covered }) {
  const unseen = covered ? "" : " (no test runs it)";
  return `- ${line}, ${mutator}${unseen}: ${code(original)} → ${code(replacement)}`;
}

/** A code span that may hold back-ticks. */
function code(text) {
  if (text === "") return "nothing";
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function warn(survivors, written, explain) {
  const open = survivors.filter((survivor) => explain(survivor) === undefined).length;
  if (open > 0)
    console.log(`${open} survivors are not explained in docs/quality/mutation-reasons.json.`);
  for (const reason of written) {
    if (survivors.some((survivor) => speaksOf(reason, survivor))) continue;
    console.log(`No survivor has this reason any more: ${JSON.stringify(reason)}`);
  }
}

/** With a mark where what was mutated is not what was committed. */
function commit() {
  const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.trim();
  const changed = git("status", "--porcelain", "--", "src", "test") !== "";
  return `${git("rev-parse", "--short", "HEAD")}${changed ? " + changes" : ""}`;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

// `npm test`: everything, in order, to the end; the last line says how many tests passed and failed.
// On CI the tests run once more on the other supported line of Node.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { checks, root, run, vitestRun } from "./steps.mjs";

const reports = join(".cache", "report");
const running = Number(process.versions.node.split(".")[0]);
const other = running === 24 ? 20 : 24;

/**
 * On the other Node, what stands on more than the language: not the rooms that are pure, nor those
 * that call them alone. Its SQLite is another one; PostgreSQL and what talks to it are the same.
 */
const ROOMS = "certificates/ cli/ compose/ http/ keys/ methods/ outbound/ store/sqlite testing/";
const TOUCHES_THE_RUNTIME = ROOMS.split(" ").map((room) => `test/${room}`);

const LINES_OF_A_FAILURE = 30;

const build = { name: "build", commands: [["scripts/build.mjs"]] };
const suites = [
  suite("rooms and tidiness", "tidy"),
  suite("unit, property, vectors, store, HTTP", "unit"),
  suite("browser", "browser"),
];
if (process.env.CI === "true") suites.push(onOtherNode());

rmSync(join(root, reports), { recursive: true, force: true });
const failedSteps = [...checks, build, ...suites].filter((step) => !run(step));
const counts = suites.map(({ report }) => readCounts(report));
const sum = (member) => counts.reduce((total, count) => total + count[member], 0);

for (const failure of counts.flatMap(({ failures }) => failures)) console.log(`\n${failure}`);
const problems = failedSteps.map((step) => step.name);
if (counts.some(({ passed }) => passed === 0)) problems.push("a step ran no test");
if (sum("skipped") > 0) problems.push(`${sum("skipped")} tests were skipped`);
console.log(problems.length === 0 ? "\nall steps: ok" : `\nnot fine: ${problems.join(", ")}`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = problems.length === 0 ? 0 : 1;

function suite(name, project) {
  const report = join(reports, `${project}.json`);
  return { name, report, commands: [vitestRun(project, report)] };
}

function onOtherNode() {
  const report = join(reports, `unit-node-${other}.json`);
  const command = ["node", ...vitestRun("unit", report), ...TOUCHES_THE_RUNTIME];
  return {
    name: `vectors, store, HTTP and all else that touches the runtime on Node ${other}`,
    report,
    commands: [["scripts/with-node.mjs", String(other), "--", ...command]],
  };
}

/**
 * A file that could not even be loaded is a failed test: it holds tests that did not run. What
 * failed is said again at the end, since a log is often kept by its last lines alone.
 */
function readCounts(report) {
  let result;
  try {
    result = JSON.parse(readFileSync(join(root, report), "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
  const unloaded = result.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + unloaded.length,
    skipped: result.numPendingTests + result.numTodoTests,
    failures: [...unloaded.map(({ name, message }) => told(name, message)), ...failedTests(result)],
  };
}

function failedTests({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) =>
        told(`${name}\n  ${fullName}`, failureMessages.join("\n")),
      ),
  );
}

function told(where, message) {
  const lines = message.split("\n").slice(0, LINES_OF_A_FAILURE);
  return `FAILED ${where.replace(root, "")}\n    ${lines.join("\n    ")}`;
}

// `npm run bench`: ratios against peers and targets, measured side by side in one run.
import { availableParallelism, cpus } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { prepare } from "./prepare.mjs";
import { render } from "./table.mjs";

const NAMES = ["check", "policy", "analysis", "sign-in", "session"];

// An exit clears up, a signal alone would not.
process.once("SIGINT", () => process.exit(130));

const options = readOptions();
if (options === undefined) {
  console.error(`usage: npm run bench -- [--json] [--million] [--only ${NAMES.join("|")}] …`);
  process.exitCode = 2;
} else {
  await main(options);
}

async function main({ json, million, only }) {
  prepare(say);
  // Only now there is something to import.
  const { assertionCheck } = await import("./groups/check.mjs");
  const { decisions } = await import("./groups/policy.mjs");
  const { analyses } = await import("./groups/analysis.mjs");
  const { overHttp } = await import("./groups/http.mjs");
  const groups = [];
  if (only.includes("check")) groups.push(await assertionCheck(say));
  if (only.includes("policy")) groups.push(await decisions(say));
  if (only.includes("analysis")) groups.push(await analyses(say, million));
  groups.push(...(await overHttp(only, say)));
  const result = { run: aboutTheRun(), groups };
  console.log(json ? JSON.stringify(result, null, 2) : `\n${render(result)}`);
}

function aboutTheRun() {
  return {
    date: new Date().toISOString(),
    node: process.version,
    openssl: process.versions.openssl,
    cpu: `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores`,
  };
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: "boolean" },
        million: { type: "boolean" },
        only: { type: "string", multiple: true },
      },
    });
    const only = values.only ?? NAMES;
    return only.every((name) => NAMES.includes(name))
      ? { json: values.json ?? false, million: values.million ?? false, only }
      : undefined;
  } catch {
    return undefined;
  }
}

function say(text) {
  console.error(`· ${text}`);
}

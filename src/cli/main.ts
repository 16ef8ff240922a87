#!/usr/bin/env node
import process from "node:process";
import { instant } from "../base/time.ts";
import { composeAssay } from "../compose/compose.ts";
import { runCommand } from "./program.ts";

const stopAsked = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // The second one is not heard, and ends the process at once.
    process.once(signal, () => {
      resolve();
    });
  }
});

const clock = () => instant(Date.now());

const code = await runCommand(process.argv.slice(2), (settings) => composeAssay(settings, clock), {
  env: process.env,
  cwd: process.cwd(),
  clock,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  watched: process.stderr.isTTY,
  stopAsked,
});
process.exit(code);

// A worker that answers how many settings it can see.
import process from "node:process";
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ length }) => {
  parentPort.postMessage(new Uint8Array(length).fill(Object.keys(process.env).length), []);
});

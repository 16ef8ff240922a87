// A worker that dies of its first job.
import { parentPort } from "node:worker_threads";

parentPort.on("message", () => {
  setImmediate(() => {
    throw new Error("a fault in the worker");
  });
});

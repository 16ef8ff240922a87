import { Worker } from "node:worker_threads";
import type { Argon2Parameters } from "./parameters.ts";

/** One hash to compute. */
export interface HashJob {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly parameters: Argon2Parameters;
  /** Of the hash, in bytes. */
  readonly length: number;
}

/**
 * Which Argon2id computes: compiled, in WebAssembly, or compiled where there is a binary for this
 * machine. All give the same hashes.
 */
export type HashEngine = "native" | "portable" | "any";

/** A thread that hashes. It does not keep the process alive unless it has something to do. */
export interface HashWorker {
  /** One job at a time. Undefined: it gave no hash; whether it can go on, `alive` says. */
  compute(job: HashJob): Promise<Uint8Array | undefined>;
  alive(): boolean;
  /** Ends it; what it computes is lost. Resolves once nothing of it runs any more. */
  end(): Promise<void>;
}

/** @param script What the thread runs. */
export function startHashWorker(script: URL, engine: HashEngine): HashWorker {
  // It gets no settings: there are secrets in the surroundings, and it needs none of them.
  const worker = new Worker(script, { workerData: { engine }, env: {}, execArgv: [] });
  let alive = true;
  let answer: ((hash: Uint8Array | undefined) => void) | undefined;
  const settle = (hash: Uint8Array | undefined) => {
    worker.unref();
    answer?.(hash);
    answer = undefined;
  };
  worker.unref();
  worker.on("message", (hash: unknown) => {
    settle(hash instanceof Uint8Array ? hash : undefined);
  });
  // Without a listener its error would end the process. That it is gone, `exit` says.
  worker.on("error", () => {});
  worker.on("exit", () => {
    alive = false;
    settle(undefined);
  });
  return {
    compute(job) {
      if (!alive) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        answer = (hash) => {
          resolve(hash?.byteLength === job.length ? hash : undefined);
        };
        worker.ref();
        worker.postMessage(job, []);
      });
    },
    alive: () => alive,
    async end() {
      await worker.terminate();
    },
  };
}

import { availableParallelism } from "node:os";
import { fail, ok, type Result } from "../../base/result.ts";
import type { HashingCode } from "./codes.ts";
import { type HashEngine, type HashJob, type HashWorker, startHashWorker } from "./hash-worker.ts";

/**
 * Threads that hash passwords, apart from all else: the pool of threads that Node has is used for
 * files, names and signatures too, and a few hundred passwords at once would hold up every sign-in.
 */
export interface HashPool {
  /** Never throws; what cannot be done now is answered with its code. */
  run(job: HashJob): Promise<Result<Uint8Array, HashingCode>>;
  /** Ends all threads. What waits is answered `hashing_closed`, what comes later too. */
  close(): Promise<void>;
}

export interface HashPoolOptions {
  /** How many hash at once. Default: two, or one where there are two cores or fewer. */
  readonly workers?: number;
  /** How many may wait; one more is answered `hashing_busy`. Default: 64. */
  readonly queue?: number;
  /** From asking to the answer, with the wait. Default: 5000. */
  readonly milliseconds?: number;
  readonly engine?: HashEngine;
  /** What a thread runs. */
  readonly script?: URL;
}

interface Task {
  readonly job: HashJob;
  readonly answer: (outcome: Result<Uint8Array, HashingCode>) => void;
}

/** The threads are started when they are first needed. */
export function createHashPool(options: HashPoolOptions = {}): HashPool {
  const { queue = 64, milliseconds = 5000, engine = "any" } = options;
  const { workers: most = defaultWorkers(), script = SCRIPT } = options;
  const workers = new Set<HashWorker>();
  const busy = new Set<HashWorker>();
  const running = new Map<Task["answer"], HashWorker>();
  const waiting: Task[] = [];
  let closed = false;

  function freeWorker(): HashWorker | undefined {
    for (const worker of workers) if (!worker.alive()) workers.delete(worker);
    const free = [...workers].find((worker) => !busy.has(worker));
    if (free !== undefined || workers.size >= most) return free;
    const started = startHashWorker(script, engine);
    workers.add(started);
    return started;
  }

  function next(): void {
    while (waiting.length > 0) {
      let worker: HashWorker | undefined;
      try {
        worker = freeWorker();
      } catch {
        // The machine gives no thread.
        waiting.shift()?.answer(fail("hashing_failed", "no thread could be started"));
        continue;
      }
      const task = worker === undefined ? undefined : waiting.shift();
      if (worker === undefined || task === undefined) return;
      void perform(worker, task);
    }
  }

  async function perform(worker: HashWorker, { job, answer }: Task): Promise<void> {
    busy.add(worker);
    running.set(answer, worker);
    const hash = await worker.compute(job);
    running.delete(answer);
    busy.delete(worker);
    answer(hash === undefined ? fail(closed ? "hashing_closed" : "hashing_failed") : ok(hash));
    next();
  }

  function giveUp(answer: Task["answer"]): void {
    const worker = running.get(answer);
    const place = waiting.findIndex((task) => task.answer === answer);
    if (place >= 0) waiting.splice(place, 1);
    answer(fail(worker === undefined ? "hashing_busy" : "hashing_timed_out"));
    // Its place is free once it has really ended: until then it uses a core.
    void worker?.end();
  }

  return {
    run(job) {
      if (closed) return Promise.resolve(fail("hashing_closed"));
      if (busy.size >= most && waiting.length >= queue)
        return Promise.resolve(fail("hashing_busy"));
      return new Promise((resolve) => {
        const answer: Task["answer"] = (outcome) => {
          clearTimeout(late);
          resolve(outcome);
        };
        const late = setTimeout(() => {
          giveUp(answer);
        }, milliseconds);
        waiting.push({ job, answer });
        next();
      });
    },
    async close() {
      closed = true;
      for (const { answer } of waiting.splice(0)) answer(fail("hashing_closed"));
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
}

const SCRIPT = new URL("argon2-worker.mjs", import.meta.url);

/** One core is left to everything else. */
function defaultWorkers(): number {
  return Math.max(1, Math.min(2, availableParallelism() - 1));
}

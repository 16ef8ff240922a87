import type { CommandIo } from "./io.ts";

/** How far long work is, on standard error. */
export interface Progress {
  /** `all` null: nobody knows. */
  step(done: number, all: number | null): void;
  end(): void;
}

/** How often a line is written where nobody watches: into a file, a journal. */
const TENTHS = 10;
const EACH = 10_000;

/** One line that is written over where somebody watches, and a line now and then elsewhere. */
export function progressOf(io: CommandIo, done: string): Progress {
  const sentence = (count: number, all: number | null) =>
    all === null ? `${done} ${count} credentials` : `${done} ${count} of ${all} credentials`;
  let lines = 0;
  let shown = 0;
  return {
    step(count, all) {
      if (io.watched) {
        lines += 1;
        io.err(`\r\u001b[K${sentence(count, all)}`);
        return;
      }
      const mark = all === null ? Math.floor(count / EACH) : Math.floor((count / all) * TENTHS);
      if (mark > shown) io.err(`${sentence(count, all)}\n`);
      shown = Math.max(shown, mark);
    },
    end() {
      if (lines > 0) io.err("\n");
    },
  };
}

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

const BAR = 30;

/** A bar where somebody watches, and nothing elsewhere: for answers that come by themselves. */
export function barOf(io: CommandIo, what: string): Progress {
  let shown = -1;
  return {
    step(done, all) {
      if (!io.watched || all === null) return;
      const percent = all === 0 ? 100 : Math.floor((done / all) * 100);
      if (percent === shown) return;
      shown = percent;
      const full = Math.floor((percent / 100) * BAR);
      const bar = `[${"#".repeat(full)}${"-".repeat(BAR - full)}]`;
      io.err(`\r\u001b[K${bar} ${String(percent).padStart(3)} %  ${done} of ${all} ${what}`);
    },
    end() {
      if (shown >= 0) io.err("\n");
    },
  };
}

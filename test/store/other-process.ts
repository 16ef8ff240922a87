import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const JITI = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));

/** A process that runs a task of `child.ts`. It waits for `go`. */
export interface OtherProcess {
  go(): void;
  /** Resolves when it said so many lines (`ready` not counted), and gives them. */
  said(count: number): Promise<readonly string[]>;
  /** All that it said, when it ended by itself. */
  ended(): Promise<readonly string[]>;
  /** Ends it without a chance to tidy up. */
  kill(): Promise<readonly string[]>;
}

export async function otherProcess(
  task: string,
  url: string,
  ...args: readonly string[]
): Promise<OtherProcess> {
  const child = spawn(process.execPath, [JITI, CHILD, task, url, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const output = new Output(child);
  await output.has(1);
  return {
    go: () => void child.stdin.end("go\n"),
    said: (count) => output.has(count + 1),
    async ended() {
      const [code] = (await output.closed) as [number | null];
      if (code !== 0) throw new Error(`the other process ended with ${code}`);
      return output.lines();
    },
    async kill() {
      child.kill("SIGKILL");
      await output.closed;
      return output.lines();
    },
  };
}

class Output {
  readonly closed: Promise<unknown>;
  readonly #child: ChildProcess;
  #text = "";

  constructor(child: ChildProcess) {
    this.#child = child;
    this.closed = once(child, "close");
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#text += text;
    });
  }

  /** The whole lines after `ready`. */
  lines(): readonly string[] {
    return this.#text.split("\n").slice(1, -1);
  }

  async has(count: number): Promise<readonly string[]> {
    while (this.#text.split("\n").length <= count) {
      if (this.#child.exitCode !== null) throw new Error("the other process ended early");
      await Promise.race([once(this.#child.stdout ?? this.#child, "data"), this.closed]);
    }
    return this.lines();
  }
}

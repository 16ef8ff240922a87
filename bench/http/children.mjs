// Processes of the benchmark that are asked and answer by messages.
import { fork } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Production's, and no setting of whoever runs the benchmark. */
const ENV = Object.fromEntries([
  ...Object.entries(process.env).filter(([name]) => !/^(?:ASSAY_|BETTER_AUTH_|PORT$)/.test(name)),
  ["NODE_ENV", "production"],
]);

export class Child {
  #process;
  #messages = [];
  #waiting;
  #gone;

  /**
   * @param {string} script under `bench/`
   * @param {readonly string[]} args
   * @param {string} log where its output goes
   */
  constructor(script, args, log) {
    const output = openSync(log, "a");
    const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
    this.#process = fork(path, args, { env: ENV, stdio: ["ignore", output, output, "ipc"] });
    closeSync(output);
    this.#process.on("message", (message) => this.#take(message));
    this.#process.on("exit", () => {
      this.#gone = new Error(`${script} ended: ${readFileSync(log, "utf8").slice(-2000)}`);
      this.#waiting?.reject(this.#gone);
    });
  }

  /** Its next message. */
  async next() {
    const message = await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#gone !== undefined) reject(this.#gone);
      else if (this.#messages.length > 0) this.#take(this.#messages.shift());
    });
    if (message.error !== undefined) throw new Error(message.error);
    return message;
  }

  /** @param {object} question */
  ask(question) {
    this.#process.send(question);
    return this.next();
  }

  end() {
    this.#process.removeAllListeners("exit");
    this.#process.kill();
  }

  #take(message) {
    if (this.#waiting === undefined) this.#messages.push(message);
    else this.#waiting.resolve(message);
    this.#waiting = undefined;
  }
}

/**
 * @param {string} name of a server under `bench/servers/`
 * @param {string} folder
 */
export async function startServer(name, folder) {
  const child = new Child(`servers/${name}.mjs`, [folder], join(folder, `${name}.log`));
  const { port } = await child.next();
  return { child, port };
}

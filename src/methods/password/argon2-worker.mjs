// Computes Argon2id, one hash after the other, on a thread of its own. It is plain JavaScript, so that
// the oldest Node runs it from `src/` as it stands; the build copies it beside the compiled code.
import { constants, getPriority, setPriority } from "node:os";
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";

// On Linux a priority belongs to a thread: sign-ins on the main thread go first. Elsewhere it would
// slow down the whole process.
if (process.platform === "linux") {
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  try {
    setPriority(Math.min(PRIORITY_LOW, getPriority() + PRIORITY_BELOW_NORMAL));
  } catch {
    // A container may forbid it; hashing goes on all the same.
  }
}

const argon2id = await engine(workerData.engine);

parentPort.on("message", (job) => void answer(job));

async function answer({ password, salt, parameters, length }) {
  try {
    parentPort.postMessage(await argon2id(password, salt, parameters, length), []);
  } catch {
    parentPort.postMessage(null, []);
  } finally {
    password.fill(0);
  }
}

/** The compiled one where its package has a binary for this machine, else the one in WebAssembly. */
async function engine(wanted) {
  if (wanted === "portable") return portable();
  try {
    return await native();
  } catch (cause) {
    if (wanted === "native") throw cause;
    return portable();
  }
}

async function native() {
  const { hashRawSync } = await import("@node-rs/argon2");
  // Argon2id, version 1.3: constants of its types, which are not there at run time everywhere.
  const kind = { algorithm: 2, version: 1 };
  return (password, salt, { memory, passes, lanes }, length) =>
    hashRawSync(password, {
      ...kind,
      salt,
      memoryCost: memory,
      timeCost: passes,
      parallelism: lanes,
      outputLen: length,
    });
}

async function portable() {
  const { argon2id: compute } = await import("hash-wasm");
  return (password, salt, { memory, passes, lanes }, length) =>
    compute({
      password,
      salt,
      memorySize: memory,
      iterations: passes,
      parallelism: lanes,
      hashLength: length,
      outputType: "binary",
    });
}

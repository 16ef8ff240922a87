// The browsers, in a process of their own: what they cost is not the server's.
// Told by messages what to do; answers each with what it saw.
import { generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import { built } from "../dist.mjs";
import { cpuMicroseconds, quantile } from "../measure.mjs";
import { HOST, ORIGIN } from "../people.mjs";
import { Connection } from "./connection.mjs";
import { SITES } from "./sites.mjs";

const CLIENTS = 16;
const VERIFICATIONS = 3000;

const [peopleFile = ""] = process.argv.slice(2);
const { createAuthenticator } = await built("testing/public.js");
const authenticator = createAuthenticator();
/** @type {{ id: string }[]} */
const passkeys = JSON.parse(readFileSync(peopleFile, "utf8"));
authenticator.import(passkeys);

const TASKS = { "sign-in": signIn, session: checkSession, V: measureV };

process.on("message", ({ task, ...given }) => {
  TASKS[task](given).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error.stack ?? error) }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.({ result: "ready" });

/** Everybody in turn, of the first `people`; each comes with a browser that holds no cookie. */
function signIn({ site, port, people, ...plan }) {
  let next = 0;
  return clients(port, plan, (connection) => async () => {
    const { id } = passkeys[next % people];
    next += 1;
    await SITES[site].signIn(connection, (options) => answer(options, id));
  });
}

/** As many sessions as clients, each asked for again and again. */
function checkSession({ site, port, ...plan }) {
  const { signIn: enter, sessionPath, knows } = SITES[site];
  let next = 0;
  return clients(port, plan, async (connection) => {
    const { id } = passkeys[next];
    next += 1;
    const cookies = await enter(connection, (options) => answer(options, id));
    const headers = { cookie: cookies.join("; ") };
    return async () => {
      const { status, body } = await connection.send("GET", sessionPath, headers);
      if (status !== 200 || !knows(body)) throw new Error(`no session: ${status} ${body}`);
    };
  });
}

function answer(options, credential) {
  return authenticator.get(options, { origin: ORIGIN, credential });
}

/** Closed loop: each client asks again when it has its answer. */
async function clients(port, plan, prepare) {
  const connections = Array.from({ length: CLIENTS }, () => new Connection(port, HOST));
  try {
    const operations = [];
    for (const connection of connections) operations.push(await prepare(connection));
    process.send?.({ begun: true });
    const latencies = [];
    const began = performance.now();
    await Promise.all(operations.map((operation) => repeat(operation, plan, latencies)));
    const elapsed = (performance.now() - began) / 1000;
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    return { count: latencies.length, rate: latencies.length / elapsed, p50, p99 };
  } finally {
    for (const connection of connections) connection.close();
  }
}

async function repeat(operation, { seconds, atLeast }, latencies) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const began = performance.now();
    if (began >= end && latencies.length >= atLeast) return;
    await operation();
    latencies.push(performance.now() - began);
  }
}

/** CPU microseconds of one `crypto.verify`, P-256, with the key object at hand. */
async function measureV() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const data = randomBytes(69);
  const signature = sign("sha256", data, privateKey);
  const spent = await cpuMicroseconds((count) => {
    for (let done = 0; done < count; done += 1) verify("sha256", data, publicKey, signature);
  }, VERIFICATIONS);
  return spent / VERIFICATIONS;
}

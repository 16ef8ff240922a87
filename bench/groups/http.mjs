// Whole sign-ins and session checks over HTTP, against the peers.
import { race } from "../http/race.mjs";
import { median, ratio } from "../measure.mjs";

/** Warm is a server whose code was compiled, not one that has run for a while. */
const PLAN = {
  rounds: 5,
  warm: { seconds: 3, atLeast: 800 },
  lap: { seconds: 2.5, atLeast: 160 },
};
/** Few enough to stay in the cache of keys. */
const REGULARS = 256;

/** @type {Readonly<Record<string, Record<string, import("../http/race.mjs").Contender>>>} */
const CONTENDERS = {
  "sign-in": {
    assay: { site: "assay", task: "sign-in" },
    "better-auth": { site: "better-auth", task: "sign-in" },
    simplewebauthn: { site: "simplewebauthn", task: "sign-in" },
    "assay, keys cached": { site: "assay", task: "sign-in", people: REGULARS },
  },
  session: {
    assay: { site: "assay", task: "session" },
    "better-auth": { site: "better-auth", task: "session" },
    "bare node:http": { site: "bare", task: "session" },
  },
};

const OUTCOMES = { "sign-in": signIns, session: sessionChecks };

/**
 * @param {readonly string[]} names of the parts that are wanted; they share their servers
 * @param {(text: string) => void} say
 * @returns {Promise<import("./group.mjs").Outcome[]>}
 */
export async function overHttp(names, say) {
  const wanted = names.filter((name) => name in CONTENDERS);
  if (wanted.length === 0) return [];
  const entries = wanted.flatMap((part) =>
    Object.entries(CONTENDERS[part]).map(([name, contender]) => [`${part}: ${name}`, contender]),
  );
  const { laps, V, rss } = await race(Object.fromEntries(entries), PLAN, say);
  return wanted.map((part) => {
    const own = Object.keys(CONTENDERS[part]).map((name) => [name, laps[`${part}: ${name}`]]);
    return { ...OUTCOMES[part](Object.fromEntries(own), V), rss };
  });
}

function signIns(laps, V) {
  const against = pairs(laps, "assay");
  const perCore = (name) => ratio(V, column(laps[name], "cpu"));
  const cold = { must: 0.12, aim: 0.18, here: perCore("assay") };
  const cached = { must: 0.16, aim: 0.25, here: perCore("assay, keys cached") };
  const peer = { must: 2.5, aim: 3.5, ...against("simplewebauthn") };
  return {
    title: "whole sign-ins over HTTP",
    rows: [
      { name: "sign-in, against Better Auth", must: 10, aim: 15, ...against("better-auth") },
      { name: "sign-in, against SimpleWebAuthn + fastify", ...peer },
      { name: "sign-in, V per core, keys cold", unit: "V", ...cold },
      { name: "sign-in, V per core, keys cached", unit: "V", ...cached },
    ],
    measured: [{ name: "V", cpu: median(V) }, ...medians(laps)],
  };
}

function sessionChecks(laps) {
  const against = pairs(laps, "assay");
  const bare = { must: 0.5, aim: 0.65, ...against("bare node:http") };
  return {
    title: "session checks over HTTP",
    rows: [
      { name: "session check, against Better Auth", must: 15, aim: 24, ...against("better-auth") },
      { name: "session check, of bare node:http", ...bare },
    ],
    measured: medians(laps),
  };
}

/** How many times as fast one is as others, by what clients see and by what servers spend. */
function pairs(laps, one) {
  return (other) => ({
    unit: /** @type {const} */ ("×"),
    here: ratio(column(laps[one], "rate"), column(laps[other], "rate")),
    byCpu: ratio(column(laps[other], "cpu"), column(laps[one], "cpu")),
  });
}

function column(laps, name) {
  return laps.map((lap) => lap[name]);
}

function medians(laps) {
  return Object.entries(laps).map(([name, all]) => {
    const of = (what) => median(column(all, what));
    return { name, cpu: of("cpu"), rate: of("rate"), p50: of("p50"), p99: of("p99") };
  });
}

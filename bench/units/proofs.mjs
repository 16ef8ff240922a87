// What the proof of a preset's claims adds to a start: once, in a process that has done nothing else.
import process from "node:process";
import { built } from "../dist.mjs";

const { preset } = await built("policy/public.js");
const { OFFERED } = await built("flows/deps.js");
const { provePolicy } = await built("compose/prove-policy.js");

const [name] = process.argv.slice(2);
const policy = preset(name);
const before = process.cpuUsage();
const began = process.hrtime.bigint();
provePolicy({ policy, offered: OFFERED, now: Date.now() });
const wall = Number(process.hrtime.bigint() - began) / 1000;
const { user, system } = process.cpuUsage(before);
process.send?.({ result: { wall: [wall], cpu: [user + system] } });

// What every server of the benchmark does beside serving: it says where, and what it has cost.
import process from "node:process";

/**
 * Announces a server that listens, answers the parent's questions, and ends with it.
 * @param {number} port
 */
export function announce(port) {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() });
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ port });
}

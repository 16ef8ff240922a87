import { regradeAll } from "../jobs/regrading.ts";
import { sealAll } from "../jobs/sealing.ts";
import type { Policy } from "../policy/policy.ts";
import { type DeliveryDeps, openDelivery } from "./delivery.ts";
import type { KnowledgeSource } from "./knowledge-source.ts";
import { nameOf } from "./log.ts";

export interface BackgroundDeps extends DeliveryDeps {
  readonly policy: Policy;
  readonly source: KnowledgeSource;
}

export interface Background {
  readonly messageQueued: () => void;
  stop(): Promise<void>;
}

const PURGE_MS = 600_000;
/** DESIGN: what is known may lag behind by a second. */
const LOOK_MS = 1_000;
/** How often somebody is told that the metadata should have been replaced. */
const ALARM_MS = 3_600_000;

/**
 * What goes on beside the requests: messages leave, what can no longer matter is removed, and where
 * something new is known, all that is stored is graded by it.
 */
export function startBackground(deps: BackgroundDeps): Background {
  const { store, clock, source, log } = deps;
  const delivery = openDelivery(deps);
  delivery.wake();
  let stopped = false;
  const every = (milliseconds: number, name: string, work: () => Promise<unknown>) =>
    repeat(milliseconds, work, (cause) => {
      log("error", name, { cause: nameOf(cause) });
    });
  const regrade = () => regradeAll(judgesOf(deps), ignore, () => stopped);
  const repeated = [
    every(PURGE_MS, "purge", () => store.transact((tx) => tx.purge(clock()))),
    every(LOOK_MS, "knowledge", async () => {
      if (await source.refresh()) await regrade();
    }),
    // For what is due again, and for what another node left behind.
    every(LOOK_MS, "delivery", async () => {
      delivery.wake();
    }),
    every(LOOK_MS, "audit", () => sealAll(deps, () => stopped)),
    every(ALARM_MS, "alarm", async () => {
      sayIfStale(deps);
      await sayHead(deps);
    }),
  ];
  sayIfStale(deps);
  // The policy may be another one than before this start.
  const first = regrade().catch((cause: unknown) => {
    log("error", "regrading", { cause: nameOf(cause) });
  });
  return {
    messageQueued: delivery.wake,
    async stop() {
      stopped = true;
      await Promise.all([first, ...repeated.map((one) => one.stop())]);
      await delivery.stop();
      // What happened until now is sealed with it; what is left over, the next start seals.
      await sealAll(deps).catch((cause: unknown) => {
        log("error", "audit", { cause: nameOf(cause) });
      });
    },
  };
}

function judgesOf({ store, clock, policy, source }: BackgroundDeps) {
  const { knowledge, anchors } = source;
  return { store, clock, policy, knowledge, anchors };
}

function sayIfStale({ source, log }: BackgroundDeps): void {
  if (!source.isStale()) return;
  log("error", "metadata_stale", { advice: "assay mds update, or assay mds import FILE" });
}

/** The log is kept elsewhere: a record that was cut since is found by what stands there. */
async function sayHead({ store, log }: BackgroundDeps): Promise<void> {
  const head = await store.auditHead();
  if (head !== undefined) log("info", "audit_head", { total: head.total, seal: head.seal });
}

/** Again and again, never twice at once; it holds nobody up that has nothing else to do. */
function repeat(
  milliseconds: number,
  work: () => Promise<unknown>,
  failed: (cause: unknown) => void,
) {
  let running: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    running ??= work()
      .catch(failed)
      .finally(() => {
        running = null;
      });
  }, milliseconds);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

function ignore(): void {}

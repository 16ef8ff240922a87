import type { FlowDeps } from "../flows/deps.ts";
import { askBreaches } from "../methods/password/breach.ts";
import { createHashPool } from "../methods/password/hash-pool.ts";
import { createPasswordHasher } from "../methods/password/hasher.ts";

/** Nobody waits longer than this for a service that only helps. */
const BREACHES_MS = 1500;

export interface Passwords extends Pick<FlowDeps, "passwords" | "isBreached"> {
  close(): Promise<void>;
}

/**
 * Passwords are hashed in threads of their own, so that a passkey never waits for them. They start
 * with the first password.
 *
 * @param breaches - the range address of a service of stolen passwords; undefined: none is asked
 */
export function openPasswords(breaches: string | undefined): Passwords {
  const pool = createHashPool();
  return {
    passwords: createPasswordHasher({ pool }),
    async isBreached(password) {
      if (breaches === undefined) return false;
      const service = { fetch, address: breaches, milliseconds: BREACHES_MS };
      return (await askBreaches(password, service)) === "breached";
    },
    close: () => pool.close(),
  };
}

import { createHashPool, type HashPoolOptions } from "../../../src/methods/password/hash-pool.ts";
import {
  createPasswordHasher,
  type PasswordHasherOptions,
} from "../../../src/methods/password/hasher.ts";
import type { Argon2Parameters } from "../../../src/methods/password/parameters.ts";
import { parsePassword, type Password } from "../../../src/methods/password/typed.ts";

/** So cheap that a test can hash by the hundred. */
export const CHEAP: Argon2Parameters = { memory: 64, passes: 1, lanes: 1 };

/** Takes some tenths of a second, so that there is time to look. */
export const SLOW: Argon2Parameters = { memory: 65_536, passes: 4, lanes: 1 };

export function passwordOf(text: string): Password {
  const parsed = parsePassword(text);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
}

export function jobOf(parameters: Argon2Parameters, text = "a password") {
  const salt = new Uint8Array(16).fill(7);
  return { password: new TextEncoder().encode(text), salt, parameters, length: 32 };
}

/** Runs something with a pool that is closed afterwards, whatever happens. */
export async function withPool<T>(
  options: HashPoolOptions,
  use: (pool: ReturnType<typeof createHashPool>) => Promise<T>,
): Promise<T> {
  const pool = createHashPool(options);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

export function cheapHasher(options: PasswordHasherOptions) {
  return createPasswordHasher({ parameters: CHEAP, dangerWeakParameters: true, ...options });
}

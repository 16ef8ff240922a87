import { randomBytes } from "node:crypto";
import { equalBytes } from "../../base/bytes.ts";
import { AssayFault } from "../../base/fault.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type { HashingCode, PasswordProofCode } from "./codes.ts";
import type { HashPool } from "./hash-pool.ts";
import {
  type Argon2Parameters,
  costsAtLeast,
  DEFAULT_PARAMETERS,
  HASH_BYTES,
  isAffordable,
  OWASP_PARAMETERS,
  SALT_BYTES,
} from "./parameters.ts";
import { checkPeppers, NO_PEPPER, peppered, type Peppers } from "./pepper.ts";
import { formatPhc, parsePhc, type PhcHash } from "./phc.ts";
import type { Password } from "./typed.ts";

/** What is kept of a password. */
export interface PasswordRecord {
  /** A PHC string (`$argon2id$…`): it names its parameters and its salt. */
  readonly phc: string;
  /** The id of the key that it was hashed with before; null: none. */
  readonly pepper: string | null;
}

export interface PasswordHasher {
  /** A new record of a password, by the parameters and the pepper of today. */
  hash(password: Password): Promise<Result<PasswordRecord, HashingCode>>;
  /**
   * Compares a password with a record, in constant time. Null stands for an account that is not
   * there or has no password: as much is computed as for one that has, and the answer is the same.
   *
   * @returns Whether the record should be made anew now that the password is at hand; else
   *   `password_wrong`, `password_record_unusable` (to the person the same, to the operator not), or
   *   a `hashing_…` code, which says nothing of the password.
   */
  verify(
    password: Password,
    record: PasswordRecord | null,
  ): Promise<Result<{ readonly needsRehash: boolean }, PasswordProofCode>>;
}

export interface PasswordHasherOptions {
  readonly pool: HashPool;
  /** Default: `DEFAULT_PARAMETERS`. */
  readonly parameters?: Argon2Parameters;
  /** Default: none. */
  readonly peppers?: Peppers;
  /** Takes parameters that a thief of the database would be glad of. For tests. */
  readonly dangerWeakParameters?: boolean;
}

/**
 * Hashes passwords with Argon2id (RFC 9106; NIST SP 800-63B-4 section 3.1.1.2).
 *
 * @throws AssayFault `ASSAY_ARGON2_INVALID` where the parameters cannot be, `ASSAY_ARGON2_WEAK` where
 *   they are weaker than each choice of OWASP's, `ASSAY_PEPPER_INVALID`.
 */
export function createPasswordHasher(options: PasswordHasherOptions): PasswordHasher {
  const { pool, parameters = DEFAULT_PARAMETERS, peppers = NO_PEPPER } = options;
  checkParameters(parameters, options.dangerWeakParameters === true);
  checkPeppers(peppers);

  async function compute(
    password: Password,
    pepper: string | null,
    { parameters: cost, salt, hash }: PhcHash,
  ): Promise<Result<Uint8Array, HashingCode>> {
    const input = peppered(password, pepper, peppers);
    if (input === undefined) return fail("hashing_failed", "the pepper is not among the keys");
    const job = { password: input, salt, parameters: cost, length: hash.byteLength };
    const outcome = await pool.run(job);
    input.fill(0);
    return outcome;
  }

  /** A hash that no password has: what a new one is made over, and what a decoy is compared with. */
  function blank(): PhcHash {
    return {
      parameters,
      salt: new Uint8Array(randomBytes(SALT_BYTES)),
      hash: new Uint8Array(HASH_BYTES),
    };
  }

  async function decoy<C extends PasswordProofCode>(
    password: Password,
    code: C,
  ): Promise<Result<never, C | HashingCode>> {
    const computed = await compute(password, peppers.current, blank());
    return computed.ok ? fail(code) : computed;
  }

  return {
    async hash(password) {
      const fresh = blank();
      const computed = await compute(password, peppers.current, fresh);
      if (!computed.ok) return computed;
      const phc = formatPhc({ ...fresh, hash: new Uint8Array(computed.value) });
      return ok({ phc, pepper: peppers.current });
    },
    async verify(password, record) {
      if (record === null) return decoy(password, "password_wrong");
      const kept = parsePhc(record.phc);
      const isKnown = record.pepper === null || peppers.keys.has(record.pepper);
      // As long as any other answer: that something is wrong with a record is nobody's to see.
      if (kept === undefined || !isKnown) return decoy(password, "password_record_unusable");
      const computed = await compute(password, record.pepper, kept);
      if (!computed.ok) return computed;
      if (!equalBytes(computed.value, kept.hash)) return fail("password_wrong");
      const needsRehash = record.pepper !== peppers.current || isOutdated(kept, parameters);
      return ok({ needsRehash });
    },
  };
}

/** Whether a hash costs less than one made today would. */
function isOutdated({ parameters, salt, hash }: PhcHash, today: Argon2Parameters): boolean {
  const short = salt.byteLength < SALT_BYTES || hash.byteLength < HASH_BYTES;
  return short || !costsAtLeast(parameters, today);
}

function checkParameters(parameters: Argon2Parameters, mayBeWeak: boolean): void {
  if (!isAffordable(parameters)) {
    throw new AssayFault(
      "ASSAY_ARGON2_INVALID",
      `expected m of 8 KiB to 256 MiB, t to 20, p to 16`,
    );
  }
  const isStrong = OWASP_PARAMETERS.some((choice) => costsAtLeast(parameters, choice));
  if (!isStrong && !mayBeWeak) {
    throw new AssayFault(
      "ASSAY_ARGON2_WEAK",
      "weaker than each of the choices in OWASP_PARAMETERS",
    );
  }
}

import type { CoseKey } from "./cose.ts";

interface Curve {
  readonly prime: bigint;
  /** `a x^2 + y^2 = 1 + d x^2 y^2` */
  readonly a: bigint;
  readonly d: bigint;
  /** Whether the curve has points of order 8; all others of small order have y = 0, 1 or -1. */
  readonly eighth: boolean;
}

/** RFC 8032 sections 5.1 and 5.2. */
const CURVES: Readonly<Record<string, Curve>> = {
  Ed25519: {
    prime: 2n ** 255n - 19n,
    a: -1n,
    d: 37095705934669439343138083508754565189542113879843219016388785533085940283555n,
    eighth: true,
  },
  Ed448: { prime: 2n ** 448n - 2n ** 224n - 1n, a: 1n, d: -39081n, eighth: false },
};

/**
 * Whether an Edwards key is a point that signatures can be verified with, in its one encoding, and
 * not of small order: under such a key one signature fits every message, so anybody could sign in.
 * The runtime looks at the point only when it verifies, which is too late to tell the person.
 * Keys of other types are not looked at. Costs big-number arithmetic: for registration only.
 */
export function isUsablePoint({ curve, x: encoded }: CoseKey): boolean {
  const field = curve === undefined ? undefined : CURVES[curve];
  if (field === undefined || encoded === undefined) return true;
  const { prime, a, d, eighth } = field;
  const y = decodeY(encoded, curve === "Ed448");
  if (y === undefined || y >= prime) return false;
  if (y === 0n || y === 1n || y === prime - 1n) return false;
  const square = (y * y) % prime;
  // Doubling a point of order 8 gives y = 0, hence x^2 = -y^2 (with a = -1).
  if (eighth && mod(d * square * square + 2n * square - 1n, prime) === 0n) return false;
  // x^2 = (1 - y^2) / (a - d y^2) has a root exactly where the product has one.
  return isSquare(mod((1n - square) * (a - d * square), prime), prime);
}

/** Little-endian, the sign of x in the highest bit; Ed448 has a whole byte for it. */
function decodeY(encoded: Uint8Array, signByte: boolean): bigint | undefined {
  const bytes = encoded.toReversed();
  const high = bytes[0] ?? 0;
  if (signByte && (high & 0x7f) !== 0) return undefined;
  bytes[0] = high & 0x7f;
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

/** Euler's criterion. */
function isSquare(value: bigint, prime: bigint): boolean {
  return power(value, (prime - 1n) / 2n, prime) === 1n;
}

function power(base: bigint, exponent: bigint, prime: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

function mod(value: bigint, prime: bigint): bigint {
  const rest = value % prime;
  return rest < 0n ? rest + prime : rest;
}

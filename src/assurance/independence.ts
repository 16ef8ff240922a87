/** A vault that nobody can name: it may be any of them. */
export const SOME_VAULT = "vault:?";

/**
 * Whether two proofs fall to no single compromise. Two that do are one proof: the same mailbox
 * twice, a password that a mailbox resets beside a code to it, a one-time password that may live in
 * the vault that holds the passkey.
 */
export function independent(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((one) => b.some((other) => isSame(one, other)));
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  return (
    (one === SOME_VAULT && other.startsWith("vault:")) ||
    (other === SOME_VAULT && one.startsWith("vault:"))
  );
}

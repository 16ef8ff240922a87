import type { PasskeyGrade, PlainGrade, Proof } from "../assurance/assurance.ts";
import { SOME_VAULT } from "../assurance/independence.ts";
import type { CredentialView } from "../policy/requirement.ts";
import type { AccountInput } from "./account.ts";

/**
 * A text that is the same for accounts of the same shape: what decides about them differs in
 * names alone (whose it is, which credential, which address, which vault). It holds every trait of an
 * account that a decision or the analysis looks at, whichever policy asks; that it leaves none out is
 * held by a test that works every account out anew.
 */
export function shapeKey(
  { account, channels }: Pick<AccountInput, "account" | "channels">,
  groups: ReadonlySet<string>,
): string {
  const credentials = account.credentials
    .map((one) => ({ one, traits: traitsOf(one) }))
    .toSorted((a, b) => (a.traits < b.traits ? -1 : Number(a.traits > b.traits)));
  const names = new Names();
  return [
    account.state,
    account.groups.filter((group) => groups.has(group)).join(),
    [...new Set(account.everHad)].toSorted().join(),
    channels.map(({ kind, address }) => `${kind} ${names.of(address)}`).join(),
    ...credentials.map(({ one, traits }) => `${traits} ${namesIn(one.best, names)}`),
  ].join("\n");
}

/** All that is so of a credential, whatever it is called. */
function traitsOf({ method, state, best }: CredentialView): string {
  const traits = best.method === "passkey" ? passkeyTraits(best) : plainTraits(best);
  return `${method} ${state} ${traits}`;
}

function passkeyTraits(best: PasskeyGrade): string {
  const { uv, keeper, attested, exportable, hardware, settled, counterWentBack, model } = best;
  const vault = best.provider === null ? "unlisted" : String(best.provider.secondStep !== null);
  const flags = [attested, hardware, settled, counterWentBack].map(Number).join("");
  const standing = `${model.fido} ${model.fips} ${[...model.adverse].toSorted().join()}`;
  return `${keeper} ${vault} ${uv} ${exportable} ${flags} ${standing} ${best.factors.join()}`;
}

function plainTraits({ evidence, assertion, factors }: PlainGrade): string {
  const kept = evidence.kind === "totp" ? evidence.keptIn.value : "";
  return `${assertion ?? ""} ${kept} ${factors.join()}`;
}

/**
 * What a proof falls with, and so the address or number that it names: by whether it is the same as
 * another's.
 */
function namesIn({ roots }: Proof, names: Names): string {
  return roots.map((root) => (root === SOME_VAULT ? root : names.ofRoot(root))).join();
}

/** Names in the order in which they are met. */
class Names {
  readonly #known = new Map<string, number>();

  of(name: string): number {
    const known = this.#known.get(name) ?? this.#known.size;
    this.#known.set(name, known);
    return known;
  }

  /** `vault:…`, `mailbox:…`, `number:…`, `passkey:…`: the kind counts, and which one it is. */
  ofRoot(root: string): string {
    const end = root.indexOf(":") + 1;
    return `${root.slice(0, end)}${this.of(root.slice(end))}`;
  }
}

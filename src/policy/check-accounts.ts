import type { Checked } from "./check-world.ts";
import { apart, plainPieces } from "./check-rich.ts";
import type { Combination, Term } from "./policy.ts";
import type {
  PasskeyTraits,
  SupposedHolding,
  SupposedPiece,
  Suppositions,
} from "./suppositions-schema.ts";

type SupposedAccount = NonNullable<Suppositions["account"]>;

/** An account with exactly what one way of signing up creates. */
export interface NewAccount {
  readonly rule: string;
  readonly account: SupposedAccount;
  /** The passkeys that it was made with. */
  readonly passkeys: readonly PasskeyTraits[];
}

/**
 * The accounts that signing up makes: by each rule, with the best passkey that each term takes, and
 * with every other one in the place of one of them. `decide` says whether they come into being.
 */
export function newAccounts(checked: Checked): readonly NewAccount[] {
  const rules = checked.policy.actions.get("sign-up") ?? [];
  return rules
    .filter((combination) => checked.canBeMet(combination))
    .flatMap((combination) =>
      choices(checked, combination)
        .map((passkeys) => ({ passkeys, pieces: piecesOf(combination, passkeys) }))
        .filter(({ pieces }) => isLetIn(checked, pieces))
        .map(({ passkeys, pieces }) => ({
          rule: combination.rule,
          account: accountOf(pieces),
          passkeys,
        })),
    );
}

/** An attempt that waits has shown all that it has to. */
function isLetIn(checked: Checked, pieces: readonly SupposedPiece[]): boolean {
  const answer = checked.ask("sign-up", { account: null, evidence: [...pieces] });
  if (answer === "need" || answer === "refuse") return false;
  const asked = pieces.map(({ prove, enrol }) =>
    prove === undefined ? (`enrol:${enrol ?? "passkey"}` as const) : (`prove:${prove}` as const),
  );
  return asked.every((what) => checked.offered.has(what));
}

/** For each term that takes a passkey, one; at most one of them is not the best. */
function choices(
  { inOneOf }: Checked,
  { terms }: Combination,
): readonly (readonly PasskeyTraits[])[] {
  const taking = terms.filter(isPasskey).map(({ classes }) => inOneOf(classes));
  const best = taking.map((known, index) => {
    const some = apart(known, taking.length);
    return some[index % some.length] ?? {};
  });
  const varied = taking.flatMap((known, index) =>
    known.map(({ traits }) => best.with(index, traits)),
  );
  return [best, ...varied];
}

function piecesOf(
  { terms }: Combination,
  passkeys: readonly PasskeyTraits[],
): readonly SupposedPiece[] {
  const left = [...passkeys];
  return terms.flatMap((term, index) => {
    if (!isPasskey(term)) return plainPieces(term, index);
    const traits = left.shift() ?? {};
    const credential = `passkey-${index + 1}`;
    return term.ceremony === "enrol"
      ? [{ enrol: "passkey", ...traits, credential }]
      : [{ prove: "passkey", ...traits, credential }];
  });
}

function accountOf(pieces: readonly SupposedPiece[]): SupposedAccount {
  const has = pieces.flatMap((piece): readonly SupposedHolding[] => {
    const { prove: _, enrol, credential, assertion: __, by: ___, ...traits } = piece;
    return enrol === undefined || enrol === "email-code"
      ? []
      : [{ method: enrol, id: credential ?? enrol, ...traits }];
  });
  const channels = pieces.filter(
    ({ prove }) => prove === "email-code" || prove === "magic-link" || prove === "sms-code",
  );
  return { has, channels: Math.min(8, channels.length) };
}

function isPasskey({ method }: Term): boolean {
  return method === "passkey";
}

const OTHER_METHODS = ["password", "totp", "sms-code", "recovery-code"] as const;

const MOST_PASSKEYS = 12;

/** One who has everything: passkeys of each class and each keeper, and one of each other method. */
export function richAccount({ policy, inOneOf }: Checked): SupposedAccount {
  const all = [...policy.classes.values()].flatMap((one) => {
    const known = inOneOf([one]);
    const keepers = new Map(
      known.toReversed().map((each) => [each.weighed.keeper, each.traits] as const),
    );
    return [...apart(known, 2), ...keepers.values()];
  });
  const passkeys = all.map((traits, index) => ({
    method: "passkey" as const,
    id: `passkey-${index + 1}`,
    ...traits,
  }));
  return {
    has: [...passkeys.slice(0, MOST_PASSKEYS), ...OTHER_METHODS.map((method) => holdingOf(method))],
    channels: 8,
    // The high-water mark closes rules; who has everything is here to ask whether there is any.
    everHad: [],
  };
}

/** The same account when every passkey is gone; what it ever had, it had. */
export function withoutPasskeys({ has = [], ...account }: SupposedAccount): SupposedAccount {
  return {
    ...account,
    everHad: account.everHad ?? [...new Set(has.map(({ method }) => method))],
    has: has.filter(({ method }) => method !== "passkey"),
  };
}

/** Methods each of which would open an action to an account. */
export function openedBy(
  checked: Checked,
  action: Parameters<Checked["ask"]>[0],
  account: SupposedAccount,
): readonly string[] {
  return OTHER_METHODS.filter((method) => {
    const has = [...(account.has ?? []).filter((one) => one.method !== method), holdingOf(method)];
    return checked.ask(action, { account: { ...account, has } }) !== "refuse";
  });
}

function holdingOf(method: (typeof OTHER_METHODS)[number]): SupposedHolding {
  return method === "totp" ? { method, id: method, keptIn: "own-app" } : { method, id: method };
}

import type { Combination, Term } from "../../src/policy/policy.ts";
import type {
  PasskeyTraits,
  SupposedHolding,
  SupposedPiece,
  Suppositions,
} from "../../src/policy/suppositions-schema.ts";

/** Who has just what a rule asks for, and a little less: questions that tell the rule from its absence. */

const CERTIFIED = ["FIDO_CERTIFIED_L2"];

/** Such as a rule may tell apart, no two in one place. */
export const KINDS: readonly PasskeyTraits[] = [
  { keeper: "platform", synced: true },
  { keeper: "hardware-key", attested: true },
  { keeper: "hardware-key", userVerified: false },
  { keeper: "vault" },
  { keeper: "vault", secondStep: true },
  { keeper: "hardware-key", attested: true, statuses: CERTIFIED },
  { keeper: "vault", userVerified: false },
  { keeper: "hardware-key", attested: true, statuses: ["FIPS140_CERTIFIED_L1"] },
  { keeper: "platform", synced: true, attested: true, statuses: CERTIFIED },
  { keeper: "hardware-key", statuses: CERTIFIED },
  { keeper: "vault", secondStep: true, uvKnownIssue: true },
  { keeper: "vault", uvKnownIssue: true },
  {},
  { keeper: "platform", synced: true, userVerified: false },
  { keeper: "platform", synced: true, counterWentBack: true },
  { keeper: "hardware-key", attested: true, statuses: CERTIFIED, counterWentBack: true },
  { keeper: "hardware-key", attested: true, statuses: CERTIFIED, userVerified: false },
  { keeper: "hardware-key", attested: true, statuses: [...CERTIFIED, "REVOKED"] },
  {
    keeper: "hardware-key",
    attested: true,
    statuses: [...CERTIFIED, "USER_KEY_REMOTE_COMPROMISE"],
  },
  { keeper: "hardware-key", attested: true, statuses: [...CERTIFIED, "USER_VERIFICATION_BYPASS"] },
  {
    keeper: "hardware-key",
    attested: true,
    statuses: [...CERTIFIED, "USER_KEY_PHYSICAL_COMPROMISE"],
  },
  {
    keeper: "hardware-key",
    attested: true,
    statuses: [...CERTIFIED, "ATTESTATION_KEY_COMPROMISE"],
  },
  { keeper: "hardware-key", attested: true, statuses: [...CERTIFIED, "SOMETHING_NEW"] },
];

/** Where several are asked for, the first few are enough. */
const SOME = 7;

export interface Asking {
  readonly evidence: readonly SupposedPiece[];
  readonly account: NonNullable<Suppositions["account"]>;
}

/** Beside what is shown: nothing, or what closes and opens rules. */
const HOLDERS: readonly NonNullable<Suppositions["account"]>[] = [
  { channels: 3, everHad: [] },
  { channels: 1 },
  { channels: 3 },
  { channels: 3, everHad: ["passkey"] },
];
/** What an account may have beside: a kind more, and a way in that is left. */
const BESIDE: readonly (readonly SupposedHolding[])[] = [
  [],
  [{ method: "passkey", id: "of-a-vault", keeper: "vault", secondStep: true }],
  [{ method: "passkey", id: "of-another-vault", keeper: "vault" }],
  [
    {
      method: "passkey",
      id: "certified",
      keeper: "hardware-key",
      attested: true,
      statuses: CERTIFIED,
    },
  ],
];

/**
 * The likeliest to tell first.
 * @param targets - what it is about, such as may be removed; empty: nothing
 */
export function* questionsOn(
  rule: Combination,
  targets: readonly SupposedHolding[],
): Generator<Asking> {
  const accounts = HOLDERS.flatMap((holder) =>
    BESIDE.flatMap((beside) =>
      targets.length === 0
        ? [{ ...holder, has: [...beside] }]
        : targets.map((one) => ({ ...holder, has: [one, ...beside] })),
    ),
  );
  const several = rule.terms.filter(({ method }) => method === "passkey").length > 1;
  const shown = [...assignments(rule.terms, several ? KINDS.slice(0, SOME) : KINDS)];
  const few = accounts.filter((_, at) => at % (BESIDE.length * Math.max(1, targets.length)) === 0);
  for (const tried of [few, accounts.filter((one) => !few.includes(one))]) {
    for (const pieces of shown) {
      for (const evidence of variants(rule, pieces)) {
        for (const account of tried) yield { evidence, account };
      }
    }
  }
}

function* assignments(
  terms: readonly Term[],
  kinds: readonly PasskeyTraits[],
  at = 0,
): Generator<readonly SupposedPiece[]> {
  const [term, ...rest] = terms;
  if (term === undefined) {
    yield [];
    return;
  }
  for (const piece of piecesFor(term, kinds, at)) {
    for (const others of assignments(rest, kinds, at + 1)) yield [piece, ...others];
  }
}

function piecesFor(
  { method, ceremony, assertion }: Term,
  kinds: readonly PasskeyTraits[],
  at: number,
): readonly SupposedPiece[] {
  if (method === "passkey") {
    return kinds.map((traits) => ({
      [ceremony]: "passkey" as const,
      credential: `passkey-${at}`,
      ...traits,
    }));
  }
  if (ceremony === "enrol")
    return [{ enrol: method, ...(method === "sms-code" ? NEW_NUMBER : {}) } as SupposedPiece];
  if (method === "totp") return [{ prove: method, keptIn: "own-app" }];
  const mailed = method === "email-code" || method === "magic-link";
  return [
    {
      prove: method,
      ...(mailed ? { address: `mailbox-${at}@example.org` } : {}),
      ...(assertion === null ? {} : { assertion, by: `somebody-${at}` }),
    },
  ];
}

const NEW_NUMBER = { number: "+441632960999" };
const DAY = 86_400;

/** All of it now; each piece of it long ago; where it waits, with as few notices, and before its time. */
function variants(
  { delaySeconds, notices }: Combination,
  pieces: readonly SupposedPiece[],
): readonly (readonly SupposedPiece[])[] {
  const old = pieces.map((piece, at) => pieces.with(at, { ...piece, ageSeconds: 3601 }));
  const waited = (seconds: number, told: number): readonly SupposedPiece[] => [
    ...pieces,
    { fact: "begun", ageSeconds: seconds },
    ...Array.from({ length: told }, (_, at) => ({
      fact: "notified" as const,
      channel: `notices-${at}@example.net`,
      ageSeconds: seconds,
    })),
  ];
  const waits = [0, notices - 1, notices].flatMap((told) =>
    [60, delaySeconds, 10 * DAY].map((seconds) => waited(seconds, Math.max(0, told))),
  );
  return delaySeconds > 0 ? [pieces, ...waits] : [pieces, ...old];
}

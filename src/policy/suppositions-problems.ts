import { ASSERTIONS } from "../evidence/external.ts";
import type { Knowledge } from "../assurance/knowledge.ts";
import type { PolicyProblem } from "./problems.ts";
import { holdingId, holdingOf } from "./suppositions-account.ts";
import {
  PASSKEY_KEYS,
  type PasskeyTraits,
  type SupposedHolding,
  type SupposedPiece,
  type Suppositions,
} from "./suppositions-schema.ts";
import { aaguidOf } from "./suppositions-world.ts";

/** The keys that each kind of piece may have beside those that every one may have. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  passkey: [...PASSKEY_KEYS, "credential"],
  password: ["resetBy"],
  totp: ["keptIn", "credential"],
  "sms-code": ["number"],
  "email-code": ["address"],
  "magic-link": ["address"],
  "recovery-code": ["credential"],
  external: ["assertion", "by"],
  begun: [],
  notified: ["channel"],
  vetoed: ["channel"],
};
const EVERY_KEY = ["prove", "enrol", "fact", "ageSeconds", "method", "id", "state"];

/** What the schema cannot say: of one piece, and of a piece beside the account. */
export function suppositionProblems(
  input: Suppositions,
  known: Knowledge,
): readonly PolicyProblem[] {
  return [...problemsOfPieces(input), ...unknownProviders(input, known)];
}

/** A piece is one thing, and has no key of another. */
function pieceProblems(
  given: SupposedPiece | SupposedHolding,
  path: string,
): readonly PolicyProblem[] {
  const [kind, another] = kindsOf(given);
  if (kind === undefined || another !== undefined) {
    return [{ path, expected: "one of `prove`, `enrol` and `fact`" }];
  }
  const allowed = new Set([...EVERY_KEY, ...(KEYS[kind] ?? [])]);
  const problems: PolicyProblem[] = Object.keys(given)
    .filter((key) => !allowed.has(key))
    .map((key) => ({ path: `${path}.${key}`, expected: `no such key of ${kind}` }));
  if (kind === "external" && !("assertion" in given)) {
    problems.push({ path: `${path}.assertion`, expected: `one of ${ASSERTIONS.join(", ")}` });
  }
  return [...problems, ...keeperProblems(given, path)];
}

function kindsOf(given: SupposedPiece | SupposedHolding): readonly string[] {
  if ("method" in given) return [given.method];
  const { prove, enrol, fact } = given;
  return [prove, enrol, fact].filter((kind) => kind !== undefined);
}

function keeperProblems(given: PasskeyTraits, path: string): readonly PolicyProblem[] {
  const named = [given.provider, given.aaguid, given.keeper].filter((one) => one !== undefined);
  const problems: PolicyProblem[] = [];
  if (named.length > 1) {
    problems.push({ path, expected: "one of `provider`, `aaguid` and `keeper`" });
  }
  if (given.secondStep === true && given.keeper !== "vault") {
    problems.push({ path: `${path}.secondStep`, expected: '`keeper`: "vault" beside it' });
  }
  if (given.uvKnownIssue === true && given.keeper === undefined) {
    problems.push({ path: `${path}.uvKnownIssue`, expected: "`keeper` beside it" });
  }
  return problems;
}

function problemsOfPieces(input: Suppositions): readonly PolicyProblem[] {
  const pieces = (input.evidence ?? []).flatMap((piece, index) => {
    const path = `evidence[${index}]`;
    const wrong = pieceProblems(piece, path);
    return [...wrong, ...recordProblems(piece, input, path)];
  });
  const has = input.account?.has ?? [];
  const ids = has.map(holdingId);
  const holdings = has.flatMap((one, index) => {
    const path = `account.has[${index}]`;
    const again = ids.indexOf(holdingId(one, index)) < index;
    return [
      ...pieceProblems(one, path),
      ...(again ? [{ path: `${path}.id`, expected: "an id that no other one has" }] : []),
    ];
  });
  return [...pieces, ...holdings];
}

/** Whoever says what an account has, and names what it has not, has mistyped one of the two. */
function recordProblems(
  piece: SupposedPiece,
  input: Suppositions,
  path: string,
): readonly PolicyProblem[] {
  const holding = holdingOf(piece, input);
  const named = piece.prove === "passkey" && piece.credential !== undefined;
  const missing = named && holding === undefined && input.account?.has !== undefined;
  return missing ? [{ path: `${path}.credential`, expected: "an id of account.has" }] : [];
}

function unknownProviders(input: Suppositions, known: Knowledge): readonly PolicyProblem[] {
  const evidence = (input.evidence ?? []).map((one, i) => [`evidence[${i}]`, one] as const);
  const has = (input.account?.has ?? []).map((one, i) => [`account.has[${i}]`, one] as const);
  return [...evidence, ...has]
    .filter(([, one]) => kindsOf(one).includes("passkey"))
    .filter(([, one]) => one.provider !== undefined && aaguidOf(known, one) === undefined)
    .map(([path]) => ({
      path: `${path}.provider`,
      expected: "the name of a provider of the list, such as Apple Passwords",
    }));
}

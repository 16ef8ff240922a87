import { UV_GRADES } from "../assurance/assurance.ts";
import { gradePasskey } from "../assurance/grade-passkey.ts";
import { NO_KNOWLEDGE } from "../assurance/knowledge.ts";
import { FIDO_LEVELS } from "../assurance/model-standing.ts";
import { instant } from "../base/time.ts";
import type { Combination, PasskeyClass, Term } from "./policy.ts";
import { isInClass } from "./satisfies.ts";
import { supposedUse } from "./suppositions-passkey.ts";
import type { Weighed } from "./weigh.ts";

type IsWithin = (one: PasskeyClass, others: readonly PasskeyClass[]) => boolean;

/**
 * Whether whoever meets `later` has met `earlier` already: each thing that the earlier one asks for
 * is asked for by the later one as well, and the earlier one is open and waited for no less often.
 */
export function asksNoMore(earlier: Combination, later: Combination, isWithin: IsWithin): boolean {
  return (
    isOpenWherever(earlier, later) &&
    isWaitedForNoLess(earlier, later) &&
    canPair(earlier.terms, later.terms, isWithin)
  );
}

function isOpenWherever({ conditions: a }: Combination, { conditions: b }: Combination): boolean {
  return (
    a.unlessEverHad.every((method) => b.unlessEverHad.includes(method)) &&
    a.passkeyKinds <= b.passkeyKinds &&
    a.channels <= b.channels &&
    (!a.migrating || b.migrating)
  );
}

/** Notices hold nothing up where there is no delay. */
function isWaitedForNoLess(a: Combination, b: Combination): boolean {
  return a.delaySeconds === 0 || (a.delaySeconds <= b.delaySeconds && a.notices <= b.notices);
}

/** Each of the first with one of the others that asks for at least as much, and no one twice. */
function canPair(
  [term, ...rest]: readonly Term[],
  others: readonly Term[],
  isWithin: IsWithin,
): boolean {
  if (term === undefined) return true;
  return others.some(
    (other, index) =>
      implies(other, term, isWithin) && canPair(rest, others.toSpliced(index, 1), isWithin),
  );
}

function implies(asked: Term, less: Term, isWithin: IsWithin): boolean {
  if (asked.ceremony !== less.ceremony || asked.method !== less.method) return false;
  if (asked.assertion !== less.assertion) return false;
  const young = asked.maxAgeSeconds ?? Number.POSITIVE_INFINITY;
  if (young > (less.maxAgeSeconds ?? Number.POSITIVE_INFINITY)) return false;
  return asked.classes.every((one) => isWithin(one, less.classes));
}

/**
 * Whether every passkey of one class is in one of some others: asked of every passkey that classes can
 * tell apart, so that it is `isInClass` that answers.
 */
export function orderOfClasses(): IsWithin {
  const passkeys = [true, false].flatMap((attested) =>
    UV_GRADES.flatMap((uv) => variants(attested, uv)),
  );
  const answered = new Map<string, boolean>();
  return (one, others) => {
    if (others.includes(one)) return true;
    const key = [one, ...others].map(({ name }) => name).join(" ");
    const known = answered.get(key);
    if (known !== undefined) return known;
    const answer = passkeys.every(
      (passkey) => !isInClass(passkey, one) || others.some((other) => isInClass(passkey, other)),
    );
    answered.set(key, answer);
    return answer;
  };
}

function variants(attested: boolean, uv: Weighed["uv"]): readonly Weighed[] {
  const now = instant(0);
  const used = supposedUse({}, NO_KNOWLEDGE, { credential: "any", at: now, now });
  const grade = gradePasskey(used, NO_KNOWLEDGE, now);
  const certificates = attested
    ? [0, 1, 2, 3, 4].flatMap((fips) => FIDO_LEVELS.map((fido) => ({ fips, fido })))
    : [{ fips: 0, fido: FIDO_LEVELS[0] }];
  return certificates.flatMap((certificate) =>
    (["yes", "claimed-no", "no"] as const).flatMap((exportable) =>
      (["platform", "hardware-key", "vault", "unknown"] as const).flatMap((keeper) =>
        [true, false].map((vaultSecondStep) => ({
          proof: { ...grade, attested, exportable, model: { ...grade.model, ...certificate } },
          refused: false,
          roots: [],
          uv,
          keeper,
          vaultSecondStep,
        })),
      ),
    ),
  );
}

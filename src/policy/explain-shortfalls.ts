import { UV_GRADES } from "../assurance/assurance.ts";
import { type Instant, secondsBetween } from "../base/time.ts";
import { refusals } from "./explain-proofs.ts";
import type { PasskeyClass, Policy, Term } from "./policy.ts";
import { classShortfall, satisfies } from "./satisfies.ts";
import type { Weighed } from "./weigh.ts";

type Value = string | boolean | readonly string[];

export type Shortfall =
  | { readonly code: "refused"; readonly by: readonly string[] }
  | { readonly code: "too-old"; readonly ageSeconds: number; readonly maxAgeSeconds: number }
  | { readonly code: "other-assertion"; readonly asked: string; readonly is: string }
  | {
      readonly code: "not-in-class";
      readonly class: string;
      readonly lacks: keyof PasskeyClass;
      readonly asked: Value;
      readonly is: Value;
    }
  /** It serves another term of the combination. */
  | { readonly code: "used-already" }
  /** A single compromise defeats it and a proof that is counted already. */
  | { readonly code: "falls-with"; readonly proof: number; readonly to: readonly string[] };

/** Takes anything: with it in the place of the classes, what is left to fail is the age. */
const ANY_CLASS: PasskeyClass = {
  name: "any",
  userVerification: UV_GRADES[0],
  keepers: ["platform", "hardware-key", "vault", "unknown"],
  vaultSecondStep: false,
  attested: false,
  deviceBound: false,
  certified: null,
};

/** Everything by which a proof of the right method is not what a term asks for. */
export function shortfallsOf(
  weighed: Weighed,
  term: Term,
  policy: Policy,
  now: Instant,
): readonly Shortfall[] {
  const { proof } = weighed;
  const shortfalls: Shortfall[] = [];
  const by = refusals(policy, weighed);
  if (by.length > 0) shortfalls.push({ code: "refused", by });
  const assertion = proof.method === "passkey" ? null : proof.assertion;
  if (assertion !== term.assertion) {
    shortfalls.push({
      code: "other-assertion",
      asked: term.assertion ?? "none",
      is: assertion ?? "none",
    });
  }
  const bare = { ...weighed, refused: false };
  const { maxAgeSeconds } = term;
  const asked = { ...term, assertion, classes: [ANY_CLASS] };
  if (maxAgeSeconds !== null && !satisfies(bare, asked, now)) {
    shortfalls.push({ code: "too-old", ageSeconds: secondsBetween(proof.at, now), maxAgeSeconds });
  }
  const inOne = term.classes.some((one) => classShortfall(weighed, one) === null);
  return inOne ? shortfalls : [...shortfalls, ...term.classes.map((one) => notIn(weighed, one))];
}

/** In the order in which a class asks: whoever lacks a later thing has come further. */
export const ASKED_IN_ORDER: readonly (keyof PasskeyClass)[] = [
  "userVerification",
  "keepers",
  "vaultSecondStep",
  "attested",
  "deviceBound",
  "certified",
];

/** Why a passkey is in none of some classes: what it lacks to be in the one that it comes nearest. */
export function nearestShortfall(
  weighed: Weighed,
  asked: readonly PasskeyClass[],
  policy: Policy,
): Shortfall | null {
  const by = refusals(policy, weighed);
  if (by.length > 0) return { code: "refused", by };
  const lacking = asked.filter((one) => classShortfall(weighed, one) !== null);
  const [nearest] = lacking
    .map((one) => notIn(weighed, one))
    .toSorted((a, b) => ASKED_IN_ORDER.indexOf(b.lacks) - ASKED_IN_ORDER.indexOf(a.lacks));
  return nearest ?? null;
}

type NotInClass = Extract<Shortfall, { readonly code: "not-in-class" }>;

function notIn(weighed: Weighed, asked: PasskeyClass): NotInClass {
  const lacks = classShortfall(weighed, asked) ?? "name";
  return { code: "not-in-class", class: asked.name, lacks, ...askedAndIs(weighed, asked, lacks) };
}

function askedAndIs(
  { proof, uv, keeper, vaultSecondStep }: Weighed,
  asked: PasskeyClass,
  lacks: keyof PasskeyClass,
): { readonly asked: Value; readonly is: Value } {
  if (proof.method !== "passkey") return { asked: "a passkey", is: proof.method };
  switch (lacks) {
    case "userVerification":
      return { asked: asked.userVerification, is: uv };
    case "keepers":
      return { asked: asked.keepers, is: keeper };
    case "vaultSecondStep":
      return { asked: true, is: vaultSecondStep };
    case "attested":
      return { asked: true, is: proof.attested };
    case "deviceBound":
      return { asked: true, is: false };
    case "certified":
      return { asked: certificates(asked.certified), is: certificates(proof.model) };
    case "name":
      return { asked: asked.name, is: "another" };
  }
}

function certificates(
  certified: { readonly fips: number | null; readonly fido: string | null } | null,
): readonly string[] {
  const { fips, fido } = certified ?? { fips: null, fido: null };
  return [
    ...(fips === null || fips === 0 ? [] : [`FIPS 140 level ${fips}`]),
    ...(fido === null || fido === "none" ? [] : [`FIDO ${fido}`]),
  ];
}

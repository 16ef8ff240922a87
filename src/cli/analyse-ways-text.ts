import { asTold, classOf, COMPROMISE_CLASSES } from "../analysis/compromises.ts";
import type { Leg } from "../analysis/walk.ts";
import { sayAnalysis, sayCompromise } from "../words/analysis-say.ts";
import { LANGUAGE, wrap } from "./policy-text.ts";

/** One way to be defeated: what has to happen, and how it is walked. */
export interface WayDown {
  readonly set: readonly string[];
  readonly legs: readonly Leg[];
}

/** Remote ones first, then the smaller; what runs on the owner's own devices is one line. */
export function waysText(ways: readonly WayDown[]): readonly string[] {
  const resident = ways.filter(({ set }) => isResident(set));
  const others = ways.filter(({ set }) => !isResident(set)).toSorted(byRemoteness);
  return [
    ...others.flatMap(({ set, legs }) => [wrap(`- ${setText(set)}`, 4, 6), legsText(legs)]),
    ...(resident.length === 0 ? [] : [wrap(`- ${sayAnalysis(LANGUAGE, "fold.endpoint")}`, 4, 6)]),
  ];
}

function isResident(set: readonly string[]): boolean {
  return set.length === 1 && (set[0] ?? "").startsWith("malware(");
}

function byRemoteness(a: WayDown, b: WayDown): number {
  return farthest(a.set) - farthest(b.set) || a.set.length - b.set.length;
}

/** The class that is hardest to come by from afar decides where a set stands. */
function farthest(set: readonly string[]): number {
  const ranks = set
    .map((one) => COMPROMISE_CLASSES.indexOf(classOf(one)))
    .filter((rank) => rank !== COMPROMISE_CLASSES.indexOf("circumstance"));
  return Math.max(0, ...ranks);
}

export function setText(set: readonly string[]): string {
  const said = set.toSorted(asTold).map((one) => sayCompromise(LANGUAGE, one));
  return said.join(`, ${sayAnalysis(LANGUAGE, "and")} `);
}

function legsText(legs: readonly Leg[]): string {
  const then = `, ${sayAnalysis(LANGUAGE, "leg.then")} `;
  return legs.length === 0 ? "" : wrap(`(${legs.map(legText).join(then)})`, 6);
}

function legText(leg: Leg): string {
  if (leg.kind !== "step") return sayAnalysis(LANGUAGE, `leg.${leg.kind}`);
  const said = stepText(leg);
  return leg.waits ? `${said}, ${sayAnalysis(LANGUAGE, "leg.waits")}` : said;
}

/** What binds something is shown what signing in was shown, or rests on it. */
function stepText({ action, shown: ids }: Extract<Leg, { readonly kind: "step" }>): string {
  const shown = ids.join(" + ");
  if (action === "sign-in") return sayAnalysis(LANGUAGE, "leg.sign-in", { shown });
  if (action === "recover") return sayAnalysis(LANGUAGE, "leg.recover", { shown });
  return sayAnalysis(LANGUAGE, "leg.other", { action });
}

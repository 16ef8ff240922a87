import { sayAnalysis, sayCompromise } from "./analysis-say.ts";
import type { Language } from "./languages.ts";

/** One leg of the way by which an account is taken over, as far as it is told. */
export type SayableLeg =
  | {
      readonly kind: "step";
      readonly action: string;
      readonly shown: readonly string[];
      readonly waits: boolean;
    }
  | { readonly kind: "session" | "survives" };

/** All that has to happen, in the order in which it is given. */
export function saySet(language: Language, set: readonly string[]): string {
  if (set.length === 0) return sayAnalysis(language, "set.nothing");
  const said = set.map((one) => sayCompromise(language, one));
  return said.join(`, ${sayAnalysis(language, "and")} `);
}

/** How it is walked, first things first; the empty text: it is not said. */
export function sayWay(language: Language, legs: readonly SayableLeg[]): string {
  return legs.map((leg) => sayLeg(language, leg)).join(`, ${sayAnalysis(language, "leg.then")} `);
}

function sayLeg(language: Language, leg: SayableLeg): string {
  if (leg.kind !== "step") return sayAnalysis(language, `leg.${leg.kind}`);
  const said = sayStep(language, leg);
  return leg.waits ? `${said}, ${sayAnalysis(language, "leg.waits")}` : said;
}

/** What binds something is shown what signing in was shown, or rests on it. */
function sayStep(
  language: Language,
  { action, shown: ids }: Extract<SayableLeg, { readonly kind: "step" }>,
): string {
  const shown = ids.join(" + ");
  if (action === "sign-in") return sayAnalysis(language, "leg.sign-in", { shown });
  if (action === "recover") return sayAnalysis(language, "leg.recover", { shown });
  return sayAnalysis(language, "leg.other", { action });
}

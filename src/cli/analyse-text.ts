import type { InvariantResult } from "../analysis/invariants.ts";
import { LIMITS } from "../analysis/limits.ts";
import type { Sets } from "../analysis/analyse.ts";
import { COORDINATES, type Profile } from "../analysis/profile.ts";
import type { Change } from "../analysis/changes.ts";
import type { Comparison } from "../analysis/compare.ts";
import { sayAnalysis, sayAsset } from "../words/analysis-say.ts";
import { setText, type WayDown, waysText } from "./analyse-ways-text.ts";
import { LANGUAGE, row, wrap } from "./policy-text.ts";

/** What there is to say of one account or scenario. */
export interface Said {
  readonly title: string | null;
  readonly control: readonly WayDown[];
  /** Beyond those that CONTROL is reached by. */
  readonly access: readonly WayDown[];
  readonly lockout: Sets;
  readonly profile: Profile;
  readonly baseline: Profile;
  readonly versusBaseline: Comparison;
  readonly assumptions: readonly { readonly name: string; readonly assumes: string }[];
  readonly changes: readonly Change[];
  /** What the policy claims of such accounts. */
  readonly claims: readonly InvariantResult[];
  readonly formulas: string;
  readonly complete: boolean;
}

/** A calm page for whoever runs the application: the worst first, and what it does not say last. */
export function analysisText(said: Said): string {
  const { title, control, access, lockout } = said;
  return [
    ...(title === null ? [] : [wrap(title, 0)]),
    ...(said.complete ? [] : [`\n${wrap(sayAnalysis(LANGUAGE, "incomplete"), 0)}`]),
    headingText(sayAnalysis(LANGUAGE, "control.title")),
    control.length === 0
      ? wrap(sayAnalysis(LANGUAGE, "control.none"), 2)
      : wrap(sayAnalysis(LANGUAGE, "control.about", { count: control.length }), 2),
    ...waysText(control),
    headingText(sayAnalysis(LANGUAGE, "access.title")),
    access.length === 0
      ? wrap(sayAnalysis(LANGUAGE, "access.none"), 2)
      : wrap(sayAnalysis(LANGUAGE, "access.about", { count: access.length }), 2),
    ...waysText(access),
    headingText(sayAnalysis(LANGUAGE, "lockout.title")),
    ...lockoutText(lockout),
    ...profileText(said),
    ...changesText(said),
    ...baselineText(said.versusBaseline),
    ...claimsText(said),
    ...assumedText(said),
    ...limitsText(said),
  ].join("");
}

export function headingText(text: string): string {
  return `\n${text}\n`;
}

function lockoutText(lockout: Sets): readonly string[] {
  if (lockout.length === 0) return [wrap(sayAnalysis(LANGUAGE, "lockout.none"), 2)];
  if (lockout.some((set) => set.length === 0)) {
    return [wrap(sayAnalysis(LANGUAGE, "lockout.already"), 2)];
  }
  const and = `, ${sayAnalysis(LANGUAGE, "and")} `;
  return [
    wrap(sayAnalysis(LANGUAGE, "lockout.about", { count: lockout.length }), 2),
    ...lockout.map((set) =>
      wrap(`- ${set.map((asset) => sayAsset(LANGUAGE, asset)).join(and)}`, 4, 6),
    ),
  ];
}

const COORDINATE_WIDTH = 40;

function profileText({ profile, baseline }: Said): readonly string[] {
  const count = (number: number | null) =>
    number === null ? sayAnalysis(LANGUAGE, "profile.never") : String(number);
  const line = (name: string, own: string, other: string) =>
    `  ${name.padEnd(COORDINATE_WIDTH)}${own.padEnd(6)}${other}\n`;
  return [
    headingText(sayAnalysis(LANGUAGE, "profile.title")),
    line("", sayAnalysis(LANGUAGE, "profile.this"), sayAnalysis(LANGUAGE, "profile.baseline")),
    ...COORDINATES.map((name) =>
      line(sayAnalysis(LANGUAGE, `profile.${name}`), count(profile[name]), count(baseline[name])),
    ),
  ];
}

function baselineText({ exact, weakerAgainst, strongerAgainst }: Comparison): readonly string[] {
  const witnesses = (key: "weaker" | "stronger", sets: Sets) =>
    sets.length === 0
      ? []
      : [
          wrap(sayAnalysis(LANGUAGE, `baseline.${key}`), 2),
          ...sets.map((set) => wrap(`- ${setText(set)}`, 4, 6)),
        ];
  return [
    headingText(sayAnalysis(LANGUAGE, "baseline.title")),
    wrap(sayAnalysis(LANGUAGE, `baseline.${exact}`), 2),
    ...witnesses("weaker", weakerAgainst),
    ...witnesses("stronger", strongerAgainst),
  ];
}

/**
 * One way given up at a time: what that takes from an attacker, and what it takes from the owner.
 */
function changesText({ changes, control, lockout }: Said): readonly string[] {
  if (changes.length === 0) return [];
  const known = new Set(lockout.map((set) => set.join()));
  return [
    headingText(sayAnalysis(LANGUAGE, "change.title")),
    ...changes.flatMap(({ entry, shown, broken, after }) => {
      const counts = { shown: shown.join(" + "), count: broken.length, all: control.length };
      const losses = after.lockout.filter((set) => !known.has(set.join()));
      return [
        wrap(`- ${sayAnalysis(LANGUAGE, `change.${entry}`, counts)}`, 2, 4),
        ...losses.map((set) => {
          const things = set.map((asset) => sayAsset(LANGUAGE, asset)).join(", ");
          const said =
            set.length === 0
              ? sayAnalysis(LANGUAGE, "lockout.already")
              : sayAnalysis(LANGUAGE, "change.loses", { things });
          return wrap(`- ${said}`, 4, 6);
        }),
      ];
    }),
  ];
}

function claimsText({ claims }: Said): readonly string[] {
  if (claims.length === 0) return [];
  return [
    headingText(sayAnalysis(LANGUAGE, "claims.title")),
    ...claims.flatMap(({ invariant, holds, decided, witnesses }) => {
      const how = decided ? (holds ? "claims.holds" : "claims.fails") : "claims.unsure";
      return [
        wrap(`- ${invariant}: ${sayAnalysis(LANGUAGE, how)}`, 2, 4),
        ...(decided ? witnesses : []).map((set) => wrap(`- ${setText(set)}`, 4, 6)),
      ];
    }),
  ];
}

function assumedText({ assumptions }: Said): readonly string[] {
  if (assumptions.length === 0) return [];
  const width = Math.max(...assumptions.map(({ name }) => name.length));
  return [
    headingText(sayAnalysis(LANGUAGE, "assumed.title")),
    ...assumptions.map(({ name, assumes }) => row(name, width, assumes)),
  ];
}

export function limitsText({ formulas: version }: Pick<Said, "formulas">): readonly string[] {
  return [
    headingText(sayAnalysis(LANGUAGE, "limits.title")),
    ...LIMITS.map((limit) => {
      const said =
        limit === "dated"
          ? sayAnalysis(LANGUAGE, "limit.dated", { version })
          : sayAnalysis(LANGUAGE, `limit.${limit}`);
      return wrap(`- ${said}`, 2, 4);
    }),
  ];
}

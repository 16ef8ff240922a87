import { FORMULAS } from "../analysis/formulas.ts";
import { NO_CREDENTIAL } from "../analysis/simulation.ts";
import type { Changes, Standings, Tally } from "../analysis/tally.ts";
import type { SimulatedPolicy } from "../compose/operate-simulate.ts";
import { sayPolicy } from "../words/policy-say.ts";
import { headingText, limitsText } from "./analyse-text.ts";
import { LANGUAGE, wrap } from "./policy-text.ts";

/** What another policy would do to the accounts of a site, for a person. */
export function simulationText(found: SimulatedPolicy): string {
  const { before, after, all, groups, otherGroups, kinds, of, stopped } = found;
  const { accounts } = all;
  const halt = stopped
    ? [wrap(sayPolicy(LANGUAGE, "simulate.stopped", { count: accounts, all: of }), 0)]
    : [];
  return [
    `${before}\n${after}\n`,
    ...halt,
    ...standingsText(all),
    ...changesText(all),
    headingText(sayPolicy(LANGUAGE, "simulate.groups")),
    groups.size === 0 ? wrap(sayPolicy(LANGUAGE, "simulate.noGroups"), 2) : tableText([...groups]),
    otherGroups === 0
      ? ""
      : wrap(sayPolicy(LANGUAGE, "simulate.otherGroups", { count: otherGroups }), 2),
    headingText(sayPolicy(LANGUAGE, "simulate.kinds")),
    tableText([...kinds].map(([kind, tally]) => [kindText(kind), tally])),
    `\n${wrap(sayPolicy(LANGUAGE, "simulate.columns"), 2)}`,
    ...limitsText({ formulas: FORMULAS.version }),
    `\n${sayPolicy(LANGUAGE, "simulate.written")}\n`,
  ].join("");
}

const STANDINGS = {
  oneStep: "simulate.oneStep",
  moreSteps: "simulate.moreSteps",
  refused: "simulate.refusedNow",
  noWayIn: "simulate.noWayIn",
  oneRemote: "simulate.oneRemote",
} as const satisfies Readonly<Record<keyof Standings, string>>;

const CHANGES = [
  "anotherStep",
  "fewerSteps",
  "refused",
  "admitted",
  "lostWayIn",
  "gainedWayIn",
  "newlyOneRemote",
  "noLongerOneRemote",
] as const satisfies readonly (keyof Changes)[];

const NAME = 40;
const COUNT = 9;

function standingsText({ before, after }: Tally): readonly string[] {
  const heads = [sayPolicy(LANGUAGE, "simulate.now"), sayPolicy(LANGUAGE, "simulate.then")];
  return [
    "\n",
    line("", heads),
    ...Object.entries(STANDINGS).map(([name, key]) => {
      const standing = name as keyof Standings;
      return line(sayPolicy(LANGUAGE, key), [before[standing], after[standing]]);
    }),
  ];
}

function changesText({ accounts, changed, changes }: Tally): readonly string[] {
  if (changed === 0) {
    return [`\n${wrap(sayPolicy(LANGUAGE, "simulate.nothing", { count: accounts }), 0)}`];
  }
  return [
    headingText(sayPolicy(LANGUAGE, "simulate.changed", { count: changed, all: accounts })),
    ...CHANGES.filter((change) => changes[change] > 0).map((change) =>
      line(sayPolicy(LANGUAGE, `simulate.${change}`), [changes[change]]),
    ),
  ];
}

const COLUMNS = ["anotherStep", "refused", "lostWayIn", "newlyOneRemote"] as const;

function tableText(rows: readonly (readonly [string, Tally])[]): string {
  const heads = COLUMNS.map((column) => sayPolicy(LANGUAGE, `simulate.column.${column}`));
  return [
    line("", [sayPolicy(LANGUAGE, "simulate.accounts"), ...heads]),
    ...rows.map(([name, { accounts, changes }]) =>
      line(name, [accounts, ...COLUMNS.map((column) => changes[column])]),
    ),
  ].join("");
}

function kindText(kind: string): string {
  return kind === NO_CREDENTIAL ? sayPolicy(LANGUAGE, "simulate.noCredential") : kind;
}

/** A name and counts beside it, the one under the other; a long name takes a line of its own. */
function line(name: string, counts: readonly (string | number)[]): string {
  const cells = counts.map((count) => String(count).padStart(COUNT)).join("");
  return name.length > NAME
    ? `  ${name}\n  ${" ".repeat(NAME)}${cells}\n`
    : `  ${name.padEnd(NAME)}${cells}\n`;
}

import { fallsTo } from "../../src/analysis/authenticators.ts";
import { expandClauses } from "../../src/analysis/clauses.ts";
import { UNRESPONSIVE } from "../../src/analysis/compromises.ts";
import { programOf } from "../../src/analysis/derive-rules.ts";
import { FORMULAS } from "../../src/analysis/formulas.ts";
import { consequences, type Program, type Rule } from "../../src/analysis/horn.ts";
import { impliesIn } from "../../src/analysis/implications.ts";
import { implied } from "../../src/analysis/lattice.ts";
import { REFERENCE_WORLD } from "../../src/analysis/world.ts";
import { EMAIL, NUMBER, OTHER_EMAIL } from "./attacker-cast.ts";
import type { Showing } from "./attacker-attempt.ts";
import type { Person } from "./attacker-site.ts";
import type { Token } from "./attacker-tokens.ts";

/** What somebody has in his hands by some compromises: by the formulas, and nothing else. */
export interface Loot {
  readonly showings: readonly Showing[];
  /** The owner's session. */
  readonly session: boolean;
  /** Where a notice still reaches somebody who reacts. */
  readonly sees: readonly string[];
  /** The same for the same: what is played once need not be played again. */
  readonly key: string;
}

const IMPLIES = impliesIn(FORMULAS, REFERENCE_WORLD);

/** Facts of the formulas alone: for each thing that can be shown, what defeats it. */
export function formulasOf(tokens: readonly Token[], person: Person): Program {
  const rules = [
    ...tokens.flatMap(({ falls, touched, flags }, index): Rule[] => {
      const world = { ...REFERENCE_WORLD, flags: { ...REFERENCE_WORLD.flags, ...flags } };
      const bodies = (kind: Token["falls"] | null) =>
        kind === null ? [] : fallsTo(kind, FORMULAS, world);
      return [
        ...bodies(falls).map((body) => ({ head: `full:${index}`, body })),
        ...bodies(touched).map((body) => ({ head: `touched:${index}`, body })),
      ];
    }),
    ...expandClauses(FORMULAS.session, REFERENCE_WORLD).map((body) => ({ head: "session", body })),
    ...channelsOf(person).map(({ address, quiet }) => ({
      head: `blind:${address}`,
      body: [quiet],
    })),
  ];
  return programOf(rules, FORMULAS, REFERENCE_WORLD);
}

function channelsOf({ otherEmail, secrets }: Person) {
  return [
    { address: EMAIL, quiet: otherEmail ? "quiet-email(1)" : "quiet-email" },
    ...(otherEmail ? [{ address: OTHER_EMAIL, quiet: "quiet-email(2)" }] : []),
    ...(secrets.includes("sms-code") ? [{ address: NUMBER, quiet: "quiet-sms" }] : []),
  ];
}

export function closureOf(compromises: readonly string[]): ReadonlySet<string> {
  return new Set(compromises.flatMap((one) => [...implied(one, IMPLIES)]));
}

export function lootOf(
  formulas: Program,
  tokens: readonly Token[],
  person: Person,
  compromises: readonly string[],
): Loot {
  const has = closureOf(compromises);
  const holds = consequences(formulas, has);
  const showings = tokens.flatMap((token, index): Showing[] => {
    if (holds.has(`full:${index}`)) return [{ token }];
    return holds.has(`touched:${index}`) ? [{ token, touched: true }] : [];
  });
  const sees = has.has(UNRESPONSIVE)
    ? []
    : channelsOf(person).flatMap(({ address }) => (holds.has(`blind:${address}`) ? [] : [address]));
  const session = holds.has("session");
  const shown = showings.map(({ token, touched }) => `${token.method}:${token.id}:${touched}`);
  return { showings, session, sees, key: [...shown, session, ...sees].join("\n") };
}

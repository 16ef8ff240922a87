import { keptBy } from "./authenticators.ts";
import type { Program, Rule } from "./horn.ts";
import type { Shape, Way } from "./shape.ts";
import { stepsOf } from "./steps.ts";
import { worldWith } from "./world.ts";

/** The owner gets in, by signing in or by recovering. */
export const IN = "goal:in";

/**
 * The same steps as the attacker's, asked of the owner: what must he still have? Its atoms are
 * things that can be lost.
 */
export function keepingProgram(shape: Shape): Program {
  const kept = shape.ways.flatMap((way) => keptRules(shape, way));
  const rules = [...kept, ...entryRules(shape, "sign-in"), ...entryRules(shape, "recover")];
  return { atoms: [...new Set(kept.flatMap(({ body }) => body))], rules };
}

function keptRules({ formulas, world }: Shape, way: Way): readonly Rule[] {
  const around = worldWith(world, way.flags);
  return keptBy(way.authenticator, formulas, around).map((body) => ({ head: usable(way), body }));
}

function entryRules(shape: Shape, action: "sign-in" | "recover"): readonly Rule[] {
  const clauses = stepsOf(shape, action);
  if (clauses === null) return [];
  return [
    ...clauses.flatMap(({ from, steps }) =>
      steps.map(({ shown }) => ({
        head: `met:${action}:${from}`,
        body: shown.map(({ way }) => usable(way)),
      })),
    ),
    { head: IN, body: clauses.map(({ from }) => `met:${action}:${from}`) },
  ];
}

function usable({ id }: Way): string {
  return `usable:${id}`;
}

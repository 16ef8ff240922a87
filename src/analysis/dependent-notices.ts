import { falls, quiet } from "./action-rules.ts";
import { isRemote } from "./compromises.ts";
import { consequences, type Program } from "./horn.ts";
import { impliesIn } from "./implications.ts";
import { implied } from "./lattice.ts";
import type { Shape } from "./shape.ts";
import { type Step, stepsOf } from "./steps.ts";

/** A remote compromise that alone serves a recovery and keeps its notices from being seen. */
export interface DependentRecovery {
  readonly compromise: string;
  /** The recovery, and which of the things that it asks for the compromise gives. */
  readonly step: Step;
  readonly given: readonly string[];
}

/** What notice is worth: each remote compromise that gives something to show, and silences it. */
export function dependentRecoveries(shape: Shape, program: Program): readonly DependentRecovery[] {
  const implies = impliesIn(shape.formulas, shape.world);
  const waiting = (stepsOf(shape, "recover") ?? []).flatMap(({ steps }) => steps);
  return program.atoms.filter(isRemote).flatMap((compromise) => {
    const holds = consequences(program, implied(compromise, implies));
    for (const step of waiting) {
      if (step.told === null || !holds.has(quiet(step.told))) continue;
      const given = step.shown.filter(({ way }) => holds.has(falls(way)));
      if (given.length > 0) return [{ compromise, step, given: given.map(({ way }) => way.id) }];
    }
    return [];
  });
}

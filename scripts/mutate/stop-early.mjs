// Runs before each test file. Once a mutant was noticed, the files that are left need not be loaded:
// they share one worker, which would load them all before it sees that nothing in them is to run.
import { afterEach, inject } from "vitest";

const mutant = inject("activeMutant");
if (inject("mode") === "mutant") {
  if (globalThis.noticedMutant === mutant) throw new Error("noticed already");
  afterEach(({ task }) => {
    if (task.result?.state === "fail") globalThis.noticedMutant = mutant;
  });
}

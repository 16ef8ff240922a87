import { createMemoryStore } from "../../src/store/memory.ts";
import { describeStoreContract } from "./contract.ts";
import { attempts } from "./contract/attempts.ts";
import { documents } from "./contract/documents.ts";
import { followed } from "./contract/events.ts";
import { grades } from "./contract/grades.ts";
import { limits } from "./contract/limits.ts";
import { operators } from "./contract/operators.ts";
import { population } from "./contract/population.ts";
import { regrading } from "./contract/regrading.ts";

/** It knows no foreign keys and checks no shapes; what flows see of it is the same all the same. */
describeStoreContract("memory that keeps nothing", async () => createMemoryStore(), {
  attempts,
  grades,
  regrading,
  population,
  operators,
  limits,
  documents,
  "events that are followed": followed,
});

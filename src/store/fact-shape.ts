import type { Fact, Provenance } from "../evidence/provenance.ts";
import { type Check, exactly, oneOf } from "./shape.ts";

const isProvenance = oneOf<Provenance>({
  attested: true,
  signed: true,
  claimed: true,
  asserted: true,
  imported: true,
  unknown: true,
});

export function factOf<T>(check: Check<T>): Check<Fact<T>> {
  return exactly<Fact<unknown>>({ value: check, from: isProvenance }) as Check<Fact<T>>;
}

import type { Shape } from "../analysis/shape.ts";

/** What is shown, by its id, as a person knows it: a method, and whose passkey it is. */
export function labelsOf({ ways }: Shape): ReadonlyMap<string, string> {
  return new Map(
    ways.map(({ id, proof }) => {
      if (proof.method === "external") return [id, id];
      if (proof.method !== "passkey") return [id, proof.method];
      return [id, `passkey (${proof.provider?.name ?? proof.keeper})`];
    }),
  );
}

import type { Policy } from "./policy.ts";

/**
 * What a password is for under a policy: whether some way in asks for nothing beside it, since then
 * it has to be longer (NIST SP 800-63B-4 section 3.1.1.2).
 */
export function passwordUse({ actions, groups }: Policy): "alone" | "beside" {
  const rules = [actions, ...[...groups.values()].map((group) => group.actions)];
  const combinations = rules.flatMap((each) => [...each.values()].flat());
  const isAlone = combinations.some(({ terms }) => {
    const [only, ...more] = terms.filter(({ ceremony }) => ceremony === "prove");
    return only?.method === "password" && more.length === 0;
  });
  return isAlone ? "alone" : "beside";
}

import { type Action, targetMethod } from "./action.ts";
import {
  type NewAccount,
  newAccounts,
  openedBy,
  richAccount,
  withoutPasskeys,
} from "./check-accounts.ts";
import { type Finding, finding } from "./check-finding.ts";
import type { Checked } from "./check-world.ts";
import { METHODS } from "../evidence/methods.ts";
import { CEREMONIES } from "../evidence/methods.ts";
import type { Offered } from "./reachable.ts";
import type { Suppositions } from "./suppositions-schema.ts";

type SupposedAccount = NonNullable<Suppositions["account"]>;

/** Who is let in, who is locked out, and who finds no way back. */
export function checkLockout(checked: Checked): readonly Finding[] {
  const made = newAccounts(checked);
  const rich = richAccount(checked);
  const letIn = [...signingUp(checked, made), ...signingIn(checked, made, rich)];
  // Where nobody gets in, it says nothing that he can do nothing else.
  if (!isOpen(checked, "sign-in", rich)) return letIn;
  return [
    ...letIn,
    ...enrolling(checked, made, rich),
    ...recovering(checked, made, rich),
    ...otherActions(checked, rich),
    ...groups(checked, rich),
  ];
}

function signingUp({ policy }: Checked, made: readonly NewAccount[]): readonly Finding[] {
  if (!policy.actions.has("sign-up")) return [finding("warning", "no_sign_up")];
  if (made.length > 0) return [];
  return [finding("error", "nobody_signs_up", { path: "actions.sign-up" })];
}

function signingIn(
  checked: Checked,
  made: readonly NewAccount[],
  rich: SupposedAccount,
): readonly Finding[] {
  if (!checked.policy.actions.has("sign-in")) return [finding("error", "no_sign_in")];
  if (!isOpen(checked, "sign-in", rich)) {
    return [finding("error", "nobody_signs_in", { path: "actions.sign-in" })];
  }
  const out = made.filter(({ account }) => !isOpen(checked, "sign-in", account));
  return byRule(out).map(([rule, accounts]) => {
    const all = made.filter((one) => one.rule === rule).length === accounts.length;
    return finding("error", "signs_up_and_stays_out", {
      path: "actions.sign-in",
      rules: [rule],
      params: { rule, who: all ? "everybody" : "some", passkeys: all ? "" : passkeysOf(accounts) },
    });
  });
}

function enrolling(
  checked: Checked,
  made: readonly NewAccount[],
  rich: SupposedAccount,
): readonly Finding[] {
  if (!checked.policy.actions.has("enrol:passkey")) return [finding("warning", "no_enrolment")];
  const accounts = made.length > 0 ? made.map(({ account }) => account) : [rich];
  if (accounts.some((account) => isOpen(checked, "enrol:passkey", account))) return [];
  return [finding("error", "nobody_enrols", { path: "actions.enrol:passkey" })];
}

/** Whoever loses his passkeys: the one who prepared for it, and the one who has just signed up. */
function recovering(
  checked: Checked,
  made: readonly NewAccount[],
  rich: SupposedAccount,
): readonly Finding[] {
  const prepared = withoutPasskeys({ ...rich, everHad: ["passkey"] });
  if (!isOpen(checked, "recover", prepared)) {
    return [finding("warning", "no_recovery", { path: "actions.recover" })];
  }
  const lost = made
    .map(({ rule, account }) => ({ rule, account: withoutPasskeys(account) }))
    .filter(({ account }) => !isOpen(checked, "recover", account));
  const [first] = lost;
  if (first === undefined) return [];
  const until = openedBy(checked, "recover", first.account);
  return [
    finding("note", "no_way_back_at_first", {
      path: "actions.recover",
      rules: [...new Set(lost.map(({ rule }) => rule))],
      params: { until: until.join(", ") },
    }),
  ];
}

/** Those that have findings of their own. */
const SAID_ABOVE = new Set<Action>(["sign-up", "sign-in", "enrol:passkey", "recover"]);

/** With everything offered, so that it is the policy's fault and not the deployment's. */
const EVERYTHING: Offered = new Set([
  "wait",
  ...CEREMONIES.flatMap((ceremony) => METHODS.map((method) => `${ceremony}:${method}` as const)),
]);

function otherActions(checked: Checked, rich: SupposedAccount): readonly Finding[] {
  const shut = [...checked.policy.actions.keys()]
    .filter((action) => !SAID_ABOVE.has(action))
    .filter((action) => !isOpen(checked, action, rich));
  const elsewhere = shut.filter((action) => isOpen(checked, action, rich, EVERYTHING));
  const never = shut
    .filter((action) => !elsewhere.includes(action))
    .map((action) =>
      finding("warning", "nobody_can", { path: `actions.${action}`, params: { action } }),
    );
  if (elsewhere.length === 0) return never;
  return [
    ...never,
    finding("note", "nobody_can_here", { params: { actions: elsewhere.join(", ") } }),
  ];
}

function groups(checked: Checked, rich: SupposedAccount): readonly Finding[] {
  return [...checked.policy.groups].flatMap(([name, { actions }]) =>
    [...actions.keys()]
      .filter((action) => action !== "sign-up" && isOpen(checked, action, rich))
      .filter((action) => !isOpen(checked, action, { ...rich, groups: [name] }))
      .map((action) =>
        finding("error", "group_never_meets", {
          path: `groups.${name}.actions.${action}`,
          params: { group: name, action },
        }),
      ),
  );
}

/** Whether `decide` leaves a way open to somebody who has shown nothing yet. */
function isOpen(
  checked: Checked,
  action: Action,
  account: SupposedAccount,
  offered: Offered = checked.offered,
): boolean {
  const target = targetMethod(action);
  const first = account.has?.find(({ method }) => method === target);
  const params = first?.id === undefined ? {} : { credential: first.id };
  return checked.ask(action, { account, params }, offered) !== "refuse";
}

function byRule(accounts: readonly NewAccount[]): readonly (readonly [string, NewAccount[]])[] {
  const found = new Map<string, NewAccount[]>();
  for (const one of accounts) found.set(one.rule, [...(found.get(one.rule) ?? []), one]);
  return [...found];
}

const NAMED = 3;

function passkeysOf(accounts: readonly NewAccount[]): string {
  const names = accounts.map(({ passkeys }) =>
    passkeys.map(({ provider, aaguid }) => provider ?? aaguid ?? "an unknown keeper").join(" + "),
  );
  return [...new Set(names)].slice(0, NAMED).join("; ");
}

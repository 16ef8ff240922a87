import {
  type Entry,
  entriesAfter,
  isLeft,
  type Loss,
  NOTHING_LOST,
  thingsUnder,
} from "../analysis/entries.ts";
import type { Shape } from "../analysis/shape.ts";
import type { Method } from "../evidence/methods.ts";
import { lackingToSignIn } from "../policy/lacking.ts";
import type { CredentialView } from "../policy/requirement.ts";
import type { Named, ShownWay, Terms } from "./weakest-terms.ts";

/** What a loss comes to: how its owner gets in all the same. */
export interface Drill {
  readonly lost: Named;
  /** `waits`: not at once, whichever way; `help`: not alone, whichever way; `out`: not at all. */
  readonly standing: "in" | "waits" | "help" | "out";
  /** Each enough; ways back only where no way in is left. Empty: locked out. */
  readonly left: readonly WayLeft[];
  /** Where no way in is left: what would have to be added before, each list enough. */
  readonly addFirst: readonly (readonly Method[])[];
}

export interface WayLeft {
  readonly action: Entry["action"];
  readonly shown: readonly ShownWay[];
  /** It takes as long as the policy has it wait. */
  readonly waits: boolean;
}

/** Whose loss is the owner's own, in the order in which it is told. */
const THINGS = ["phone", "laptop", "token", "password", "number", "inbox", "recovery-codes"];

/** Each passkey of the account, wherever it is kept, and each thing that a way in or back rests on. */
export function drillsOf(shape: Shape, terms: Terms): readonly Drill[] {
  const passkeys = shape.account.credentials.filter(
    ({ method, state }) => method === "passkey" && state === "active",
  );
  const things = thingsUnder(shape, entriesAfter(shape, NOTHING_LOST))
    .map((thing) => ({ thing, named: terms.thing(thing) }))
    .filter(({ named }) => THINGS.includes(named.what))
    .toSorted((a, b) => THINGS.indexOf(a.named.what) - THINGS.indexOf(b.named.what));
  return [
    ...passkeys.map(({ id }) => {
      const about = { kind: "passkey", credential: id } as const;
      return drill(shape, terms, { what: "passkey", about }, { things: [], credentials: [id] });
    }),
    ...things.map(({ thing, named }) =>
      drill(shape, terms, named, { things: [thing], credentials: [] }),
    ),
  ];
}

function drill(shape: Shape, terms: Terms, lost: Named, loss: Loss): Drill {
  const entries = entriesAfter(shape, loss);
  const ways = entries.filter(({ action }) => action === "sign-in");
  const { policy, offered, now, account } = shape;
  const credentials = account.credentials.filter((one) => isKept(shape, one, loss));
  const left = (ways.length > 0 ? ways : entries).map(({ action, shown, waits }) => ({
    action,
    shown: shown.map((way) => terms.shown(way)),
    waits,
  }));
  const lacking = lackingToSignIn({ policy, offered, now }, { ...account, credentials });
  // A second one of what is lost takes its place, and is no answer to losing it; passkeys stand apart.
  const isNew = (method: Method) =>
    method === "passkey" || account.credentials.every((one) => one.method !== method);
  return {
    lost,
    standing: standingOf(left),
    left,
    addFirst: ways.length > 0 ? [] : lacking.filter((list) => list.every(isNew)),
  };
}

function standingOf(left: readonly WayLeft[]): Drill["standing"] {
  if (left.length === 0) return "out";
  const alone = left.filter(({ shown }) => shown.every(({ assertion }) => assertion === null));
  if (alone.length === 0) return "help";
  return alone.every(({ waits }) => waits) ? "waits" : "in";
}

function isKept(shape: Shape, { id }: CredentialView, loss: Loss): boolean {
  const ways = shape.ways.filter(({ credential }) => credential === id);
  return ways.some((way) => isLeft(shape, way, loss));
}

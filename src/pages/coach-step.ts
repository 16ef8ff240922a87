import { type Instant, toIso } from "../base/time.ts";
import type { AccountModel, PasskeyItem, WayItem, WayMethod } from "./account-model.ts";

/** What goes first stands first: text messages are the weakest, and nothing else rests on them. */
const IN_ORDER: readonly WayMethod[] = ["sms-code", "password", "totp"];

type Step =
  | { readonly kind: "offer" | "wait" }
  | { readonly kind: "go"; readonly way: WayItem }
  | null;

/**
 * The next step away from passwords and codes, or none: a passkey first; nothing else is offered until it
 * has signed its owner in on another day than the one of its creation.
 */
export function nextStep({ passkeys, ways }: Pick<AccountModel, "passkeys" | "ways">): Step {
  const old = IN_ORDER.flatMap((method) => ways.filter((way) => way.method === method));
  if (old.length === 0) return null;
  const usable = passkeys.filter(({ state }) => state === "active");
  if (usable.length === 0) return { kind: "offer" };
  const enough = usable.filter(({ verdict }) => verdict === "enough");
  // Where the passkey is one of two steps, the other one is needed.
  if (enough.length === 0) return null;
  if (!enough.some(hasProvedItself)) return { kind: "wait" };
  const way = old.find(({ doings }) => doings.includes("remove"));
  return way === undefined ? null : { kind: "go", way };
}

function hasProvedItself({ createdAt, lastUsedAt }: PasskeyItem): boolean {
  return lastUsedAt !== null && dayOf(lastUsedAt) > dayOf(createdAt);
}

function dayOf(at: Instant): string {
  return toIso(at).slice(0, 10);
}

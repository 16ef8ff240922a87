import type { Language } from "../words/languages.ts";
import { type PlainKey, say } from "../words/say.ts";
import { sayAllOf, sayOneOf } from "../words/when.ts";
import type { Doable } from "../flows/doable.ts";
import type { Shown } from "../flows/prospect.ts";
import type { AccountModel, PasskeyItem, WayItem } from "./account-model.ts";

/** What an account has, as far as it is called by names. */
export type Held = Pick<AccountModel, "passkeys" | "ways"> & {
  readonly context: Pick<AccountModel["context"], "language">;
};

type PasskeyNames = Pick<Held, "passkeys" | "context">;

/** What a passkey is called here; those that would be called alike are numbered by age. */
export function nameOf(held: PasskeyNames, passkey: PasskeyItem): string {
  const called = plainName(held, passkey);
  const alike = held.passkeys.filter((other) => plainName(held, other) === called);
  return alike.length < 2 ? called : `${called} ${alike.indexOf(passkey) + 1}`;
}

function plainName({ context }: PasskeyNames, { name, provider }: PasskeyItem): string {
  return name ?? provider ?? say(context.language, "keeper.unnamed");
}

/** WebAuthn L3 section 6.1.3: BE says that it may be copied, BS that it is. */
export function keepingOf({ backupEligible, backedUp }: PasskeyItem): PlainKey {
  if (!backupEligible) return "keeper.bound";
  return backedUp ? "keeper.synced" : "keeper.waiting";
}

export function passkeyInSentence(held: PasskeyNames, passkey: PasskeyItem): string {
  return say(held.context.language, "held.passkey", { name: nameOf(held, passkey) });
}

export function wayInSentence(language: Language, { method, detail }: WayItem): string {
  return method === "sms-code"
    ? say(language, "held.sms-code", { number: detail ?? "" })
    : say(language, `held.${method}`);
}

/** Something that the account has, in the middle of a sentence; null where it has no such thing. */
export function heldInSentence(held: Held, { method, credential }: Shown): string | null {
  if (method === "passkey") {
    const passkey = held.passkeys.find(({ id }) => id === credential);
    return passkey === undefined ? null : passkeyInSentence(held, passkey);
  }
  const way = held.ways.find((one) => one.method === method && one.id === credential);
  return way === undefined ? null : wayInSentence(held.context.language, way);
}

/** What is shown in signing in, in the middle of a sentence. */
export function shownInSentence(held: Held, shown: Shown): string {
  const { language } = held.context;
  return heldInSentence(held, shown) ?? say(language, `way.${shown.method}`);
}

/** Ways to sign in, each named by all that is shown for it. */
export function waysInSentence(held: Held, ways: readonly (readonly Shown[])[]): readonly string[] {
  const { language } = held.context;
  return ways.map((way) =>
    sayAllOf(
      language,
      way.map((shown) => shownInSentence(held, shown)),
    ),
  );
}

/** How many alternatives a sentence can carry. */
const MOST_NAMED = 2;

/** What would have to be added, as part of a sentence; null where nothing would help. */
export function toAdd(held: Held, addFirst: Doable["addFirst"]): string | null {
  const { language } = held.context;
  const lists = addFirst.slice(0, MOST_NAMED).map((methods) =>
    sayAllOf(
      language,
      methods.map((method) => {
        if (method === "passkey") {
          const another = held.passkeys.length > 0 ? "add.passkey.another" : "add.passkey";
          return say(language, another);
        }
        return isAddable(method) ? say(language, `add.${method}`) : say(language, `way.${method}`);
      }),
    ),
  );
  return lists.length === 0 ? null : sayOneOf(language, lists);
}

function isAddable(method: string): method is WayItem["method"] {
  return ["password", "totp", "sms-code", "recovery-code"].includes(method);
}

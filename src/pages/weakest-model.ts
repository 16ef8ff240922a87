import type { WeakestLink } from "../flows/weakest-link.ts";
import type { Named, ShownWay } from "../flows/weakest-terms.ts";
import { say } from "../words/say.ts";
import { sayNamed } from "../words/weakest-say.ts";
import { sayAllOf } from "../words/when.ts";
import type { PageContext } from "./context.ts";
import { type Held, nameOf, passkeyInSentence, shownInSentence } from "./held-name.ts";

/** What would take the account over, and the names of what it has. */
export interface WeakestModel {
  readonly context: PageContext;
  readonly held: Held;
  readonly link: WeakestLink;
}

type Kind = Parameters<typeof sayNamed>[1];

/** What happens, or what is lost, by the names that its owner gave. */
export function namedInWords({ context, held }: WeakestModel, kind: Kind, named: Named): string {
  const { language } = context;
  return sayNamed(language, kind, named.what, whichOf(held, kind, named));
}

function whichOf(held: Held, kind: Kind, { what, about }: Named): string {
  const { language } = held.context;
  switch (about.kind) {
    case "nothing":
      return "";
    case "device":
      return say(language, `device.${about.device}`);
    case "channel":
      return about.address;
    case "passkey": {
      const passkey = held.passkeys.find(({ id }) => id === about.credential);
      const isKey = what.includes("key");
      if (passkey === undefined) {
        return say(language, isKey ? "change.added.key" : "change.added.passkey");
      }
      const name = nameOf(held, passkey);
      if (kind === "lost") return name;
      return isKey ? say(language, "named.key", { name }) : passkeyInSentence(held, passkey);
    }
  }
}

/** All that is shown on one way, in the middle of a sentence. */
export function shownTogether({ context, held }: WeakestModel, shown: readonly ShownWay[]): string {
  const { language, app } = context;
  return sayAllOf(
    language,
    shown.map((one) =>
      one.assertion === null
        ? shownInSentence(held, one)
        : say(language, `way.external.${one.assertion}`, { app }),
    ),
  );
}

/** Things that are lost together, in the middle of a sentence. */
export function thingsInWords(model: WeakestModel, things: readonly Named[]): string {
  const named = things.map((thing) => namedInWords(model, "thing", thing));
  return sayAllOf(model.context.language, named);
}

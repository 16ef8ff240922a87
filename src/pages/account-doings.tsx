import type { Doable, Doing } from "../flows/doable.ts";
import { say } from "../words/say.ts";
import type { AccountModel } from "./account-model.ts";
import { toAdd } from "./held-name.ts";
import { doWayPath, replaceWayPath } from "./paths.ts";

interface Props {
  readonly model: AccountModel;
  readonly item: Doable & { readonly id: string; readonly method: string };
  /** In the middle of a sentence. */
  readonly what: string;
  /** Where a new one can take its place. */
  readonly replaces?: keyof typeof REPLACES | null;
}

const REPLACES = {
  password: "do.replace.password",
  totp: "do.replace.totp",
  "sms-code": "do.replace.sms-code",
  "recovery-code": "do.replace.recovery-code",
} as const;

/** What its owner can do to something that the account has; each asks again on a page of its own. */
export function Doings({ model, item, what, replaces = null }: Props) {
  const { language } = model.context;
  const { doings, addFirst } = item;
  const ways = toAdd(model, addFirst);
  const offered = doings.length > 0 || replaces !== null;
  return (
    <>
      {offered ? (
        <div class="doings">
          {replaces === null ? null : (
            <form method="post" action={replaceWayPath(replaces)}>
              <button type="submit">{say(language, REPLACES[replaces])}</button>
            </form>
          )}
          {doings.map((doing) => (
            <Do model={model} item={item} what={what} doing={doing} />
          ))}
        </div>
      ) : null}
      {ways === null ? null : <p class="hint">{say(language, "do.last", { ways })}</p>}
    </>
  );
}

function Do({ model, item, what, doing }: Omit<Props, "replaces"> & { readonly doing: Doing }) {
  const { language } = model.context;
  const path = doWayPath(item.method, item.id, doing);
  const label = say(language, `do.${doing}.of`, { what });
  const text = say(language, `do.${doing}`);
  if (doing !== "lift") {
    return (
      <a href={path} aria-label={label}>
        {text}
      </a>
    );
  }
  return (
    <form method="post" action={path}>
      <button type="submit" aria-label={label}>
        {text}
      </button>
    </form>
  );
}

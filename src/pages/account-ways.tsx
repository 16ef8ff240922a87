import type { Child } from "hono/jsx";
import { say } from "../words/say.ts";
import { sayDay } from "../words/when.ts";
import type { AccountModel, WayItem } from "./account-model.ts";
import { When } from "./parts.tsx";
import { addWayPath, PATHS, removeWayPath } from "./paths.ts";
import { Phrase } from "./phrase.tsx";

/** What signs in or back in beside the passkeys, and what could be added. */
export function OtherWaysIn({ model }: { readonly model: AccountModel }) {
  const { context, ways, addable, email } = model;
  const { language } = context;
  if (ways.length === 0 && addable.length === 0) return null;
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">{say(language, "account.ways")}</h2>
      <p>{say(language, "account.ways.lead")}</p>
      {ways.length === 0 ? null : (
        <ul class="ways">
          {ways.map((way) => (
            <Way model={model} way={way} />
          ))}
        </ul>
      )}
      {addable.map((method) => (
        <Begin path={addWayPath(method)}>{say(language, `account.ways.add.${method}`)}</Begin>
      ))}
      {email === null || !model.emailChangeable ? null : <ChangeEmail model={model} />}
    </section>
  );
}

function Way({ model, way }: { readonly model: AccountModel; readonly way: WayItem }) {
  const { language } = model.context;
  const day = <When at={way.createdAt}>{sayDay(language, way.createdAt)}</When>;
  return (
    <li>
      <h3>
        {say(language, `account.way.${way.method}`)}
        {way.detail === null ? null : (
          <>
            {" "}
            <bdi>{way.detail}</bdi>
          </>
        )}
      </h3>
      <p>
        <Phrase language={language} say="account.way.since" with={{ day }} />{" "}
        {say(language, `account.way.${way.method}.takes`)}
        {way.state === "active" ? null : <> {say(language, "account.way.suspended")}</>}
      </p>
      {way.removable ? (
        <Begin path={removeWayPath(way.method, way.id)}>
          {say(language, "account.way.remove")}
        </Begin>
      ) : null}
    </li>
  );
}

function Begin({ path, children }: { readonly path: string; readonly children?: Child }) {
  return (
    <form method="post" action={path}>
      <button type="submit" class="quiet">
        {children}
      </button>
    </form>
  );
}

function ChangeEmail({ model: { context } }: { readonly model: AccountModel }) {
  const { language } = context;
  return (
    <form method="post" action={PATHS.changeEmail} class="field">
      <label for="new-email">{say(language, "account.email.new")}</label>
      <input
        id="new-email"
        name="email"
        type="text"
        inputmode="email"
        autocomplete="email"
        autocapitalize="none"
        spellcheck={false}
        dir="ltr"
        maxlength={320}
        required
      />
      <button type="submit" class="quiet">
        {say(language, "account.email.change")}
      </button>
    </form>
  );
}

import type { Child } from "hono/jsx";
import type { Lines, OwnChange } from "../flows/weakest-changes.ts";
import { say } from "../words/say.ts";
import { shownInSentence } from "./held-name.ts";
import { addWayPath, doWayPath, PATHS } from "./paths.ts";
import { thingsInWords, type WeakestModel } from "./weakest-model.ts";
import { Needs } from "./weakest-takeovers.tsx";

interface Props {
  readonly model: WeakestModel;
  readonly change: OwnChange;
}

/** Before and after, for each change that its owner can make here. */
export function Changes({ model }: { readonly model: WeakestModel }) {
  const { context, link } = model;
  const { language } = context;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{say(language, "change.title")}</h2>
      <p>{say(language, link.changes.length === 0 ? "change.none" : "change.lead")}</p>
      {link.changes.map((change) => (
        <Change model={model} change={change} />
      ))}
    </section>
  );
}

function Change({ model, change }: Props) {
  const { language } = model.context;
  const { closes, opens, frees, binds } = change;
  return (
    <article class="change">
      <h3>{titleOf(model, change)}</h3>
      <dl>
        {closes.length === 0 ? null : (
          <Effect term={say(language, "change.closes")}>
            <Sets model={model} lines={closes} />
          </Effect>
        )}
        {frees.length === 0 ? null : (
          <Effect term={say(language, "change.frees")}>
            <Losses model={model} lines={frees} />
          </Effect>
        )}
        <Effect term={say(language, "change.opens")}>
          <Sets model={model} lines={opens} />
        </Effect>
        {binds.length === 0 ? null : (
          <Effect term={say(language, "change.binds")}>
            <Losses model={model} lines={binds} />
          </Effect>
        )}
      </dl>
      <Do model={model} change={change} />
    </article>
  );
}

function Effect({ term, children }: { readonly term: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const MOST_LISTED = 3;

interface LinesProps {
  readonly model: WeakestModel;
  readonly lines: Lines;
}

function Sets({ model, lines }: LinesProps) {
  const { language } = model.context;
  if (lines.length === 0) return <>{say(language, "change.nothing")}</>;
  const items = lines.map((needs) => <Needs model={model} needs={needs} />);
  return <List model={model} items={items} />;
}

function Losses({ model, lines }: LinesProps) {
  const { language } = model.context;
  const items = lines.map((things) =>
    things.length === 0
      ? say(language, "change.loss.now")
      : say(language, "change.loss", { things: thingsInWords(model, things) }),
  );
  return <List model={model} items={items} />;
}

function List({
  model,
  items,
}: {
  readonly model: WeakestModel;
  readonly items: readonly Child[];
}) {
  const { language } = model.context;
  const more = items.slice(MOST_LISTED);
  const count = more.length;
  return (
    <>
      <ul>
        {items.slice(0, MOST_LISTED).map((item) => (
          <li>{item}</li>
        ))}
      </ul>
      {count === 0 ? null : (
        <details>
          <summary>{say(language, "baseline.more", { count })}</summary>
          <ul>
            {more.map((item) => (
              <li>{item}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function titleOf({ context, held }: WeakestModel, { doing }: OwnChange): string {
  const { language } = context;
  if (doing.kind === "remove") {
    return say(language, "change.remove", { what: shownInSentence(held, doing.shown) });
  }
  if (doing.method !== "passkey") return say(language, `change.add.${doing.method}`);
  return say(language, `change.add.passkey.${doing.keeper ?? "platform"}`);
}

/** Where it is made: what takes something away says first what signing in becomes. */
function Do({ model, change }: Props) {
  const { doing } = change;
  const title = titleOf(model, change);
  if (doing.kind === "remove") {
    const { method, credential } = doing.shown;
    return (
      <div class="doings">
        <a href={doWayPath(method, credential ?? "", "remove")}>{title}</a>
      </div>
    );
  }
  const path = doing.method === "passkey" ? PATHS.addPasskey : addWayPath(doing.method);
  return (
    <form method="post" action={path} class="doings">
      <button type="submit">{title}</button>
    </form>
  );
}

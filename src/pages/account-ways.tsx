import type { Child } from "hono/jsx";
import { say } from "../words/say.ts";
import { sayDay } from "../words/when.ts";
import { Doings } from "./account-doings.tsx";
import type { AccountModel, WayItem } from "./account-model.ts";
import { Fact, LastUse } from "./facts.tsx";
import { wayInSentence } from "./held-name.ts";
import { When } from "./parts.tsx";
import { addWayPath } from "./paths.ts";
import { Restricted } from "./restricted.tsx";

interface Props {
  readonly model: AccountModel;
  readonly way: WayItem;
}

/** What signs in or back in beside the passkeys, and what could be added. */
export function OtherWaysIn({ model }: { readonly model: AccountModel }) {
  const { context, ways, addable } = model;
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
      {addable.length === 0 ? null : (
        <div class="addable">
          {addable.map((method) => (
            <Begin path={addWayPath(method)}>{say(language, `account.ways.add.${method}`)}</Begin>
          ))}
        </div>
      )}
    </section>
  );
}

function Way({ model, way }: Props) {
  const { language } = model.context;
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
      <Standing model={model} way={way} />
      <p>{say(language, `account.way.${way.method}.takes`)}</p>
      {way.method === "sms-code" ? <Restricted context={model.context} /> : null}
      <Facts model={model} way={way} />
      <Doings
        model={model}
        item={way}
        what={wayInSentence(language, way)}
        replaces={way.replacedBy === null ? null : way.method}
      />
    </li>
  );
}

/** That it does not work, and what helps. */
function Standing({ model, way: { stopped } }: Props) {
  const { language } = model.context;
  if (stopped === null) return null;
  return (
    <p class="stopped">
      <strong>{say(language, `way.${stopped}`)}.</strong> {say(language, `way.${stopped}.text`)}
    </p>
  );
}

const FEW_CODES = 3;

function Facts({ model, way }: Props) {
  const { language } = model.context;
  const { codesLeft: count, createdAt, lastUsedAt } = way;
  return (
    <dl class="facts">
      {count === null ? null : (
        <Fact term={say(language, "way.left")}>
          {say(language, "way.left.count", { count })}
          {count > 0 && count <= FEW_CODES ? <>. {say(language, "way.left.few")}</> : null}
        </Fact>
      )}
      <Fact term={say(language, "way.created")}>
        <When at={createdAt}>{sayDay(language, createdAt)}</When>
      </Fact>
      <Fact term={say(language, "way.used")}>
        <LastUse model={model} at={lastUsedAt} />
      </Fact>
    </dl>
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

import type { HeldWay } from "../flows/ways.ts";
import type { Problem } from "../words/error-text.ts";
import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { EmailField, Note } from "./parts.tsx";
import { PATHS } from "./paths.ts";

export interface RecoverModel {
  readonly context: PageContext;
  readonly email: string;
  readonly problem: Problem | null;
}

/** `GET /recover`, and the answer to a `POST /recover` that could not be taken. */
export function renderRecover(model: RecoverModel): string {
  return renderDocument(<Recover {...model} />);
}

function Recover({ context, email, problem }: RecoverModel) {
  const { language } = context;
  const title = say(language, "recover.title");
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "recover.lead")}</p>
      </div>
      <div class="task">
        <form method="post" action={PATHS.recover}>
          <EmailField
            context={context}
            value={email}
            problem={problem}
            hint={say(language, "recover.hint")}
            autocomplete="email"
          />
          <button type="submit" class="primary">
            {say(language, "action.continue")}
          </button>
        </form>
        <p class="aside">
          {say(language, "recover.remembered")}{" "}
          <a href={PATHS.signIn}>{say(language, "action.signIn")}</a>
        </p>
      </div>
      <div class="notes">
        <Note title={say(language, "recover.wait.title")}>{say(language, "recover.wait")}</Note>
      </div>
    </Document>
  );
}

/** What the link of an operator opens: it asks, and does nothing by itself. */
export function renderRecoverByLink(context: PageContext, token: string): string {
  const { language, app } = context;
  const title = say(language, "recover.link.title");
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "recover.link.lead", { app })}</p>
      </div>
      <div class="task">
        <form method="post" action={PATHS.recoverByLink}>
          <input type="hidden" name="token" value={token} />
          <button type="submit" class="primary">
            {say(language, "action.continue")}
          </button>
        </form>
      </div>
      <div class="notes">
        <Note title={say(language, "recover.wait.title")}>{say(language, "recover.wait")}</Note>
      </div>
    </Document>,
  );
}

export interface RecoveredModel {
  readonly context: PageContext;
  /** Its owner's own words, else the provider's; null where nobody said. */
  readonly passkeys: readonly (string | null)[];
  readonly ways: readonly HeldWay["method"][];
}

/** Where a recovery ends: with a passkey, and signed in to nothing. */
export function renderRecovered({ context, passkeys, ways }: RecoveredModel): string {
  const { language } = context;
  const held = [
    ...passkeys.map((name) => name ?? say(language, "keeper.unnamed")),
    ...ways.map((method) => say(language, `account.way.${method}`)),
  ];
  const title = say(language, "recovered.title");
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "recovered.lead")}</p>
      </div>
      <div class="task">
        <a class="primary" href={PATHS.signIn}>
          {say(language, "action.signIn")}
        </a>
      </div>
      <div class="notes">
        <Note title={say(language, "recovered.old.title")}>
          <ul>
            {held.map((name) => (
              <li dir="auto">{name}</li>
            ))}
          </ul>
          <p>{say(language, "recovered.old")}</p>
        </Note>
      </div>
    </Document>,
  );
}

import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { addWayPath, doWayPath, PATHS } from "./paths.ts";
import { Phrase } from "./phrase.tsx";
import { SignInAfter } from "./sign-in-after.tsx";

/** Before something is removed or suspended: what signing in becomes. */
export interface TakeAwayModel {
  readonly context: PageContext;
  readonly doing: "remove" | "suspend";
  readonly method: string;
  readonly id: string;
  /** In the middle of a sentence. */
  readonly what: string;
  /** It is the last way in, and not removed. */
  readonly isLast: boolean;
  /** Each enough to sign in afterwards. */
  readonly left: readonly string[];
  /** What would have to be added first, as part of a sentence; null where nothing would help. */
  readonly toAdd: string | null;
  /** The one method that would be enough, to begin with; null where it is none or several. */
  readonly addMethod: string | null;
  /** This session would not stand any more. */
  readonly endsHere: boolean;
}

export function renderTakeAway(model: TakeAwayModel): string {
  return renderDocument(model.isLast ? <Last {...model} /> : <TakeAway {...model} />);
}

function TakeAway(model: TakeAwayModel) {
  const { context, doing, method, id, what } = model;
  const { language } = context;
  const isEnd = model.left.length === 0;
  const title = say(language, `${doing}.title`, { what });
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        {doing === "suspend" ? <p class="lead">{say(language, "suspend.lead")}</p> : null}
        {method === "recovery-code" ? <p class="lead">{say(language, "remove.codes")}</p> : null}
        {doing === "remove" && method === "passkey" ? (
          <p class="lead">{say(language, "passkey.remove.keeper")}</p>
        ) : null}
      </div>
      <div class="task">
        <Becomes {...model} />
        {doing === "suspend" && !isEnd ? <p>{say(language, "suspend.again")}</p> : null}
        {model.endsHere ? <p>{say(language, isEnd ? "after.here.none" : "after.here")}</p> : null}
        <form method="post" action={doWayPath(method, id, doing)}>
          <button type="submit" class={isEnd ? "secondary" : "primary"}>
            {say(language, `${doing}.button`)}
          </button>
        </form>
        <p class="aside">
          <a href={PATHS.account}>{say(language, "action.cancel")}</a>
        </p>
      </div>
    </Document>
  );
}

function Becomes({ context: { language }, left, toAdd }: TakeAwayModel) {
  if (left.length > 0) return <SignInAfter language={language} left={left} />;
  return (
    <div class="notice">
      <p>
        <strong>{say(language, "after.none.title")}.</strong>{" "}
        {toAdd === null
          ? say(language, "after.none.alone")
          : say(language, "after.none", { ways: toAdd })}
      </p>
    </div>
  );
}

function Last({ context, what, toAdd, addMethod }: TakeAwayModel) {
  const { language } = context;
  const title = say(language, "last.title");
  const path = addMethod === "passkey" ? PATHS.addPasskey : addWayPath(addMethod ?? "");
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">
          <Phrase
            language={language}
            say="last.lead"
            with={{ what: <bdi class="name">{what}</bdi> }}
          />
        </p>
      </div>
      <div class="task">
        <p>
          {toAdd === null
            ? say(language, "do.last.none")
            : say(language, "last.add", { ways: toAdd })}
        </p>
        {addMethod === null ? null : (
          <form method="post" action={path}>
            <button type="submit" class="primary">
              {addMethod === "passkey"
                ? say(language, "account.add")
                : say(language, "action.continue")}
            </button>
          </form>
        )}
        <p class="aside">
          <a href={PATHS.account}>{say(language, "last.back")}</a>
        </p>
      </div>
    </Document>
  );
}

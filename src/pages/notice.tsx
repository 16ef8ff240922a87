import type { NoticeView } from "../flows/answer-notice.ts";
import { type PlainKey, say } from "../words/say.ts";
import { sayMoment } from "../words/when.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { noticePath, PATHS } from "./paths.ts";

/** How a notice stands, for its page. */
type Standing = "veto" | "report" | "vetoed" | "reported" | "over";

/**
 * What the link in a message opens. It asks, and does nothing by itself: mail scanners open every link.
 */
export function renderNotice(context: PageContext, secret: string, view: NoticeView): string {
  const { language } = context;
  const standing = standingOf(view);
  const title = say(language, `notice.${standing}.title`);
  const open = standing === "veto" || standing === "report";
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, `notice.${standing}.lead`)}</p>
        <p>{say(language, "notice.at", { moment: sayMoment(language, view.at) })}</p>
      </div>
      <div class="task">
        {open ? (
          <form method="post" action={noticePath(secret)}>
            <input type="hidden" name="answer" value={standing} />
            <button type="submit" class="primary">
              {say(language, `notice.${standing}.do` satisfies PlainKey)}
            </button>
          </form>
        ) : (
          <a class="primary" href={PATHS.signIn}>
            {say(language, "action.signIn")}
          </a>
        )}
        {standing === "veto" ? <p>{say(language, "notice.veto.after")}</p> : null}
      </div>
    </Document>,
  );
}

function standingOf({ answer, answerable }: NoticeView): Standing {
  if (answer === "veto") return "vetoed";
  if (answer === "report") return "reported";
  return answerable ?? "over";
}

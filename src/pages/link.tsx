import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { linkPath, PATHS } from "./paths.ts";

/** What a link opens: it asks, and does nothing by itself. */
export function renderLink(context: PageContext, id: string, token: string): string {
  const { language } = context;
  const title = say(language, "link.title");
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "link.lead")}</p>
      </div>
      <div class="task">
        <form method="post" action={linkPath(id)}>
          <input type="hidden" name="token" value={token} />
          <button type="submit" class="primary">
            {say(language, "action.continue")}
          </button>
        </form>
      </div>
    </Document>,
  );
}

/** A link that was opened in another browser than the one that asked for it. */
export function renderLinkElsewhere(context: PageContext): string {
  const { language } = context;
  const title = say(language, "link.elsewhere.title");
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "link.elsewhere")}</p>
      </div>
      <div class="task">
        <p class="aside">
          <a href={PATHS.signIn}>{say(language, "action.signIn")}</a>
        </p>
      </div>
    </Document>,
  );
}

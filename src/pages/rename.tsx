import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { Field } from "./parts.tsx";
import { doWayPath, PATHS } from "./paths.ts";

export interface RenameModel {
  readonly context: PageContext;
  readonly method: string;
  readonly id: string;
  /** In the middle of a sentence. */
  readonly what: string;
  /** As it stands, or as it was typed. */
  readonly name: string;
  /** What was typed is no name. */
  readonly isMalformed: boolean;
}

/** The person's own words for something that the account has. */
export function renderRename(model: RenameModel): string {
  const { context, method, id, what, name, isMalformed } = model;
  const { language } = context;
  const title = say(language, "rename.title", { what });
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
      </div>
      <div class="task">
        <form method="post" action={doWayPath(method, id, "rename")}>
          <Field
            context={context}
            id="name"
            label={say(language, "rename.label")}
            hint={say(language, "rename.hint")}
            problem={null}
            problemText={isMalformed ? say(language, "rename.malformed") : null}
            input={(attributes) => (
              <input
                {...attributes}
                name="name"
                type="text"
                dir="auto"
                maxlength={64}
                autocomplete="off"
                autofocus
                value={name}
              />
            )}
          />
          <button type="submit" class="primary">
            {say(language, "rename.button")}
          </button>
        </form>
        <p class="aside">
          <a href={PATHS.account}>{say(language, "action.cancel")}</a>
        </p>
      </div>
    </Document>,
  );
}

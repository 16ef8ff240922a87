import type { ErrorTextCode, Problem } from "../words/error-text.ts";
import { say, type PlainKey, sayProblem } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";
import { PATHS } from "./paths.ts";
import { Phrase } from "./phrase.tsx";

export interface ProblemModel {
  readonly context: PageContext;
  readonly problem: Problem;
  /** By which the operators find it in their logs, or null. */
  readonly reference: string | null;
}

/** Some problems have words of their own on a page; for the rest the sentence of the code is enough. */
const SPECIAL: Readonly<
  Partial<Record<ErrorTextCode, { readonly title: PlainKey; readonly text?: PlainKey }>>
> = {
  not_found: { title: "problem.title.not_found", text: "problem.not_found" },
  origin_refused: { title: "problem.title.origin_refused", text: "problem.origin_refused" },
  too_many_messages: { title: "problem.title.too_many_messages" },
  internal: { title: "problem.title.internal", text: "problem.internal" },
  unavailable: { title: "problem.title.unavailable" },
};

/** A page for an answer that is none: not found, refused, too much, or our own fault. */
export function renderProblem({ context, problem, reference }: ProblemModel): string {
  const { language } = context;
  const { title: titleKey = "problem.title", text } = SPECIAL[problem.code] ?? {};
  const title = say(language, titleKey);
  return renderDocument(
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
      </div>
      <div class="task">
        <p class="lead">
          {text === undefined ? sayProblem(language, problem) : say(language, text)}
        </p>
        {reference === null ? null : (
          <p>
            <Phrase
              language={language}
              say="problem.reference"
              with={{ reference: <code>{reference}</code> }}
            />
          </p>
        )}
        <a class="primary" href={PATHS.account}>
          {say(language, "action.toAccount")}
        </a>
      </div>
    </Document>,
  );
}

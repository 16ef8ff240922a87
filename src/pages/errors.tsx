import { errorText } from "../words/error-text.ts";
import type { PageContext } from "./context.ts";
import { Document, renderDocument } from "./document.tsx";

/** `GET /docs/errors`: every code that an answer may carry. It speaks to developers, in English. */
export function renderErrors(context: PageContext): string {
  return renderDocument(
    <Document context={context} title="Error codes" layout="record">
      <div class="lede">
        <h1>Error codes</h1>
        <p class="lead">What an answer of the API may carry, and what people are told.</p>
      </div>
      <div class="task">
        <dl>
          {Object.entries(errorText).map(([code, text]) => (
            <>
              <dt id={code}>
                <code>{code}</code>
              </dt>
              <dd>{text}</dd>
            </>
          ))}
        </dl>
      </div>
    </Document>,
  );
}

import { say } from "../words/say.ts";
import { Document, renderDocument } from "./document.tsx";
import { PATHS } from "./paths.ts";
import { BesideBaseline } from "./weakest-baseline.tsx";
import { Changes } from "./weakest-changes.tsx";
import { LostDrill } from "./weakest-drill.tsx";
import type { WeakestModel } from "./weakest-model.ts";
import { Takeovers } from "./weakest-takeovers.tsx";

/** `GET /account/weakest-link`: what would take the account over, and what its owner can lose. */
export function renderWeakestLink(model: WeakestModel): string {
  const { context, link } = model;
  const { language } = context;
  const title = say(language, "weakest.title");
  return renderDocument(
    <Document context={context} title={title} layout="record">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "weakest.lead")}</p>
        <p class="aside">
          <a href={PATHS.account}>{say(language, "sessions.back")}</a>
        </p>
      </div>
      <div class="task">
        {link.complete ? null : <p class="notice">{say(language, "weakest.incomplete")}</p>}
        <Takeovers model={model} />
        <Changes model={model} />
        <LostDrill model={model} />
        <BesideBaseline model={model} />
        <Limits model={model} />
      </div>
    </Document>,
  );
}

function Limits({ model: { context, link } }: { readonly model: WeakestModel }) {
  const { language } = context;
  return (
    <details class="help">
      <summary>{say(language, "limits.title")}</summary>
      <ul>
        {link.limits.map((limit) => (
          <li>
            {limit === "dated"
              ? say(language, "limits.dated", { day: link.asOf })
              : say(language, `limits.${limit}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

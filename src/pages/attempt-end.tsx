import { say, sayReason } from "../words/say.ts";
import { type ActionGroup, actionGroupOf } from "./action-group.ts";
import { type AttemptModel, beginningOf, type RefusedStep } from "./attempt-model.ts";
import { Document } from "./document.tsx";
import { PATHS, withReturn } from "./paths.ts";

interface RefusedProps {
  readonly model: AttemptModel;
  readonly step: RefusedStep;
}

/** An attempt that cannot go on: why, and what is left to do. */
export function RefusedPage({ model, step: { reasons } }: RefusedProps) {
  const { context } = model;
  const { language } = context;
  const exists = reasons.includes("account_exists");
  const action = actionGroupOf(model.action);
  const title = say(language, exists ? "refused.title.exists" : `refused.title.${action}`);
  const next = exists ? "refused.next.exists" : "refused.unchanged";
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
      </div>
      <div class="task">
        {reasons.map((code) => (
          <p class="lead">{sayReason(language, code)}</p>
        ))}
        <p>{say(language, next)}</p>
        <Onwards model={model} action={action} exists={exists} />
      </div>
    </Document>
  );
}

function Onwards(props: {
  readonly model: AttemptModel;
  readonly action: ActionGroup;
  readonly exists: boolean;
}) {
  const { model, action, exists } = props;
  const { language } = model.context;
  if (exists) {
    return (
      <a class="primary" href={withReturn(PATHS.signIn, model.returnTo)}>
        {say(language, "action.signIn")}
      </a>
    );
  }
  const outside = action === "sign-in" || action === "sign-up" || action === "recover";
  const target = outside ? withReturn(beginningOf(model), model.returnTo) : beginningOf(model);
  return (
    <a class="primary" href={target}>
      {say(language, outside ? "action.startAgain" : "action.toAccount")}
    </a>
  );
}

/** An attempt that was left open for too long. */
export function ExpiredPage({ model }: { readonly model: AttemptModel }) {
  const { context } = model;
  const { language } = context;
  return (
    <Document context={context} title={say(language, "expired.title")} layout="sheet">
      <div class="lede">
        <h1>{say(language, "expired.title")}</h1>
      </div>
      <div class="task">
        <p class="lead">{say(language, "expired.lead")}</p>
        <Onwards model={model} action={actionGroupOf(model.action)} exists={false} />
      </div>
    </Document>
  );
}
